package org.timeball.web.appliance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whether the committed bundle is what the scripts make, where Node is present; and that the page stays light. */
class BundleTest {

    private static final Path SCRIPTS = Path.of("scripts").toAbsolutePath();
    private static final Path STATIC =
            Path.of("src", "main", "resources", "static").toAbsolutePath();

    @TempDir
    Path made;

    @Test
    @Timeout(300)
    void isCurrent() throws Exception {
        Assumptions.assumeTrue(isOnPath("node") && isOnPath("npm"), "skipped: node and npm are not here");
        if (!isInstalled()) {
            var installed = run("npm", "ci", "--no-audit", "--no-fund");
            Assumptions.assumeTrue(installed.code == 0, () -> "skipped: npm ci failed: " + installed.said);
        }

        assertEquals(0, run("npm", "run", "check").code, "the types of the scripts");
        var bundled = run("npm", "run", "bundle", "--", made.toString());

        assertEquals(0, bundled.code, bundled.said);
        for (String name : List.of("overview.js", "plots.js", "fresh.js", "plots.css", "uplot-licence.txt")) {
            assertArrayEquals(
                    Files.readAllBytes(made.resolve(name)),
                    Files.readAllBytes(STATIC.resolve(name)),
                    name + " is old: run `npm run build` in web-ui/appliance/scripts and commit what it makes");
        }
    }

    @Test
    void isLight() throws IOException {
        int scripts = 0;
        for (String name : List.of("overview.js", "plots.js", "fresh.js")) {
            scripts += gzipped(STATIC.resolve(name));
        }
        assertTrue(scripts < 60_000, scripts + " octets");
        assertTrue(gzipped(STATIC.resolve("base.css")) + gzipped(STATIC.resolve("overview.css")) < 20_000);
    }

    /** What npm installed last, and not before the list of it changed. */
    private static boolean isInstalled() throws IOException {
        var installed = SCRIPTS.resolve("node_modules/.package-lock.json");
        var wanted = SCRIPTS.resolve("package-lock.json");
        return Files.exists(installed)
                && Files.getLastModifiedTime(installed).compareTo(Files.getLastModifiedTime(wanted)) >= 0;
    }

    private record Outcome(int code, String said) {}

    private static Outcome run(String... command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command)
                .directory(SCRIPTS.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(1, TimeUnit.MINUTES), () -> String.join(" ", List.of(command)) + " hangs");
        return new Outcome(process.exitValue(), said);
    }

    private static boolean isOnPath(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    private static int gzipped(Path file) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            Files.copy(file, gzip);
        }
        return bytes.size();
    }
}

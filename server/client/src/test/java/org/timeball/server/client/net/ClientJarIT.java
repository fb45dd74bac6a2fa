package org.timeball.server.client.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The library as it is published: one small jar that needs the JDK's base module and nothing else. */
@Timeout(120)
class ClientJarIT {

    private static final Path JAR = Path.of("target", "client.jar");

    /** So that it does not grow unseen. */
    private static final long MOST_OCTETS = 170_000;

    @Test
    void isSmall() throws Exception {
        assertTrue(
                Files.size(JAR) <= MOST_OCTETS,
                () -> JAR + " has " + JAR.toFile().length() + " octets");
    }

    @Test
    void needsTheBaseModuleAlone() {
        var out = new StringWriter();
        int exit = ToolProvider.findFirst("jdeps")
                .orElseThrow()
                .run(new PrintWriter(out), new PrintWriter(out), "--print-module-deps", JAR.toString());

        assertEquals(0, exit, out::toString);
        assertEquals("java.base", out.toString().strip());
    }

    /** From the command line, with the jar and nothing else, against a server that is really there. */
    @Test
    void hasTheTimeWithNothingBesideIt(@TempDir Path folder) throws Exception {
        try (var server = LoopbackServer.start()) {
            var ca = Files.write(folder.resolve("ca.pem"), server.authorityPem());
            var source = Files.writeString(folder.resolve("Ask.java"), """
                    import java.nio.file.Path;
                    import org.timeball.server.client.net.*;

                    void main(String[] arguments) throws Exception {
                        var settings = ClientSettings.nts("localhost", TrustedAuthorities.of(Path.of(arguments[0])))
                                .withFamily(AddressFamily.IPV4)
                                .withPort(Integer.parseInt(arguments[1]));
                        try (var client = new BlockingClient(settings)) {
                            System.out.println(client.query().isAuthentic());
                        }
                    }
                    """);
            var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
            var output = folder.resolve("output").toFile();
            var process = new ProcessBuilder(List.of(
                            java,
                            "-cp",
                            JAR.toAbsolutePath().toString(),
                            source.toString(),
                            ca.toString(),
                            Integer.toString(server.keyExchangePort())))
                    .redirectErrorStream(true)
                    .redirectOutput(output)
                    .start();
            assertTrue(process.waitFor(60, TimeUnit.SECONDS));
            assertEquals("true", Files.readString(output.toPath()).strip());
        }
    }
}

package org.timeball.firmware.appliance.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages in a browser, fed by the running daemon. */
class PageIT {

    @TempDir
    Path folder;

    @Test
    void aBrowserShowsTheRunningDaemon() throws IOException, InterruptedException {
        Launcher.require("chromium");
        try (var demo = RunningDemo.start(RunningDemo.Ports.free(folder.resolve("demo")))) {
            awaitLock(demo);
            var page = chromium(demo, "--dump-dom");
            assertTrue(page.output().contains("Locked"), page::all);
            assertTrue(page.output().contains("Within ±"), page::all);
            assertTrue(page.output().contains("Clients are served at stratum 1."), page::all);
            assertTrue(page.output().contains("class=\"sat gps\""), page::all);
            assertFalse(page.errors().contains("Content Security Policy"), page::errors);
            assertFalse(page.errors().contains("Uncaught"), page::errors);

            takesPicturesInBothThemesAndOnAPhone(demo);
        }
    }

    /** The browser looks for a few seconds only; how soon a clock locks is another test's. */
    private static void awaitLock(RunningDemo demo) throws IOException, InterruptedException {
        var locked =
                Launcher.timeball("waitsync", "--state", demo.ports().state().toString(), "40", "0", "0", "1");
        assertEquals(0, locked.exitCode(), locked::all);
    }

    /** The script fails on an error in the console, on what the content policy refuses, and on a page that is too wide. */
    private static void takesPicturesInBothThemesAndOnAPhone(RunningDemo demo)
            throws IOException, InterruptedException {
        var pictures = pictures();
        runScript("pictures", url(demo), pictures.toString());
        for (String name : List.of("light", "dark", "phone")) {
            assertTrue(Files.size(pictures.resolve("overview-" + name + ".png")) > 20_000, name);
        }
    }

    /** The script claims the box, and fails on a page that complains, is too wide, or has a plot that keys do not reach. */
    @Test
    void everyPageServesEveryWindow() throws IOException, InterruptedException {
        Launcher.require("chromium");
        try (var demo = RunningDemo.start(RunningDemo.Ports.free(folder.resolve("demo")))) {
            awaitLock(demo);
            var code = Files.readString(demo.ports().state().resolve("access").resolve("claim-code"))
                    .strip();
            runScript("walk", url(demo), pictures().toString(), code);
            for (String name : List.of("light", "dark", "phone", "zoomed")) {
                assertTrue(Files.size(pictures().resolve("clock-" + name + ".png")) > 20_000, name);
            }
        }
    }

    private static Path pictures() {
        return Path.of("target", "pictures").toAbsolutePath();
    }

    private static void runScript(String name, String... arguments) throws IOException, InterruptedException {
        Launcher.require("npm");
        var scripts = Launcher.HOME.resolve("web-ui/appliance/scripts");
        Assumptions.assumeTrue(
                Files.isDirectory(scripts.resolve("node_modules")),
                "skipped: the scripts' packages are not installed; BundleTest does that where npm is");
        var command = new ArrayList<>(List.of("npm", "--prefix", scripts.toString(), "run", name, "--"));
        command.addAll(List.of(arguments));
        var finished = Launcher.run(300, command);
        assertEquals(0, finished.exitCode(), finished::all);
    }

    private static String url(RunningDemo demo) {
        return "https://127.0.0.1:" + demo.ports().web() + "/";
    }

    private Launcher.Finished chromium(RunningDemo demo, String what) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(
                "chromium",
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--ignore-certificate-errors",
                "--hide-scrollbars",
                "--enable-logging=stderr",
                "--window-size=1280,1000",
                "--timeout=5000",
                "--user-data-dir=" + Files.createTempDirectory(folder, "profile")));
        command.add(what);
        command.add(url(demo));
        return Launcher.run(60, command);
    }
}

package org.timeball.firmware.appliance.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code timeball query} and {@code timeball nts check} against a running demo. */
class QueryIT {

    @TempDir
    static Path folder;

    private static RunningDemo demo;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        demo = RunningDemo.start(RunningDemo.Ports.free(folder));
    }

    @AfterAll
    static void stop() throws InterruptedException {
        if (demo != null) {
            demo.close();
        }
    }

    private static String ntp() {
        return "localhost:" + demo.ports().ntp();
    }

    private static String keyExchange() {
        return "localhost:" + demo.ports().keyExchange();
    }

    @Test
    void tellsTheOffsetWithoutProof() throws IOException, InterruptedException {
        var finished = Launcher.timeball("query", "-4", ntp());

        assertEquals(0, finished.exitCode(), finished::all);
        assertTrue(finished.output().matches("(?s).*: offset [-+]0\\.\\d{6} s, within .*"), finished::all);
        assertTrue(finished.output().contains("stratum 1 PPS, not authenticated"), finished::all);
    }

    @Test
    void tellsTheOffsetOfManyWithProof() throws IOException, InterruptedException {
        var finished = Launcher.timeball(
                "query",
                "-4",
                "--nts",
                "--ca",
                demo.ca().toString(),
                "--json",
                keyExchange(),
                "timeball.invalid",
                keyExchange());

        assertEquals(1, finished.exitCode(), finished::all);
        assertEquals(2, finished.output().split("\"isAuthenticated\" : true", -1).length - 1, finished::all);
        assertTrue(finished.output().contains("\"trouble\" : \"NAME\""), finished::all);
    }

    @Test
    void believesNobodyForWhomNobodyVouches() throws IOException, InterruptedException {
        var finished = Launcher.timeball("query", "-4", "--nts", keyExchange());

        assertEquals(2, finished.exitCode(), finished::all);
        assertTrue(
                finished.output().contains("none of the authorities that are trusted vouches for it"), finished::all);
    }

    @Test
    void findsNothingWrongWithTheBoxesOwnNts() throws IOException, InterruptedException {
        var finished = Launcher.timeball("nts", "check", "-4", "--ca", demo.ca().toString(), keyExchange());

        assertEquals(0, finished.exitCode(), finished::all);
        for (int aead : new int[] {15, 16, 17, 30}) {
            assertTrue(finished.output().contains("AEAD " + aead + " ("), finished::all);
        }
        assertEquals(4, finished.output().split("is good for another request", -1).length - 1, finished::all);
    }
}

package org.timeball.firmware.appliance.durability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.timeball.firmware.appliance.demo.SimulatedBoard;

/**
 * L6 of the test catalogue: mixed requests for hours ({@code ./timeball soak MINUTES}), for seconds in the build. Nothing
 * may grow, and no collection of the heap may hold anybody up.
 */
@Timeout(value = 1, unit = TimeUnit.DAYS)
@Tag("alone")
@Isolated("it measures")
class SoakIT {

    private static final Pattern PAUSE = Pattern.compile("Pause .* ([0-9.]+)ms$");
    private static final Pattern AFTER = Pattern.compile("Pause Full .*->(\\d+)M\\(");

    /** A look is preceded by a collection, which jcmd asks for. */
    private static final int LOOKS = 8;

    @TempDir
    Path folder;

    /** What a process holds. */
    private record Look(long files, long threads, long heapMegabytes) {}

    @Test
    void nothingGrows() throws Exception {
        var board = Board.practised(folder, "");
        var heapLog = folder.resolve("heap.log");
        var options = UnitFile.daemon().jvmOptions();
        // Here jcmd is to be let in.
        options.remove("-XX:+DisableAttachMechanism");
        options.add("-Xlog:gc*:file=" + heapLog + "::filecount=0");
        var daemon = new ProcessBuilder(board.command(SimulatedBoard.class, options))
                .redirectErrorStream(true)
                .redirectOutput(board.log().toFile())
                .start();
        try {
            var peer = board.exchangeKeys();
            board.awaitServed(peer);
            var looks = new ArrayList<Look>();
            long lookNanos = LongRun.soakSeconds() * 1_000_000_000L / LOOKS;
            askEverything(board, peer, 2_000_000_000L);
            for (int i = 0; i < LOOKS; i++) {
                askEverything(board, peer, lookNanos);
                looks.add(look(daemon, heapLog));
            }
            assertEquals(NtsPeer.Answer.AUTHENTIC, board.ask(board.exchangeKeys()));
            judge(looks, lookNanos);
            assertPausesShort(heapLog);
        } finally {
            daemon.destroyForcibly().waitFor();
        }
    }

    /** Plain requests, junk and floods of both; key exchanges, honest and broken off; requests with NTS. */
    private static void askEverything(Board board, NtsPeer peer, long nanos) throws Exception {
        long endNanos = System.nanoTime() + nanos;
        byte[] plain = new byte[48];
        plain[0] = 0x23;
        try (var _ = Flood.begin("127.0.0.5", board.ntpPort(), List.of(plain, new byte[7], new byte[200]), 2_000);
                var _ = Flood.begin("127.0.0.6", board.ntpPort(), List.of(peer.request()), 500)) {
            while (System.nanoTime() - endNanos < 0) {
                board.exchangeKeys();
                try (var cutOff = new java.net.Socket("127.0.0.1", board.keyExchangePort())) {
                    cutOff.getOutputStream().write(new byte[] {22, 3, 1, 0, 100});
                }
                board.ask(peer);
                LockSupport.parkNanos(100_000_000);
            }
        }
    }

    private static Look look(Process daemon, Path heapLog) throws IOException, InterruptedException {
        var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        var collected = new ProcessBuilder(jcmd, Long.toString(daemon.pid()), "GC.run")
                .redirectErrorStream(true)
                .start();
        collected.getInputStream().readAllBytes();
        assertEquals(0, collected.waitFor());
        var process = Path.of("/proc", Long.toString(daemon.pid()));
        try (var files = Files.list(process.resolve("fd"));
                var threads = Files.list(process.resolve("task"))) {
            var collections = AFTER.matcher(Files.readString(heapLog)).results().toList();
            return new Look(
                    files.count(),
                    threads.count(),
                    Long.parseLong(collections.getLast().group(1)));
        }
    }

    /** The first quarter is for what is loaded and compiled late. */
    private static void judge(List<Look> looks, long lookNanos) {
        var settled = looks.subList(LOOKS / 4, LOOKS);
        var first = settled.getFirst();
        var last = settled.getLast();
        assertTrue(last.files <= first.files + 5, looks::toString);
        assertTrue(last.threads <= first.threads + 3, looks::toString);
        double hours = lookNanos * (settled.size() - 1) / 3.6e12;
        // Megabytes are whole in the log: one of them is no growth yet.
        assertTrue(last.heapMegabytes - first.heapMegabytes - 1 < Math.max(1, hours), looks::toString);
    }

    /** Without the collections that were asked for. */
    private static void assertPausesShort(Path heapLog) throws IOException {
        var pauses = Files.readAllLines(heapLog).stream()
                .filter(line -> !line.contains("Diagnostic Command"))
                .map(PAUSE::matcher)
                .filter(java.util.regex.Matcher::find)
                .map(found -> Double.parseDouble(found.group(1)))
                .sorted()
                .toList();
        // On a machine of its own 10 ms; the build's is shared, and does not say with whom.
        double limitMillis = LongRun.limit(1_000, 10);
        assertTrue(
                pauses.isEmpty() || pauses.get(pauses.size() * 999 / 1_000) < limitMillis,
                () -> "collections held it up for " + pauses);
    }
}

package org.timeball.firmware.appliance.durability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.timeball.firmware.appliance.demo.SimulatedBoard;

/**
 * Honest clients beside those who ask too much. E11, K13, L3 and O10 of the test catalogue, for a few seconds in the build
 * and in full by {@code ./timeball soak}. The daemon has the options of its unit; who asks shares its processors.
 */
@Timeout(600)
@Tag("alone")
@Isolated("it floods, and what it measures beside others is theirs, too")
class LoadIT {

    /** A wait that is no longer than this passes in any case. */
    private static final double FLOOR_MILLIS = LongRun.limit(1_000, 10);

    @TempDir
    Path folder;

    private Process start(Board board) throws IOException {
        return new ProcessBuilder(
                        board.command(SimulatedBoard.class, UnitFile.daemon().jvmOptions()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(board.log().toFile()))
                .start();
    }

    /** Runs something against a daemon that serves. */
    private interface Trial {
        void with(Board board, Process daemon) throws Exception;
    }

    private void against(String more, Trial trial) throws Exception {
        var board = Board.practised(folder, more);
        var daemon = start(board);
        try {
            board.awaitServed(board.exchangeKeys());
            trial.with(board, daemon);
            assertTrue(daemon.isAlive(), board::logged);
        } finally {
            daemon.destroyForcibly().waitFor();
        }
    }

    /** E11: from one address, which the rate limit holds; honest requests come from another. */
    @Test
    void junkCookiesKeepNoHonestClientOut() throws Exception {
        int seconds = LongRun.seconds(3, 10);
        against("", (board, _) -> {
            var peer = board.exchangeKeys();
            board.awaitServed(peer);
            try (var flood = Flood.begin("127.0.0.9", board.ntpPort(), junk(peer), 20_000)) {
                long endNanos = System.nanoTime() + seconds * 1_000_000_000L;
                int asked = 0;
                int served = 0;
                while (System.nanoTime() - endNanos < 0) {
                    asked++;
                    served += board.ask(peer) == NtsPeer.Answer.AUTHENTIC ? 1 : 0;
                    LockSupport.parkNanos(5_000_000);
                }
                int successes = served;
                int requests = asked;
                assertTrue(successes >= requests * 0.99, () -> successes + " of " + requests);
                long cap = 1_000L * (seconds + 1) + 50 + flood.sent() / 16;
                assertTrue(flood.answered() <= cap, () -> flood.answered() + " NAKs for " + flood.sent());
                assertTrue(flood.sent() > LongRun.limit(500, 10_000) * seconds, () -> "sent " + flood.sent());
            }
        });
    }

    /** Cookies of the right length whose key is nobody's, and some whose key is known and whose content is not. */
    private static List<byte[]> junk(NtsPeer peer) {
        var packets = new ArrayList<byte[]>();
        for (int i = 0; i < 64; i++) {
            byte[] request = peer.request();
            request[i % 2 == 0 ? 48 + 36 + 4 : 48 + 36 + 4 + 40] ^= (byte) (i + 1);
            packets.add(request);
        }
        return packets;
    }

    /** K13: handshakes as many as a flood has cost time no reply and no client more than twice the wait. */
    @Test
    void aFloodOfHandshakesDelaysNoTime() throws Exception {
        int seconds = LongRun.seconds(4, 20);
        against("", (board, _) -> {
            Measured.during(1, board.ntpPort());
            var alone = Measured.during(seconds, board.ntpPort());
            var exchanged = new AtomicInteger();
            var shed = new AtomicInteger();
            try (var crowd = Executors.newFixedThreadPool(8);
                    var pace = Executors.newSingleThreadScheduledExecutor()) {
                pace.scheduleAtFixedRate(
                        () -> crowd.execute(() -> exchange(board, exchanged, shed)), 0, 5, TimeUnit.MILLISECONDS);
                var among = Measured.during(seconds, board.ntpPort());
                pace.shutdownNow();
                crowd.shutdownNow();
                assertEquals(0, among.lost(), () -> "alone " + alone + "; among handshakes " + among);
                assertTrue(
                        among.roundTripP99Millis() <= Math.max(2 * alone.roundTripP99Millis(), FLOOR_MILLIS),
                        () -> "alone " + alone + "; among handshakes " + among);
            }
            assertTrue(exchanged.get() > LongRun.limit(0, 100 * seconds), () -> exchanged + " done, " + shed + " shed");
            board.awaitServed(board.exchangeKeys());
        });
    }

    private static void exchange(Board board, AtomicInteger exchanged, AtomicInteger shed) {
        try {
            NtsPeer.exchange(
                    board.authority(),
                    new Socket(
                            InetAddress.getLoopbackAddress(),
                            board.keyExchangePort(),
                            InetAddress.ofLiteral("127.0.0." + (10 + exchanged.get() % 200)),
                            0),
                    board.keyExchangePort());
            exchanged.incrementAndGet();
        } catch (IOException | GeneralSecurityException closed) {
            shed.incrementAndGet();
        }
    }

    /** L3: more than can be answered; what is answered stays near the most there ever was, and nothing grows. */
    @Test
    void overloadCostsNothingButItself() throws Exception {
        int seconds = LongRun.seconds(2, 20);
        var unlimited = "[ntp]\nrequests-per-second = \"unlimited\"\n";
        against(unlimited, (board, daemon) -> {
            var request = List.of(board.exchangeKeys().request());
            goodput(board, request, Flood.UNLIMITED, 2);
            long residentBefore = residentAmongOrdinaryLoad(board, request, daemon);
            double most = 0;
            for (int rate : List.of(10_000, 20_000, 40_000, 80_000)) {
                most = Math.max(most, goodput(board, request, rate, 1));
            }
            double best = most;
            double overloaded = goodput(board, request, Flood.UNLIMITED, seconds);
            long startedNanos = System.nanoTime();
            board.await(
                    "served again",
                    () -> Question.put("127.0.0.1", board.ntpPort()).isPresent());
            long tookNanos = System.nanoTime() - startedNanos;
            long grown = residentAmongOrdinaryLoad(board, request, daemon) - residentBefore;
            double least = LongRun.limit(0.2, 0.8);
            assertTrue(overloaded >= least * best, () -> "at most " + best + "/s, overloaded " + overloaded + "/s");
            assertTrue(tookNanos < 3_000_000_000L, () -> "took " + tookNanos + " ns");
            assertTrue(grown < 16 << 10, () -> "grew by " + grown + " KiB");
        });
    }

    /**
     * What the daemon holds when a flood is over and its native heap has been trimmed since, as the unit has it done. Right
     * behind a flood up to 30 MiB are the compiler's, for as long as it works on what the flood asked for most.
     */
    private static long residentAmongOrdinaryLoad(Board board, List<byte[]> request, Process daemon) throws Exception {
        goodput(board, request, 10_000, 2 * trimSeconds());
        return residentKilobytes(daemon);
    }

    private static int trimSeconds() throws IOException {
        var option = "-XX:TrimNativeHeapInterval=";
        return UnitFile.daemon().jvmOptions().stream()
                .filter(word -> word.startsWith(option))
                .mapToInt(word -> Integer.parseInt(word.substring(option.length())) / 1_000)
                .findFirst()
                .orElseThrow();
    }

    private static double goodput(Board board, List<byte[]> packets, int rate, int seconds) throws Exception {
        try (var flood = Flood.begin("127.0.0.1", board.ntpPort(), packets, rate)) {
            long startedNanos = System.nanoTime();
            LockSupport.parkNanos(seconds * 1_000_000_000L);
            return flood.answered() * 1e9 / (System.nanoTime() - startedNanos);
        }
    }

    private static long residentKilobytes(Process process) throws IOException {
        return Files.readString(Path.of("/proc", Long.toString(process.pid()), "status"))
                .lines()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .sum();
    }

    /** O10: four that compute without end beside it, which has the unit's priority; what counts is how long it keeps a request. */
    @Test
    void servesInTimeBesideFourThatOnlyCompute() throws Exception {
        int seconds = LongRun.seconds(3, 20);
        Assumptions.assumeTrue("root".equals(System.getProperty("user.name")), "skipped: only root can set a priority");
        against("", (board, daemon) -> {
            new ProcessBuilder("renice", "-n", "-10", "-p", Long.toString(daemon.pid()))
                    .start()
                    .waitFor();
            for (var thread : List.of(new java.io.File("/proc/" + daemon.pid() + "/task").list())) {
                new ProcessBuilder("renice", "-n", "-10", "-p", thread).start().waitFor();
            }
            var hogs = new ArrayList<Process>();
            try {
                for (int i = 0; i < 4; i++) {
                    hogs.add(new ProcessBuilder("sh", "-c", "while :; do :; done").start());
                }
                Measured.during(1, board.ntpPort());
                var beside = Measured.during(seconds, board.ntpPort());
                assertTrue(beside.residenceP99Millis() < FLOOR_MILLIS, beside::toString);
                assertTrue(beside.lost() <= beside.asked() / 1_000, beside::toString);
            } finally {
                for (var hog : hogs) {
                    hog.destroyForcibly().waitFor();
                }
            }
        });
    }
}

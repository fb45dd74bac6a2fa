package org.timeball.firmware.appliance.durability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.timeball.firmware.appliance.demo.SimulatedBoard;
import org.timeball.firmware.appliance.interop.Launcher;

/**
 * L9 of the test catalogue: what the daemon says of when a request came, beside what the kernel told the client of when it
 * left, while others ask, too; on loopback these are the same moment. A client in Python reads the kernel's stamps by code
 * that is not ours.
 */
@Timeout(300)
@Tag("alone")
@Isolated("it loads the machine, and measures")
class StampsUnderLoadIT {

    private static final int ASKED = 1_000;

    /** What may be added to the kernel's stamp on the way into the answer. */
    private static final long LIMIT_NANOS = 20_000;

    /** The simulated board's true time swings by a few microseconds around the machine's clock. */
    private static final long SWING_NANOS = 20_000;

    @TempDir
    Path folder;

    /**
     * One exchange, nanoseconds since the Unix epoch.
     *
     * @param left    the request, by the client's kernel
     * @param receive by the answer
     * @param transmit by the answer
     * @param came    the answer, by the client's kernel
     */
    private record Exchange(long left, long receive, long transmit, long came) {

        static Exchange of(String line) {
            var numbers =
                    Arrays.stream(line.split(" ")).mapToLong(Long::parseLong).toArray();
            return new Exchange(numbers[0], numbers[1], numbers[2], numbers[3]);
        }
    }

    @Test
    void addsNothingToTheKernelsStamp() throws Exception {
        Launcher.require("python3");
        var board = Board.practised(folder, "[ntp]\nrequests-per-second = \"unlimited\"\n");
        var daemon = new ProcessBuilder(
                        board.command(SimulatedBoard.class, UnitFile.daemon().jvmOptions()))
                .redirectErrorStream(true)
                .redirectOutput(board.log().toFile())
                .start();
        try {
            board.awaitStatus("locked", status -> status.state().isSynchronised());
            byte[] request = new byte[48];
            request[0] = 0x23;
            try (var _ =
                    Flood.begin("127.0.0.8", board.ntpPort(), List.of(request), (int) LongRun.limit(5_000, 50_000))) {
                judge(ask(board.ntpPort()));
            }
        } finally {
            daemon.destroyForcibly().waitFor();
        }
    }

    private static void judge(List<Exchange> exchanges) {
        assertEquals(ASKED, exchanges.size());
        long[] received = sorted(exchanges, exchange -> exchange.receive - exchange.left);
        long middle = received[ASKED / 2];
        long[] added = Arrays.stream(received)
                .map(nanos -> Math.abs(nanos - middle))
                .sorted()
                .toArray();
        assertTrue(Math.abs(middle) < SWING_NANOS, () -> "stamps of arrival are off by " + middle + " ns");
        assertTrue(added[ASKED * 99 / 100] < LIMIT_NANOS, () -> "99 % within " + added[ASKED * 99 / 100] + " ns");
        long[] sent = sorted(exchanges, exchange -> exchange.came - exchange.transmit + middle);
        assertTrue(sent[ASKED / 100] > -LIMIT_NANOS, () -> "stamped after its departure: " + sent[ASKED / 100] + " ns");
    }

    private static long[] sorted(List<Exchange> exchanges, ToLongFunction<Exchange> what) {
        return exchanges.stream().mapToLong(what).sorted().toArray();
    }

    private static List<Exchange> ask(int port) throws IOException, InterruptedException {
        var script = Path.of("src", "test", "peers", "stamps.py");
        var process = new ProcessBuilder("python3", script.toString(), Integer.toString(port), Integer.toString(ASKED))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var text = new String(process.getInputStream().readAllBytes());
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        assertEquals(0, process.exitValue(), text);
        return text.lines().map(Exchange::of).toList();
    }
}

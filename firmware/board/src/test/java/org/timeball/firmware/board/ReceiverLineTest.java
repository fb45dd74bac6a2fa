package org.timeball.firmware.board;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.timeball.firmware.board.TerminalReceiver.Maker;
import org.timeball.refclock.gnss.setup.ReceiverFamily;
import org.timeball.refclock.gnss.setup.TimeMode;
import org.timeball.refclock.time.DeviceException;

/**
 * The line over real pseudo-terminals; time passes as its clock is read, a tenth of a second each time or half a
 * second, and the receivers at the far ends live by that clock.
 */
@Timeout(120)
@Execution(ExecutionMode.CONCURRENT)
class ReceiverLineTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long GRAIN = SECOND / 10;

    /** For a test of long silences: a silent read takes a tenth of a second of real time, whatever our clock says. */
    private static final long COARSE = SECOND / 2;

    /** The demand on it: heard again within 10 s of whatever happened. */
    private static final long RECONNECT_NANOS = 10 * SECOND;

    private static final ReceiverOrders.SetUp SET_UP =
            new ReceiverOrders.SetUp(115_200, Optional.empty(), new TimeMode.SurveyIn(86_400, 2), false);

    @TempDir
    Path devices;

    private final List<TerminalReceiver> receivers = new ArrayList<>();
    private long grain = GRAIN;
    private long now;

    /** What happens at some time while the line is busy with something else. */
    private record Event(long atNanos, Callable<?> happening) {}

    private Optional<Event> event = Optional.empty();

    private long clock() {
        now += grain;
        event.filter(it -> now >= it.atNanos).ifPresent(this::happen);
        receivers.forEach(receiver -> receiver.live(now));
        return now;
    }

    private void happen(Event due) {
        event = Optional.empty();
        try {
            due.happening.call();
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }

    private TerminalReceiver plugIn(String name, Maker maker, int baud) throws Exception {
        var receiver = new TerminalReceiver(maker, baud);
        receivers.add(receiver);
        Files.createSymbolicLink(devices.resolve(name), receiver.path());
        return receiver;
    }

    private void pullOut(String name, TerminalReceiver receiver) throws Exception {
        Files.delete(devices.resolve(name));
        receivers.remove(receiver);
        receiver.close();
    }

    private ReceiverLine line(Optional<Path> port, OptionalInt baud, Optional<ReceiverOrders.SetUp> setUp)
            throws DeviceException {
        return ReceiverLine.open(
                new ReceiverOrders(port, baud, setUp), () -> SerialPorts.candidates(devices), () -> now, this::clock);
    }

    private ReceiverLine searching(Optional<ReceiverOrders.SetUp> setUp) throws DeviceException {
        return line(Optional.empty(), OptionalInt.empty(), setUp);
    }

    /** Reads until something is so; how long that took by the line's own clock. */
    private long readUntil(ReceiverLine line, BooleanSupplier isSo) {
        long begin = now;
        while (!isSo.getAsBoolean()) {
            assertTrue(now - begin < 300 * SECOND, () -> "never: " + line.name() + ", set-up " + line.setUp());
            read(line);
        }
        return now - begin;
    }

    private static boolean read(ReceiverLine line) {
        try {
            return line.await(GRAIN).isPresent();
        } catch (DeviceException gone) {
            return false;
        }
    }

    @Test
    void findsPortAndRateAndSetsAUbloxUp() throws Exception {
        plugIn("ttyUSB0", Maker.MUTE, 9_600);
        var receiver = plugIn("ttyUSB1", Maker.UBLOX, 38_400);
        receiver.paceNanos = COARSE;
        grain = COARSE;
        try (var line = searching(Optional.of(SET_UP))) {
            assertEquals("auto", line.name());
            assertFalse(line.isPresent());
            readUntil(line, line::isPresent);
            receiver.paceNanos = SECOND; // it falls silent in between, and a silence takes real time as an answer does
            grain = GRAIN;
            readUntil(line, () -> line.setUp().startsWith("done"));
            assertEquals(devices.resolve("ttyUSB1").toString(), line.name());
            assertEquals("done: u-blox ZED-F9T at 115200 baud", line.setUp());
            assertEquals(115_200, line.baud());
            assertEquals(115_200, receiver.baud());
            assertTrue(receiver.keeps(0x20030001, 1), "surveys in");
            assertTrue(receiver.keeps(0x30050001, 0), "the cable is accounted for elsewhere");
            receiver.paceNanos = GRAIN;
            assertTrue(readUntil(line, () -> read(line)) < RECONNECT_NANOS, "and goes on reading");
        }
    }

    @Test
    void setsAMediatekUp() throws Exception {
        var receiver = plugIn("ttyAMA0", Maker.MEDIATEK, 9_600);
        try (var line = line(Optional.of(receiver.path()), OptionalInt.empty(), Optional.of(SET_UP))) {
            readUntil(line, () -> line.setUp().startsWith("done"));
            assertEquals("done: MediaTek QUECTEL-L70 at 115200 baud", line.setUp());
        }
    }

    /** Not one octet leaves for a receiver that has not said who made it, or that is not one of ours. */
    @ParameterizedTest
    @EnumSource(names = {"MUTE", "ANONYMOUS", "SIRF"})
    void sendsNothingToAReceiverThatWasNotIdentified(Maker maker) throws Exception {
        var receiver = plugIn("ttyUSB0", maker, 4_800);
        grain = COARSE;
        try (var line = searching(Optional.of(SET_UP))) {
            long end = now + 40 * SECOND;
            readUntil(line, () -> now > end);
            assertEquals(maker != Maker.MUTE, line.setUp().startsWith("left as it is"), line::setUp);
        }
        receiver.live(now);
        assertEquals(0, receiver.octetsTaken());
    }

    @Test
    void sendsNothingAtAllWhereSettingUpIsOff() throws Exception {
        var receiver = plugIn("ttyUSB0", Maker.UBLOX, 9_600);
        grain = COARSE;
        try (var line = searching(Optional.empty())) {
            long end = now + 30 * SECOND;
            readUntil(line, () -> now > end);
            assertEquals("off", line.setUp());
        }
        receiver.live(now);
        assertEquals(0, receiver.octetsTaken());
    }

    @Test
    void asksOneThatTheOperatorDeclares() throws Exception {
        var receiver = plugIn("ttyUSB0", Maker.ANONYMOUS, 9_600);
        receiver.paceNanos = GRAIN;
        var declared =
                new ReceiverOrders.SetUp(115_200, Optional.of(ReceiverFamily.UBLOX), new TimeMode.Unchanged(), false);
        try (var line = searching(Optional.of(declared))) {
            readUntil(line, () -> line.setUp().startsWith("failed"));
            assertEquals("failed (u-blox): version: no answer", line.setUp());
            assertTrue(receiver.octetsTaken() > 0);
        }
    }

    @Test
    void findsAReceiverThatComesBackElsewhereWithinTenSeconds() throws Exception {
        plugIn("ttyAMA0", Maker.MUTE, 9_600);
        var before = plugIn("ttyUSB0", Maker.ANONYMOUS, 38_400);
        try (var line = searching(Optional.empty())) {
            readUntil(line, () -> line.name().endsWith("ttyUSB0"));
            pullOut("ttyUSB0", before);
            readUntil(line, () -> !line.isPresent());
            plugIn("ttyUSB1", Maker.ANONYMOUS, 38_400);
            long nanos = readUntil(line, () -> line.name().endsWith("ttyUSB1") && read(line));
            assertTrue(nanos <= RECONNECT_NANOS, () -> "took " + nanos * 1e-9 + " s");
            assertEquals(1, line.reopenings());
        }
    }

    /** The line is in the midst of listening to the other ports when it appears. */
    @Test
    void interruptsItsSearchForAPortThatAppears() throws Exception {
        plugIn("ttyAMA0", Maker.MUTE, 9_600);
        plugIn("ttyS0", Maker.MUTE, 9_600);
        var before = plugIn("ttyUSB0", Maker.ANONYMOUS, 38_400);
        grain = COARSE;
        try (var line = searching(Optional.empty())) {
            readUntil(line, () -> line.name().endsWith("ttyUSB0"));
            pullOut("ttyUSB0", before);
            readUntil(line, () -> !line.isPresent());
            long appearsNanos = now + 8 * SECOND;
            event = Optional.of(new Event(appearsNanos, () -> plugIn("ttyUSB1", Maker.ANONYMOUS, 38_400)));
            readUntil(line, () -> line.name().endsWith("ttyUSB1") && read(line));
            assertTrue(now - appearsNanos <= RECONNECT_NANOS, () -> "took " + (now - appearsNanos) * 1e-9 + " s");
        }
    }

    /** On the header's port nothing vanishes: after a silence of any length it is heard at once. */
    @Test
    void staysAtItsRateThroughASilence() throws Exception {
        var receiver = plugIn("ttyAMA0", Maker.ANONYMOUS, 38_400);
        grain = COARSE;
        try (var line = searching(Optional.empty())) {
            readUntil(line, () -> line.isPresent() && read(line));
            receiver.isCutOff = true;
            long end = now + 75 * SECOND;
            readUntil(line, () -> now > end);
            receiver.isCutOff = false;
            long nanos = readUntil(line, () -> read(line));
            assertTrue(nanos <= 5 * SECOND, () -> "took " + nanos * 1e-9 + " s");
            assertEquals(38_400, line.baud());
        }
    }

    /** It had one rate, was replaced by another receiver with another, and the port knows nothing of it. */
    @Test
    void followsAChangeOfRateWithinTenSeconds() throws Exception {
        var receiver = plugIn("ttyAMA0", Maker.ANONYMOUS, 9_600);
        try (var line = searching(Optional.empty())) {
            readUntil(line, () -> line.isPresent() && read(line));
            for (int baud : List.of(115_200, 38_400, 9_600)) {
                receiver.forgetEverything(baud);
                long nanos = readUntil(line, () -> line.baud() == baud && read(line));
                assertTrue(nanos <= RECONNECT_NANOS, () -> baud + " took " + nanos * 1e-9 + " s");
            }
        }
    }

    @Test
    void hearsAReceiverAgainThatComesBackAtTheNamedPort() throws Exception {
        var before = plugIn("gps0", Maker.ANONYMOUS, 9_600);
        try (var line = line(Optional.of(devices.resolve("gps0")), OptionalInt.of(9_600), Optional.empty())) {
            readUntil(line, () -> read(line));
            pullOut("gps0", before);
            readUntil(line, () -> !line.isPresent());
            plugIn("gps0", Maker.ANONYMOUS, 9_600);
            long nanos = readUntil(line, () -> read(line));
            assertTrue(nanos <= RECONNECT_NANOS, () -> "took " + nanos * 1e-9 + " s");
            assertEquals(1, line.reopenings());
        }
    }

    /** A receiver that lost its power goes back to the rate it had, and is set up anew. */
    @Test
    void followsAReceiverThatForgotItsRate() throws Exception {
        var receiver = plugIn("ttyUSB0", Maker.UBLOX, 9_600);
        try (var line = line(Optional.of(receiver.path()), OptionalInt.of(9_600), Optional.of(SET_UP))) {
            readUntil(line, () -> line.setUp().startsWith("done"));
            receiver.forgetEverything(9_600);
            long nanos = readUntil(line, () -> line.baud() == 9_600 && read(line));
            assertTrue(nanos <= RECONNECT_NANOS, () -> "took " + nanos * 1e-9 + " s");
            readUntil(line, () -> line.setUp().startsWith("done"));
            assertEquals(115_200, receiver.baud());
        }
    }

    @Test
    void saysWhereItLookedWhenThereIsNone() throws Exception {
        plugIn("ttyUSB0", Maker.MUTE, 9_600);
        grain = COARSE;
        try (var line = searching(Optional.of(SET_UP))) {
            var none = assertThrows(DeviceException.class, () -> line.await(GRAIN));
            assertEquals("no receiver was found: " + devices.resolve("ttyUSB0") + ": silent", none.getMessage());
            assertFalse(line.isPresent());
        }
    }

    @Test
    void closingEndsASearch() throws Exception {
        plugIn("ttyUSB0", Maker.MUTE, 9_600);
        var searching = new CountDownLatch(1);
        var line = ReceiverLine.open(
                new ReceiverOrders(Optional.empty(), OptionalInt.empty(), Optional.empty()),
                () -> SerialPorts.candidates(devices),
                () -> 0,
                () -> {
                    searching.countDown();
                    return 0; // time stands still, so that only closing can end it
                });
        var reading = CompletableFuture.supplyAsync(() -> assertThrows(DeviceException.class, () -> line.await(GRAIN)));
        assertTrue(searching.await(10, TimeUnit.SECONDS));
        line.close();
        assertTrue(reading.get(10, TimeUnit.SECONDS).getMessage().endsWith("the line was closed"));
    }

    /** A thousand cycles; more on demand. */
    @Test
    void leaksNoThreadAndNoDescriptor() throws Exception {
        int cycles = Integer.getInteger("timeball.port.cycles", 1_000);
        var receiver = plugIn("ttyUSB0", Maker.ANONYMOUS, 9_600);
        receiver.paceNanos = GRAIN;
        cycle(receiver, 10);
        int threads = Thread.getAllStackTraces().size();
        long descriptors = descriptors();
        cycle(receiver, cycles);
        assertTrue(Thread.getAllStackTraces().size() <= threads + 2, "threads");
        assertTrue(descriptors() <= descriptors + 2, "descriptors");
    }

    private void cycle(TerminalReceiver receiver, int cycles) throws DeviceException {
        for (int i = 0; i < cycles; i++) {
            try (var line = line(Optional.of(receiver.path()), OptionalInt.of(9_600), Optional.empty())) {
                readUntil(line, () -> read(line));
            }
        }
    }

    private static long descriptors() throws Exception {
        try (var open = Files.list(Path.of("/proc/self/fd"))) {
            return open.count();
        }
    }
}

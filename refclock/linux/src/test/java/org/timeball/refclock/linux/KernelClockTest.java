package org.timeball.refclock.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.timeball.refclock.time.DeviceException;
import org.timeball.refclock.time.Leap;

/** Only reading reaches the kernel here: a permission to steer cannot be made by a test. */
class KernelClockTest {

    /** What a kernel was asked: the mode bits, and the request in words. */
    record Asked(int modes, String operands) {}

    private final List<Asked> asked = new ArrayList<>();
    private int status;
    private int taiOffset;
    private long realtime = 1_798_761_600_003_000_000L;

    @Test
    void takesTheClockOverBeforeItSteers() throws DeviceException {
        new KernelClock(this::remember, this::read, ClockWatch.ofThisMachine());
        assertEquals(
                List.of(
                        new Asked(0x8001, "offset_singleshot=0"),
                        new Asked(0x0011, "offset=0 ns, status=PLL|UNSYNC"),
                        new Asked(0x0010, "status=UNSYNC")),
                asked);
    }

    @Test
    void steersByFrequencyAndSteps() throws DeviceException {
        var clock = new KernelClock(this::remember, this::read, ClockWatch.ofThisMachine());
        asked.clear();

        clock.setFrequencyPpb(-12_345.5);
        clock.step(-250_000_000L);
        clock.publish(1e-6, 2e-7, true);

        assertEquals(
                List.of(
                        new Asked(0x0002, "freq=-12345.500 ppb"),
                        new Asked(0x2100, "setoffset=-250000000 ns"),
                        new Asked(0x001c, "maxerror=0.000001 s, esterror=0.000000 s, synchronised=true")),
                asked);
    }

    /** The thread that publishes must not take back what the one that disciplines has armed, nor the reverse. */
    @Test
    void keepsALeapSecondArmedWhilePublishing() throws DeviceException {
        var clock = new KernelClock(this::remember, this::read, ClockWatch.ofThisMachine());
        clock.publish(1e-6, 2e-7, true);
        clock.setTaiOffset(37);
        assertTrue(clock.armLeap(Leap.INSERT));
        clock.publish(1e-6, 2e-7, true);
        assertEquals(Timex.STA_INS, status);
        clock.publish(1e-6, 2e-7, false);
        assertEquals(Timex.STA_INS | Timex.STA_UNSYNC, status);
        clock.publish(1e-6, 2e-7, true);
        assertTrue(clock.armLeap(Leap.DELETE));
        assertEquals(Timex.STA_DEL, status);
        assertTrue(clock.armLeap(Leap.NONE));
        assertEquals(0, status);
    }

    /** By its clocks and not by what it says of them: {@code adjtimex} tells of a leap second before its tick takes it. */
    @Test
    void knowsByTheKernelsClocksThatItLeapt() throws DeviceException {
        var clock = new KernelClock(this::remember, this::read, ClockWatch.ofThisMachine());
        taiOffset = 37;
        assertFalse(clock.hasLeapt());
        clock.armLeap(Leap.INSERT);
        assertFalse(clock.hasLeapt());
        taiOffset = 38;
        assertTrue(clock.hasLeapt());
        clock.armLeap(Leap.NONE);
        assertFalse(clock.hasLeapt());
        clock.armLeap(Leap.DELETE);
        assertFalse(clock.hasLeapt());
        taiOffset = 37;
        assertTrue(clock.hasLeapt());
    }

    @Test
    void takesNoLeapSecondForItsOwnTaiOffset() throws DeviceException {
        var clock = new KernelClock(this::remember, this::read, ClockWatch.ofThisMachine());
        clock.armLeap(Leap.INSERT);
        clock.setTaiOffset(37);
        taiOffset = 37;
        assertFalse(clock.hasLeapt());
        taiOffset = 38;
        assertTrue(clock.hasLeapt());
    }

    /** Any step makes a kernel that waits for a leap second forget when it is due, and wait for ever. */
    @Test
    void armsAnewAfterAStep() throws DeviceException {
        var clock = new KernelClock(this::remember, this::read, ClockWatch.ofThisMachine());
        clock.publish(1e-6, 2e-7, true);
        clock.armLeap(Leap.INSERT);
        asked.clear();
        clock.step(1_500_000);
        assertEquals(
                List.of(
                        new Asked(0x2100, "setoffset=+1500000 ns"),
                        new Asked(0x0011, "offset=0 ns, status=PLL|UNSYNC"),
                        new Asked(0x0010, "status=UNSYNC"),
                        new Asked(0x0010, "leap=INSERT, synchronised=true")),
                asked);
        assertEquals(Timex.STA_INS, status);
    }

    @Test
    void leavesNothingToBeCorrected() throws DeviceException {
        var clock = new KernelClock(this::remember, this::read, ClockWatch.ofThisMachine());
        assertEquals(0, clock.correctionNanos(clock.rawNanos()));
        assertEquals(0, clock.correctionRatePpb());
    }

    @Test
    void isSteeredOnlyWhereTheMachineSaysSo(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("may-steer");
        var refusal = assertThrows(DeviceException.class, () -> MaySteer.check(file));
        assertTrue(refusal.getMessage().contains(file.toString()), refusal::getMessage);
        assertTrue(refusal.getMessage().contains("steer = false"), refusal::getMessage);

        Files.createFile(file);
        MaySteer.check(file);
    }

    @Test
    void givesNoPermissionWhereThePackagesPutNoFile() {
        assumeFalse(Files.exists(Path.of("/etc/timeball/may-steer")), "skipped: this machine may be steered");
        assertThrows(DeviceException.class, MaySteer::granted);
    }

    @Test
    void readsWhatTheKernelHolds() throws DeviceException {
        var status = KernelStatus.read();
        assertTrue(Math.abs(status.frequencyPpb()) <= 500_000, status::toString);
        assertTrue(status.maxErrorSeconds() >= 0 && status.maxErrorSeconds() <= 16, status::toString);
        assertTrue(status.taiOffsetSeconds() >= 0 && status.taiOffsetSeconds() < 100, status::toString);
    }

    private void remember(java.lang.foreign.MemorySegment timex, String operands) {
        asked.add(new Asked(timex.get(ValueLayout.JAVA_INT, 0), operands));
        if ((timex.get(ValueLayout.JAVA_INT, 0) & Timex.ADJ_STATUS) != 0) {
            status = timex.get(ValueLayout.JAVA_INT, 40);
        }
    }

    /** A reading takes some time, too. */
    private long read(int clock) {
        realtime += 40;
        return clock == RawClock.CLOCK_TAI ? realtime + taiOffset * 1_000_000_000L : realtime;
    }
}

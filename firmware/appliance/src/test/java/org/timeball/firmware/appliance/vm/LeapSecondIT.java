package org.timeball.firmware.appliance.vm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.timeball.firmware.appliance.vm.HostReceiver.Calendar;
import org.timeball.firmware.appliance.vm.NtpQuestion.Answer;

/**
 * The last minutes of a year that ends with a leap second, on a real kernel that is told to insert it. Run by
 * {@code ./timeball vm}.
 *
 * <p>The pulse that marks the leap second wakes the daemon in just the milliseconds in which the kernel has the leap second
 * before it and the tick that takes it not yet behind it.
 */
@Tag("vm")
class LeapSecondIT {

    private static final Path REPORT = Path.of("target", "vm-report-leap.txt");

    /** The first second after the one inserted. */
    private static final long LEAP = Instant.parse("2027-01-01T00:00:00Z").getEpochSecond();

    /** Shown by the guest's hardware clock when it is switched on. */
    private static final String HARDWARE_DATE = "2026-12-31T23:57:00";

    /** Time to come up, find the second and announce the leap second before it is there. */
    private static final int LEAD_SECONDS = 150;

    private static final int LOCK_SECONDS = 90;
    private static final int DAY_SECONDS = 86_400;

    private static final long SECOND_NANOS = 1_000_000_000L;

    /** So long before the leap second every answer is looked at, and after it. */
    private static final long WATCHED_BEFORE_NANOS = 2 * SECOND_NANOS;

    private static final long WATCHED_AFTER_NANOS = 5 * SECOND_NANOS;

    /** A kernel takes a leap second at a tick; an emulated one's may be late. What is asked meanwhile is not judged. */
    private static final long TICK_NANOS = 50_000_000L;

    /** No answer that is off by more is right. */
    private static final double WRONG_SECONDS = 0.05;

    @TempDir
    private static Path folder = Path.of("");

    private final Path image = Guest.image();
    private final Report report = new Report();
    private final long begun = HostReceiver.hostNanos() / SECOND_NANOS;
    private final Calendar calendar = new Calendar(LEAP - LEAD_SECONDS - begun, LEAP);

    @Test
    void letsTheKernelInsertALeapSecond() throws IOException, InterruptedException {
        Assumptions.assumeTrue(Files.exists(LeapList.SYSTEM), "skipped: " + LeapList.SYSTEM + " is not here");
        try (var guest = Guest.boot(image, folder, HARDWARE_DATE, calendar)) {
            try {
                announces(guest);
                getsOverIt(guest);
                goesOn(guest);
            } finally {
                Files.writeString(
                        REPORT.resolveSibling("vm-console-leap.txt"),
                        guest.machine().console());
                report.publish(REPORT);
            }
        }
    }

    private void announces(Guest guest) throws IOException, InterruptedException {
        var list = LeapList.withOneMore(LEAP - 184 * DAY_SECONDS, LEAP, LEAP + 178 * DAY_SECONDS);
        guest.shell().run("mkdir -p -m 700 /run/timeball");
        guest.shell().run("printf '" + list.replace("\n", "\\n") + "' >/run/timeball/leap-seconds.list");
        guest.startDaemon();
        var before = guest.awaitSynchronised(LOCK_SECONDS);
        report.holds(
                "leap second: indicator before",
                "" + before.header().leap(),
                "1",
                before.header().leap() == 1);
        var armed = guest.kernel();
        report.holds(
                "leap second: kernel's status before",
                String.format("0x%04x", armed.status()),
                "STA_INS",
                armed.has(KernelState.STA_INS));
    }

    private void getsOverIt(Guest guest) throws IOException, InterruptedException {
        long leapNanos = (begun + LEAD_SECONDS) * SECOND_NANOS;
        TimeUnit.NANOSECONDS.sleep(leapNanos - WATCHED_BEFORE_NANOS - HostReceiver.hostNanos());
        double worst = 0;
        int vouched = 0;
        for (long now = HostReceiver.hostNanos(); now < leapNanos + WATCHED_AFTER_NANOS; ) {
            var answer = guest.askTime().filter(Answer::isSynchronised);
            long after = HostReceiver.hostNanos();
            boolean isMeanwhile = after >= leapNanos && now < leapNanos + TICK_NANOS;
            if (answer.isPresent() && !isMeanwhile) {
                vouched++;
                worst = Math.max(worst, Math.abs(errorSeconds(answer.get(), now >= leapNanos)));
            }
            TimeUnit.MILLISECONDS.sleep(20);
            now = HostReceiver.hostNanos();
        }
        report.measured("leap second: answers that vouch around it", "" + vouched);
        report.isBelow("leap second: worst of them against UTC", worst, WRONG_SECONDS);
        long taken = guest.machine().linesWith("a leap second, taken by the kernel");
        report.holds("leap second: taken by the kernel", taken + " times", "once", taken == 1);
    }

    private void goesOn(Guest guest) throws IOException, InterruptedException {
        var after = guest.awaitSynchronised(LOCK_SECONDS);
        report.holds(
                "leap second: indicator after",
                "" + after.header().leap(),
                "0",
                after.header().leap() == 0);
        report.isBelow("leap second: NTP against UTC after it", errorSeconds(after, true), WRONG_SECONDS);
        var kernel = guest.kernel();
        report.holds(
                "leap second: kernel's status after",
                String.format("0x%04x", kernel.status()),
                "no STA_INS",
                !kernel.has(KernelState.STA_INS));
    }

    private double errorSeconds(Answer answer, boolean isOver) {
        return answer.offsetSeconds() - (calendar.shiftSeconds() - (isOver ? 1 : 0));
    }
}

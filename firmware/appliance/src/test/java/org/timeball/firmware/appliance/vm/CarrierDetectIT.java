package org.timeball.firmware.appliance.vm;

import static org.timeball.firmware.appliance.vm.Report.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.timeball.firmware.appliance.vm.HostReceiver.Calendar;
import org.timeball.firmware.appliance.vm.NtpQuestion.Answer;
import org.timeball.refclock.time.PulseKind;
import org.timeball.refclock.time.RefId;

/**
 * A pulse on the carrier detect of a serial adapter, stamped by the real {@code pps_ldisc}, with the sentences on the same
 * port. Run by {@code ./timeball vm}.
 */
@Tag("vm")
class CarrierDetectIT {

    private static final Path REPORT = Path.of("target", "vm-report-dcd.txt");

    private static final String HARDWARE_DATE = "2024-02-29T00:00:00";
    private static final String PORT = "/dev/ttyUSB0";

    private static final int PLUG_SECONDS = 30;
    private static final int PROGRAM_SECONDS = 180;
    private static final int LOCK_SECONDS = 240;
    private static final int WATCHED_SECONDS = 10;

    /** No answer that is off by more is right. */
    private static final double WRONG_SECONDS = 0.05;

    @TempDir
    private static Path folder = Path.of("");

    private final Path image = Guest.image();
    private final Report report = new Report();

    @Test
    void locksOnACarrierDetectLine() throws IOException, InterruptedException {
        try (var guest = Guest.boot(image, folder, HARDWARE_DATE, Calendar.PRESENT);
                var adapter = UsbAdapter.onLoopback();
                var receiver = HostReceiver.on(adapter, Calendar.PRESENT)) {
            try {
                guest.receiver().fallSilent();
                plugIn(guest, adapter);
                locks(guest);
                saysWhatItIsWorth(guest);
                receiver.fallSilent();
                givesThePortBack(guest);
            } finally {
                Files.writeString(
                        REPORT.resolveSibling("vm-console-dcd.txt"),
                        guest.machine().console());
                report.publish(REPORT);
            }
        }
    }

    private void plugIn(Guest guest, UsbAdapter adapter) throws IOException, InterruptedException {
        adapter.plugInto(guest.shell());
        for (int i = 0; i < PLUG_SECONDS && !isThere(guest, PORT); i++) {
            TimeUnit.SECONDS.sleep(1);
        }
        report.holds("adapter's serial port", PORT, "is there", isThere(guest, PORT));
    }

    private void locks(Guest guest) throws IOException, InterruptedException {
        guest.shell()
                .run("sed -i -e 's|^pulse.*|pulse = \"dcd\"|' -e 's|^port.*|port = \"" + PORT
                        + "\"|' -e '/^systematic/d' " + Guest.CONFIGURATION);
        long from = System.nanoTime();
        guest.startDaemon();
        var first = guest.awaitSynchronised(LOCK_SECONDS);
        report.measured("carrier detect: daemon's start to Locked", text((System.nanoTime() - from) * 1e-9));
        report.holds(
                "carrier detect: leap, stratum, reference id",
                first.header().leap() + ", " + first.header().stratum() + ", "
                        + first.header().refId(),
                "0, 1, PPS",
                first.isSynchronised() && first.header().refId().equals(RefId.PPS));
        String path = guest.shell().run("cat /sys/class/pps/pps1/path");
        report.holds("carrier detect: the kernel's PPS device", path, PORT, path.equals(PORT));
    }

    private void saysWhatItIsWorth(Guest guest) throws IOException, InterruptedException {
        long before = stamps(guest);
        var answers = new ArrayList<Answer>();
        for (int i = 0; i < WATCHED_SECONDS; i++) {
            TimeUnit.SECONDS.sleep(1);
            guest.askTime().filter(Answer::isSynchronised).ifPresent(answers::add);
        }
        long stamped = stamps(guest) - before;
        report.holds(
                "carrier detect: edges that pps_ldisc stamped",
                stamped + " in " + WATCHED_SECONDS + " s",
                "nearly all",
                stamped > 0.8 * WATCHED_SECONDS);
        report.holds(
                "carrier detect: NTP answers that vouch",
                answers.size() + " of " + WATCHED_SECONDS,
                "nearly all",
                answers.size() > 0.8 * WATCHED_SECONDS);
        double least = answers.stream()
                .mapToDouble(Answer::rootDispersionSeconds)
                .min()
                .orElse(0);
        double systematic = PulseKind.USB_SERIAL_LINE.systematicSeconds();
        report.holds(
                "carrier detect: smallest root dispersion",
                text(least),
                "above " + text(systematic),
                least > systematic);
        double worst =
                answers.stream().mapToDouble(Answer::leastErrorSeconds).max().orElse(0);
        report.isBelow("carrier detect: worst answer against the host", worst, WRONG_SECONDS);
        var told = guest.askDaemon("timeball receiver", PROGRAM_SECONDS);
        report.holds(
                "carrier detect: `timeball receiver`",
                "exit " + told.exitCode(),
                "says what it is",
                told.output().contains(PORT + ", " + PulseKind.USB_SERIAL_LINE.words()));
    }

    private void givesThePortBack(Guest guest) throws IOException {
        guest.endDaemon();
        boolean isLeft = isThere(guest, "/dev/pps1");
        report.holds("PPS device after the daemon's end", isLeft ? "is there" : "is gone", "is gone", !isLeft);
    }

    private static long stamps(Guest guest) throws IOException {
        return PulseStamp.parse(guest.shell().run("cat /sys/class/pps/pps1/assert"))
                .sequence();
    }

    private static boolean isThere(Guest guest, String file) throws IOException {
        return guest.shell().run("ls " + file, PLUG_SECONDS).exitCode() == 0;
    }
}

package org.timeball.firmware.appliance.vm;

import static org.timeball.firmware.appliance.vm.Report.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.timeball.firmware.appliance.vm.HostReceiver.Calendar;
import org.timeball.firmware.appliance.vm.NtpQuestion.Answer;
import org.timeball.refclock.time.PulseKind;
import org.timeball.refclock.time.RefId;

/**
 * Pi4J on a chip with real lines: which of them carries the pulse, a button, the pulse stamped by the daemon itself, and a
 * light. Run by {@code ./timeball vm}.
 *
 * <p>One line of the emulated chip can be pulled from outside. It is pulse and button in turn; the light is a line beside
 * it, and what it is driven to is read where nothing of ours is between, in the kernel's own list of lines.
 */
@Tag("vm")
class GpioLineIT {

    private static final Path REPORT = Path.of("target", "vm-report-gpio.txt");

    /** The line that the host pulls, by the machine's device tree. */
    private static final int PULSE_PIN = 3;

    private static final int LIGHT_PIN = 5;

    /** Before any second that the receiver names, so that it is the pulses that bring the clock there. */
    private static final String HARDWARE_DATE = "2024-02-29T00:00:00";

    /** Far beyond what an emulated processor takes for a Java program that watches for five seconds. */
    private static final int PROGRAM_SECONDS = 180;

    private static final int START_SECONDS = 120;
    private static final int LOCK_SECONDS = 120;

    /** A busy machine tells of two edges too late, now and then. */
    private static final int LOOKS = 3;

    private static final int WATCHED_SECONDS = 15;

    private static final int PRESSES = 3;

    /** No answer that is off by more is right. */
    private static final double WRONG_SECONDS = 0.05;

    @TempDir
    private static Path folder = Path.of("");

    private final Path image = Guest.image();
    private final Report report = new Report();

    @Test
    void findsThePulseAndTakesItAndDrivesLightAndButton() throws IOException, InterruptedException {
        try (var guest = Guest.boot(image, folder, HARDWARE_DATE, Calendar.PRESENT)) {
            try {
                guest.shell().run("mount -t debugfs debug /sys/kernel/debug");
                countsWhatTheKernelHolds(guest);
                findsThePin(guest);
                heedsTheButton(guest);
                locksOnEdges(guest);
                showsTheState(guest);
                letsThePinsGo(guest);
            } finally {
                Files.writeString(
                        REPORT.resolveSibling("vm-console-gpio.txt"),
                        guest.machine().console());
                report.publish(REPORT);
            }
        }
    }

    private void countsWhatTheKernelHolds(Guest guest) throws IOException {
        var answer = guest.shell().run("timeball gpio", PROGRAM_SECONDS);
        report.holds(
                "`timeball gpio`, pin held by pps-gpio",
                "exit " + answer.exitCode() + ", " + lineOf(answer.output(), PULSE_PIN),
                "exit 0, stamped as /dev/pps0",
                answer.exitCode() == 0
                        && lineOf(answer.output(), PULSE_PIN).equals("kernel stamped by the kernel as /dev/pps0"));
    }

    private void findsThePin(Guest guest) throws IOException {
        // The driver lets the line go, as on a board whose config.txt does not have the overlay.
        guest.shell().run("echo pps@" + PULSE_PIN + " >/sys/bus/platform/drivers/pps-gpio/unbind");
        var answer = guest.shell().run("timeball gpio", PROGRAM_SECONDS);
        for (int i = 1; i < LOOKS && answer.exitCode() != 0; i++) {
            report.measured("`timeball gpio`, not found", lineOf(answer.output(), PULSE_PIN));
            answer = guest.shell().run("timeball gpio", PROGRAM_SECONDS);
        }
        report.holds(
                "`timeball gpio`, pin free",
                "exit " + answer.exitCode() + ", " + lineOf(answer.output(), PULSE_PIN),
                "exit 0, one pulse a second",
                answer.exitCode() == 0 && lineOf(answer.output(), PULSE_PIN).startsWith("pulse one pulse a second"));
        long silent = answer.output()
                .lines()
                .filter(line -> line.contains(" silent "))
                .count();
        report.holds("`timeball gpio`, pins beside it", silent + " silent", "5 of the chip's", silent == 5);
    }

    private void heedsTheButton(Guest guest) throws IOException, InterruptedException {
        // It is to leave the clock where it is.
        guest.shell().run("sed -i 's/^steer = true/steer = false/' " + Guest.CONFIGURATION);
        configure(guest, "none", "button = " + PULSE_PIN);
        guest.startDaemon();
        int before = guest.machine().console().length();
        for (int i = 0; i < PRESSES; i++) {
            guest.machine().awaitConsoleAfter(before, "event=button", START_SECONDS);
            before = guest.machine().console().length();
        }
        long heard = guest.machine().linesWith("event=button state=");
        report.holds("button: presses that were logged", heard + "", "each", heard >= PRESSES);
        guest.endDaemon();
    }

    private void locksOnEdges(Guest guest) throws IOException, InterruptedException {
        guest.shell().run("rm -r /run/timeball; sed -i 's/^steer = false/steer = true/' " + Guest.CONFIGURATION);
        configure(guest, "gpio:" + PULSE_PIN, "status-led = " + LIGHT_PIN);
        long from = System.nanoTime();
        guest.startDaemon();
        var first = guest.awaitSynchronised(LOCK_SECONDS);
        report.measured("edges: daemon's start to Locked", text((System.nanoTime() - from) * 1e-9));
        long coarse = guest.machine().linesWith("event=coarse-pulse source=gpio:" + PULSE_PIN);
        report.holds("edges: declared coarser in the log", coarse + " times", "once", coarse == 1);
        report.holds(
                "edges: leap, stratum and reference id",
                first.header().leap() + ", " + first.header().stratum() + ", "
                        + first.header().refId(),
                "0, 1, PPS",
                first.isSynchronised() && first.header().refId().equals(RefId.PPS));
        keepsToEdges(guest);
        awaitLight(guest);
        var answer = guest.askDaemon("timeball receiver", PROGRAM_SECONDS);
        report.holds(
                "edges: declared coarser by `timeball receiver`",
                "exit " + answer.exitCode(),
                "says who stamps them",
                answer.output().contains("gpio:" + PULSE_PIN + ", pulse stamped by this program"));
    }

    private void keepsToEdges(Guest guest) throws IOException, InterruptedException {
        var answers = new ArrayList<Answer>();
        for (int i = 0; i < WATCHED_SECONDS; i++) {
            guest.askTime().filter(Answer::isSynchronised).ifPresent(answers::add);
            TimeUnit.SECONDS.sleep(1);
        }
        report.holds(
                "edges: NTP answers that vouch",
                answers.size() + " of " + WATCHED_SECONDS,
                "nearly all",
                answers.size() > 0.8 * WATCHED_SECONDS);
        double least = answers.stream()
                .mapToDouble(Answer::rootDispersionSeconds)
                .min()
                .orElse(0);
        report.holds(
                "edges: smallest root dispersion",
                text(least),
                "above " + text(PulseKind.USER_SPACE.systematicSeconds()),
                least > PulseKind.USER_SPACE.systematicSeconds());
        double worst =
                answers.stream().mapToDouble(Answer::leastErrorSeconds).max().orElse(0);
        report.isBelow("edges: worst answer against the host", worst, WRONG_SECONDS);
    }

    /** Locked, the light is steady; with its pulses gone, it goes out for a moment now and then. */
    private void showsTheState(Guest guest) throws IOException, InterruptedException {
        var locked = new Looks(0, 0);
        boolean isStill = false;
        for (int i = 0; i < LOOKS && !isStill; i++) {
            guest.awaitState("Locked", LOCK_SECONDS);
            long states = guest.machine().linesWith("event=state");
            locked = look(guest);
            isStill = guest.machine().linesWith("event=state") == states;
        }
        report.holdsIfSteady(isStill, "light while Locked", locked.text(), "lit at each look", locked.dark == 0);
        guest.receiver().fallSilent();
        guest.awaitState("Holdover", LOCK_SECONDS);
        var held = look(guest);
        report.holds(
                "light in Holdover", held.text(), "mostly lit, with gaps", held.dark > 0 && held.lit > 2 * held.dark);
    }

    /** The panel is the last thing that a daemon starts. */
    private static void awaitLight(Guest guest) throws IOException, InterruptedException {
        for (int i = 0; i < START_SECONDS; i++) {
            if (guest.shell().run("cat /sys/kernel/debug/gpio").contains("timeball-" + LIGHT_PIN)) {
                return;
            }
            TimeUnit.SECONDS.sleep(1);
        }
        throw new AssertionError("nobody drives the light; the guest's console:\n"
                + guest.machine().console());
    }

    /** How often the light was lit, and how often not. */
    private record Looks(int lit, int dark) {

        String text() {
            return String.format(Locale.ROOT, "lit %d times of %d", lit, lit + dark);
        }
    }

    /** Looks forty times in about eight seconds, four turns of the longest pattern. */
    private static Looks look(Guest guest) throws IOException, InterruptedException {
        int lit = 0;
        int dark = 0;
        for (int i = 0; i < 40; i++) {
            String line = guest.shell().run("grep timeball-" + LIGHT_PIN + " /sys/kernel/debug/gpio");
            if (line.contains(" out hi")) {
                lit++;
            } else if (line.contains(" out lo")) {
                dark++;
            }
            TimeUnit.MILLISECONDS.sleep(170);
        }
        return new Looks(lit, dark);
    }

    private void letsThePinsGo(Guest guest) throws IOException {
        String before = guest.shell().run("cat /sys/kernel/debug/gpio");
        guest.endDaemon();
        String after = guest.shell().run("cat /sys/kernel/debug/gpio");
        report.holds(
                "pins held before the end and after it",
                held(before) + " and " + held(after),
                "2 and 0",
                held(before) == 2 && held(after) == 0);
        long faults = guest.machine().linesWith("event=fault");
        report.holds("daemon's ends", faults + " faults", "none", faults == 0);
    }

    private static long held(String lines) {
        return lines.lines().filter(line -> line.contains("timeball-")).count();
    }

    /** What is said of a pin, its columns a blank apart; empty if it is not listed. */
    private static String lineOf(String output, int pin) {
        return output.lines()
                .filter(line -> line.startsWith("GPIO " + pin + " "))
                .map(line -> line.replaceFirst("GPIO \\d+ +", "").replaceAll(" +", " "))
                .findFirst()
                .orElse("");
    }

    /** The guest's configuration with another pulse, whose own systematic error counts, and with something on the board. */
    private static void configure(Guest guest, String pulse, String board) throws IOException {
        String edits = "-e '/^pulse/s|\".*\"|\"" + pulse + "\"|' -e '/^systematic/d' -e '/^.board/,$d'";
        guest.shell().run("sed -i " + edits + ' ' + Guest.CONFIGURATION);
        guest.shell().run("printf '[board]\\n" + board + "\\n' >>" + Guest.CONFIGURATION);
    }
}

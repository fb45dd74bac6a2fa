package org.timeball.firmware.appliance.vm;

import static org.timeball.firmware.appliance.vm.Report.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.timeball.firmware.appliance.vm.HostReceiver.Calendar;
import org.timeball.firmware.appliance.vm.NtpQuestion.Answer;

/**
 * The daemon on a real kernel whose clock it may steer: Debian's for arm64 in an emulated machine, with this machine's
 * seconds as the pulses of its {@code pps-gpio}, and judged from outside. Run by {@code ./timeball vm}.
 *
 * <p>The stages are one story and follow each other. Tolerances are of the class of milliseconds: the emulator delivers
 * a pulse when this machine has time for it.
 */
@Tag("vm")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RealKernelIT {

    private static final Path REPORT = Path.of("target", "vm-report.txt");

    /** The error given to the guest's crystal: two units of the kernel's tick, 1 µs in 10 ms each. */
    private static final double CRYSTAL_PPM = 200;

    /**
     * How far a clock on pulses of millisecond quality may be off at an ordinary look, and its frequency. On a host whose
     * load spreads the pulses half of that is added: nobody can tell the guest from its pulses then.
     */
    private static final double USUAL_SECONDS = 0.003;

    private static final double USUAL_PPM = 60;

    /** Pulses that are spread by more say little of a frequency, and a bound that must cover them little of a holdover. */
    private static final double STEADY_SECONDS = 0.004;

    /** No answer that is off by more is right. */
    private static final double WRONG_SECONDS = 0.05;

    private static final int LOCK_SECONDS = 90;
    private static final int WATCHED_SECONDS = 25;
    private static final int HOLDOVER_SECONDS = 300;

    /** The bound of a clock on such pulses grows by some microseconds a second: it gets as far while somebody waits. */
    private static final double HOLDOVER_ROOM_SECONDS = 0.001;

    /** Far beyond what an emulated processor takes for a Java program that says one thing and ends. */
    private static final int PROGRAM_SECONDS = 180;

    /** In the folder for temporary files, where a socket's path is short enough. */
    @TempDir
    private static Path folder = Path.of("");

    private final Path image = Guest.image();
    private final Report report = new Report();
    private final List<Guest> guests = new ArrayList<>();

    /** This machine gave the guest its seconds evenly while that was watched. */
    private boolean isSteady;

    /** The bound of a clock that has followed its pulses for a while. */
    private double settledSeconds;

    private Optional<String> failed = Optional.empty();

    /** The story ends where a stage fails: those after it would only tell of that again. */
    @RegisterExtension
    private final AfterTestExecutionCallback end =
            stage -> failed = stage.getExecutionException().map(_ -> stage.getDisplayName());

    @BeforeEach
    void goesOn() {
        Assumptions.assumeTrue(failed.isEmpty(), () -> "skipped: " + failed.orElseThrow() + " failed");
    }

    @Test
    @Order(1)
    void bootsInTheYear1970() throws IOException, InterruptedException {
        var guest = boot("1970-01-02T00:00:00");
        report.holds(
                "power-on clock",
                "second " + guest.second(),
                "in January 1970",
                guest.second() < Duration.ofDays(31).toSeconds());
        report.measured("kernel", guest.shell().run("uname -r"));
    }

    @Test
    @Order(2)
    void refusesToSteerWithoutPermission() throws IOException {
        var answer = guest().runDaemon(PROGRAM_SECONDS);
        boolean isPlain = answer.output().contains("/etc/timeball/may-steer is not there; set steer = false");
        report.holds(
                "steer = true without permission",
                "exit " + answer.exitCode(),
                "refused, in plain words",
                answer.exitCode() != 0 && isPlain);
        report.holds(
                "clock after the refusal",
                "second " + guest().second(),
                "untouched",
                guest().second() < Duration.ofDays(31).toSeconds());
    }

    @Test
    @Order(3)
    void bringsThePowerOnClockToTheSecond() throws IOException, InterruptedException {
        guest().shell().run("adjtimex -t 10002 >/tmp/tick");
        locks("from 1970");
    }

    @Test
    @Order(4)
    void keepsToThePulsesAgainstAFastCrystal() throws IOException, InterruptedException {
        var late = new ArrayList<Double>();
        var offsets = new ArrayList<Double>();
        var frequencies = new ArrayList<Double>();
        long before = processorTicks();
        var emulatorBefore = guest().machine().processorTime();
        for (int i = 0; i < WATCHED_SECONDS; i++) {
            TimeUnit.SECONDS.sleep(1);
            var stamp = guest().newestPulse();
            // What was late when it left here is not the guest's doing.
            guest().receiver().latenessOf(stamp.second()).ifPresent(sent -> late.add(stamp.late() - sent));
            guest().askTime().filter(Answer::isSynchronised).ifPresent(answer -> offsets.add(answer.offsetSeconds()));
            frequencies.add(guest().kernel().frequencyPpm());
        }
        report.holds(
                "pulses named by the guest's clock",
                late.size() + " of " + WATCHED_SECONDS,
                "nearly all",
                late.size() > 0.8 * WATCHED_SECONDS);
        report.holds(
                "NTP answers that vouch",
                offsets.size() + " of " + WATCHED_SECONDS,
                "nearly all",
                offsets.size() > 0.8 * WATCHED_SECONDS);
        double spread = spread(late);
        report.measured("stamp of a pulse, spread 10-90 %", text(spread));
        report.isBelow("stamp of a pulse, median", quantile(late, 0.5), USUAL_SECONDS + 0.5 * spread);
        report.measured("NTP against the host, spread 10-90 %", text(spread(offsets)));
        report.isBelow("NTP against the host, median", quantile(offsets, 0.5), USUAL_SECONDS + 0.5 * spread(offsets));
        double frequencyPpm = quantile(frequencies, 0.5);
        double tolerancePpm = USUAL_PPM + spread / WATCHED_SECONDS * 1e6;
        isSteady = spread < STEADY_SECONDS;
        isSteppedOnce("from 1970");
        report.holdsIfSteady(
                isSteady,
                "frequency against a crystal 200 ppm fast",
                String.format(Locale.ROOT, "%+.1f ppm", frequencyPpm),
                String.format(Locale.ROOT, "-200 within %.0f ppm", tolerancePpm),
                frequencyPpm != 0 && Math.abs(frequencyPpm + CRYSTAL_PPM) < tolerancePpm);
        report.measured("daemon's CPU in the guest", percent((processorTicks() - before) * 0.01));
        report.measured(
                "emulator's CPU on the host",
                percent(guest().machine().processorTime().minus(emulatorBefore).toMillis() * 1e-3));
    }

    @Test
    @Order(5)
    void tellsTheKernelHowGoodItIs() throws IOException {
        var kernel = guest().kernel();
        report.holds(
                "kernel's status",
                String.format("0x%04x", kernel.status()),
                "synchronised",
                !kernel.has(KernelState.STA_UNSYNC));
        report.holds(
                "kernel's leap bits (INS, DEL)",
                String.format("0x%02x", kernel.status() & (KernelState.STA_INS | KernelState.STA_DEL)),
                "0x00",
                !kernel.has(KernelState.STA_INS | KernelState.STA_DEL));
        report.holds(
                "kernel's maxerror",
                kernel.maxErrorMicros() + " µs",
                "1 to 100000 µs",
                kernel.maxErrorMicros() > 0 && kernel.maxErrorMicros() < 100_000);
        settledSeconds = kernel.maxErrorMicros() * 1e-6;
        report.holds(
                "kernel's esterror",
                kernel.estErrorMicros() + " µs",
                "1 µs to maxerror",
                kernel.estErrorMicros() > 0 && kernel.estErrorMicros() <= kernel.maxErrorMicros());
    }

    @Test
    @Order(6)
    void tellsItsStateToTheCommand() throws IOException {
        var answer = guest().askDaemon("timeball status", PROGRAM_SECONDS);
        report.holds(
                "`timeball status` in the guest",
                "exit " + answer.exitCode(),
                "0 locked or 1 holdover",
                answer.exitCode() <= 1);
    }

    @Test
    @Order(7)
    void putsBackWhatAnAdministratorMoved() throws IOException, InterruptedException {
        for (int seconds : new int[] {10, -10}) {
            guest().awaitSynchronised(LOCK_SECONDS);
            guest().shell().run("date -s @$(( $(date +%s) + " + seconds + " ))");
            String claim = String.format("date -s, %+d s: ", seconds);
            long movedAt = System.nanoTime();
            double worst = 0;
            double repairedAfter = Double.POSITIVE_INFINITY;
            while (secondsSince(movedAt) < 5) {
                var answer = guest().askTime();
                if (answer.isPresent() && answer.get().isSynchronised()) {
                    worst = Math.max(worst, answer.get().leastErrorSeconds());
                    repairedAfter = Math.min(repairedAfter, secondsSince(movedAt));
                }
                TimeUnit.MILLISECONDS.sleep(20);
            }
            report.isBelow(claim + "served right again after", repairedAfter, 2);
            report.isBelow(claim + "worst answer vouched for", worst, WRONG_SECONDS);
            // The shell's own way takes a while: whole seconds is what can be asked of it.
            long apart = guest().second() - HostReceiver.hostNanos() / 1_000_000_000L;
            report.holds(claim + "the kernel's clock", apart + " s off", "within a second", Math.abs(apart) <= 1);
        }
        guest().machine().awaitConsole("something else had set the machine's clock back by", 1);
    }

    @Test
    @Order(8)
    void bringsAnOrdinaryWrongDateToTheSecond() throws IOException, InterruptedException {
        guest().close();
        var guest = boot("2024-02-29T23:59:30");
        // A limit so narrow that its holdover ends while somebody waits for it.
        guest.shell()
                .run(String.format(
                        Locale.ROOT,
                        "sed -i 's/^holdover-limit-seconds.*/holdover-limit-seconds = %.6f/' %s",
                        settledSeconds + HOLDOVER_ROOM_SECONDS,
                        Guest.CONFIGURATION));
        locks("from 2024");
        isSteppedOnce("from 2024");
    }

    @Test
    @Order(9)
    void holdsOverAndThenSaysThatItDoesNotKnow() throws IOException, InterruptedException {
        var last = settled();
        boolean isJudged = isSteady && isSettled(last);
        int before = guest().machine().console().length();
        guest().receiver().fallSilent();
        var held = new ArrayList<Answer>(List.of(last));
        for (int i = 0; i < HOLDOVER_SECONDS && last.isSynchronised(); i++) {
            held.add(last);
            TimeUnit.SECONDS.sleep(1);
            last = guest().askTime().orElse(last);
        }
        String console = guest().machine().console().substring(before);
        double first = held.getFirst().rootDispersionSeconds();
        double end = held.getLast().rootDispersionSeconds();
        report.holdsIfSteady(
                isJudged,
                "pulses stopped: states",
                held.size() + " s",
                "Holdover, then unsynchronised",
                console.matches("(?s).*to=\"Holdover\".*from=\"Holdover\" to=\"Not synchronised\".*"));
        report.holdsIfSteady(
                isJudged, "holdover: root dispersion", text(first) + " to " + text(end), "grows", end > first);
        double astray = held.getLast().leastErrorSeconds();
        report.holdsIfSteady(
                isJudged,
                "holdover: last answer against the host",
                text(astray),
                "below " + text(end + USUAL_SECONDS),
                astray < end + USUAL_SECONDS);
        report.holds(
                "bound passed: leap and stratum on the wire",
                last.header().leap() + " and " + last.header().stratum(),
                "3 and 0",
                last.header().leap() == 3 && last.header().stratum() == 0);
        // The kernel is told every few seconds.
        TimeUnit.SECONDS.sleep(3);
        var kernel = guest().kernel();
        report.holds(
                "bound passed: kernel's status",
                String.format("0x%04x", kernel.status()),
                "unsynchronised",
                kernel.has(KernelState.STA_UNSYNC));
    }

    @AfterAll
    void publishes() throws IOException {
        for (var guest : guests) {
            guest.close();
            Files.writeString(
                    REPORT.resolveSibling("vm-console-" + guests.indexOf(guest) + ".txt"),
                    guest.machine().console());
        }
        if (!guests.isEmpty()) {
            report.publish(REPORT);
        }
    }

    /**
     * Waits until the bound is about what it was in the machine before, and well below the limit, and has followed pulses
     * for as long: that of a clock just locked may be as small, and grows by a millisecond a second.
     */
    private Answer settled() throws IOException, InterruptedException {
        var answer = guest().awaitSynchronised(LOCK_SECONDS);
        for (int i = 0; i < LOCK_SECONDS && (i < WATCHED_SECONDS || !isSettled(answer)); i++) {
            TimeUnit.SECONDS.sleep(1);
            answer = guest().awaitSynchronised(LOCK_SECONDS);
        }
        return answer;
    }

    private boolean isSettled(Answer answer) {
        return answer.rootDispersionSeconds() < settledSeconds + 0.25 * HOLDOVER_ROOM_SECONDS;
    }

    private Guest guest() {
        if (guests.isEmpty()) {
            throw new AssertionError("no machine came up");
        }
        return guests.getLast();
    }

    private Guest boot(String hardwareDate) throws IOException, InterruptedException {
        long from = System.nanoTime();
        var guest = Guest.boot(
                image, Files.createDirectory(folder.resolve("" + guests.size())), hardwareDate, Calendar.PRESENT);
        guests.add(guest);
        report.measured("power-on to user space", text(secondsSince(from)));
        return guest;
    }

    private void locks(String name) throws IOException, InterruptedException {
        long from = System.nanoTime();
        guest().startDaemon();
        var answer = guest().awaitSynchronised(LOCK_SECONDS);
        report.measured(name + ": daemon's start to Locked", text(secondsSince(from)));
        report.isBelow(name + ": first answer against the host", answer.offsetSeconds(), WRONG_SECONDS);
        long locked = guest().machine().linesWith("to=\"Locked\"");
        report.holds(name + ": Locked", locked + " times", "at least once", locked > 0);
    }

    /** Where this machine sends sentences late, a clock may rightly lose its second and be given it again. */
    private void isSteppedOnce(String name) throws IOException {
        long named = guest().machine().linesWith("brought to the second that the receiver names");
        report.holdsIfSteady(
                isSteady, name + ": stepped to the receiver's second", named + " times", "once", named == 1);
    }

    /** User and system time of the daemon, in the kernel's hundredths of a second. */
    private long processorTicks() throws IOException {
        String[] fields = guest().shell()
                .run("cat /proc/$(pidof java)/stat")
                .replaceFirst(".*\\) ", "")
                .split(" ");
        return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    }

    private static String percent(double cpuSeconds) {
        return String.format(Locale.ROOT, "%.1f %% of a core", 100 * cpuSeconds / WATCHED_SECONDS);
    }

    private static double secondsSince(long nanoTime) {
        return (System.nanoTime() - nanoTime) * 1e-9;
    }

    private static double spread(List<Double> values) {
        return quantile(values, 0.9) - quantile(values, 0.1);
    }

    private static double quantile(List<Double> values, double share) {
        var sorted = values.stream().sorted().toList();
        return sorted.isEmpty() ? Double.NaN : sorted.get((int) Math.round(share * (sorted.size() - 1)));
    }
}

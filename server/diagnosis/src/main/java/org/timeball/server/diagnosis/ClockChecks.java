package org.timeball.server.diagnosis;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.timeball.server.control.LeapRecord;
import org.timeball.server.control.Spoken;
import org.timeball.server.control.Status;
import org.timeball.server.control.diagnosis.Check;
import org.timeball.server.control.diagnosis.CheckArea;

/** Whether the clock is right, and whose hands are on it. */
final class ClockChecks {

    private static final Subject STATE = new Subject("clock.state", CheckArea.CLOCK, "State of the clock");
    private static final Subject HANDS = new Subject("clock.hands", CheckArea.CLOCK, "Hands on the clock");
    private static final Subject PERMISSION = new Subject("clock.permission", CheckArea.CLOCK, "Right to the clock");
    private static final Subject OSCILLATOR = new Subject("clock.oscillator", CheckArea.CLOCK, "Oscillator");
    private static final Subject BATTERY = new Subject("clock.battery", CheckArea.CLOCK, "Clock with a battery");
    private static final Subject LEAP = new Subject("clock.leap", CheckArea.CLOCK, "Leap seconds");

    /** Naming the second takes minutes, of NMEA after a cold start a quarter of an hour. */
    private static final long PATIENCE_SECONDS = 30 * 60;

    /** Boards' crystals are within 100 ppm; the kernel's reach is 500. */
    private static final double WORST_PPM = 200;

    /** It counts seconds, and is read between two of them. */
    private static final double BATTERY_SECONDS = 2;

    private static final double DAY_SECONDS = 86_400;

    /** A machine that nobody keeps is off by more within a day. */
    private static final double UNKEPT_SECONDS = 1;

    private ClockChecks() {}

    static List<Check> of(Facts facts) {
        return Stream.of(
                        facts.daemon().map(daemon -> state(daemon.status())),
                        hands(facts),
                        facts.settings().wanted().map(ClockChecks::permission),
                        facts.daemon().flatMap(daemon -> oscillator(daemon.status())),
                        facts.daemon()
                                .map(daemon -> leap(daemon.status().tracking().leap())),
                        Optional.of(battery(facts.clock().batteryClockAheadSeconds())))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Check state(Status status) {
        var since = Spoken.span(status.stateSeconds());
        var seen = Sentence.of("%s for %s: %s.", status.state().words(), since, status.reason());
        return switch (status.state()) {
            case LOCKED ->
                STATE.good(Sentence.of(
                        "Locked for %s, within ±%s of UTC (95 %%).", since, Spoken.bound(status.withinSeconds())));
            case HOLDOVER ->
                STATE.attention(
                        seen + " Clients get time within ±" + Spoken.bound(status.withinSeconds()) + ".",
                        "See to sentences, sky and pulse; the clock runs on what it learned until then.");
            case STARTING, ACQUIRING ->
                status.upSeconds() < PATIENCE_SECONDS
                        ? STATE.attention(seen, "Wait: clients are told that there is no time yet.")
                        : STATE.bad(seen, "See to the first check above that is not good.");
            case UNSYNCHRONISED -> STATE.bad(seen, "See to the first check above that is not good.");
        };
    }

    private static Optional<Check> hands(Facts facts) {
        boolean isSteering =
                facts.settings().wanted().map(SettingsFacts.Wanted::isSteering).orElse(false);
        if (facts.clock().others().isEmpty()) {
            return Optional.of(HANDS.unknown(
                    "Which programs run cannot be seen from here.",
                    "systemctl --type=service --state=running lists them."));
        }
        var others = facts.clock().others().get();
        if (!others.isEmpty() && isSteering) {
            return Optional.of(HANDS.bad(
                    Sentence.of(
                            "%s %s beside Timeball, and both set the machine's clock.",
                            String.join(" and ", others), others.size() == 1 ? "runs" : "run"),
                    Sentence.of("sudo systemctl disable --now %s: one hand on one clock.", String.join(" ", others))));
        }
        if (!others.isEmpty()) {
            return Optional.of(HANDS.good(Sentence.of(
                    "%s %s the machine's clock; Timeball steers nothing and serves right time.",
                    String.join(" and ", others), others.size() == 1 ? "keeps" : "keep")));
        }
        if (isSteering) {
            return Optional.of(HANDS.good("No other program that keeps clocks runs."));
        }
        double ahead = facts.daemon()
                .map(daemon -> daemon.status().tracking().systemTimeSeconds())
                .orElse(0.0);
        return Optional.of(
                Math.abs(ahead) > UNKEPT_SECONDS
                        ? HANDS.attention(
                                Sentence.of(
                                        "Nobody keeps the machine's clock, which is %.1f s %s.",
                                        Math.abs(ahead), ahead > 0 ? "ahead" : "behind"),
                                "What is served is right; write steer = true under [clock] so that logs and certificates of"
                                        + " this machine are, too.")
                        : HANDS.good("Timeball steers nothing (steer = false), and serves right time."));
    }

    private static Check permission(SettingsFacts.Wanted wanted) {
        if (!wanted.isSteering()) {
            return PERMISSION.notApplicable("The configuration has steer = false.");
        }
        return wanted.maySteer()
                ? PERMISSION.good("This machine lets Timeball steer its clock.")
                : PERMISSION.bad(
                        "The configuration has steer = true, and /etc/timeball/may-steer is not there.",
                        "sudo touch /etc/timeball/may-steer where Timeball is to own the clock, or write steer = false.");
    }

    private static Optional<Check> oscillator(Status status) {
        if (!status.state().isSynchronised()) {
            return Optional.empty();
        }
        double ppm = status.tracking().frequencyPpm();
        var seen = Sentence.of("The oscillator runs %.3f ppm %s.", Math.abs(ppm), ppm < 0 ? "slow" : "fast");
        return Optional.of(
                Math.abs(ppm) < WORST_PPM
                        ? OSCILLATOR.good(seen)
                        : OSCILLATOR.attention(
                                seen,
                                "That is far for a crystal, and the kernel reaches 500 ppm: see whether the board, or a"
                                        + " virtual machine's clock source, is sound."));
    }

    private static Check leap(LeapRecord leap) {
        var seen = Sentence.of("TAI − UTC is %d s; ", leap.taiMinusUtcSeconds());
        if (!leap.objection().isEmpty()) {
            return LEAP.attention(seen + leap.objection() + ".", "See what each source says: timeball tracking.");
        }
        if (leap.file().isEmpty()) {
            return LEAP.attention(
                    seen + "there is no list of leap seconds.",
                    "sudo apt install tzdata; until then the receiver alone tells of them.");
        }
        return leap.isFileExpired()
                ? LEAP.attention(
                        seen + "the list " + leap.file() + " has expired.",
                        "sudo apt upgrade tzdata, or put a newer leap-seconds.list into the state folder.")
                : LEAP.good(seen + "the list " + leap.file() + " is in force"
                        + (leap.next().isEmpty() ? "." : ", and next comes " + leap.next() + "."));
    }

    private static Check battery(double ahead) {
        if (Double.isNaN(ahead)) {
            return BATTERY.notApplicable(
                    "There is no clock with a battery: after a power cut the time is learned from the receiver, and no"
                            + " certificate is judged before.");
        }
        if (Math.abs(ahead) <= BATTERY_SECONDS) {
            return BATTERY.good("The clock with a battery agrees with the machine's to the second.");
        }
        var seen = Sentence.of(
                "The clock with a battery is %s %s the machine's.",
                Spoken.span(Math.round(Math.abs(ahead))), ahead > 0 ? "ahead of" : "behind");
        return BATTERY.attention(
                seen,
                Math.abs(ahead) < DAY_SECONDS
                        ? "sudo hwclock --systohc once the clock is locked."
                        : "Its battery may be empty: change it, then sudo hwclock --systohc.");
    }
}

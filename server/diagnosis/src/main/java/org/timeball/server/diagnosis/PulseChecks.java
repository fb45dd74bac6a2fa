package org.timeball.server.diagnosis;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.timeball.server.control.PulseRecord;
import org.timeball.server.control.Source;
import org.timeball.server.control.Spoken;
import org.timeball.server.control.diagnosis.Check;
import org.timeball.server.control.diagnosis.CheckArea;

/** Whether the pulse comes, at the right edge, and what becomes of it. */
final class PulseChecks {

    private static final Subject DEVICE = new Subject("pulse.device", CheckArea.PULSE, "Input of the pulse");
    private static final Subject ARRIVAL = new Subject("pulse.arrival", CheckArea.PULSE, "Pulses");
    private static final Subject NAMES = new Subject("pulse.names", CheckArea.PULSE, "Names of the pulses");
    private static final Subject EDGE = new Subject("pulse.edge", CheckArea.PULSE, "Edge of the pulse");
    private static final Subject QUALITY = new Subject("pulse.quality", CheckArea.PULSE, "Use of the pulses");

    private static final String OVERLAY =
            "Write dtoverlay=pps-gpio,gpiopin=18 into config.txt, with the pin at which the pulse is (timeball gpio find"
                    + " shows it; 18 on many boards, 4 on Adafruit's), and restart.";

    private static final String KERNEL_DEVICE = "/dev/pps";

    /** In a second a pulse and its sentences come; three times that is a silence, and more is no accident. */
    private static final long SILENT_SECONDS = 10;

    /** Receivers make pulses that are shorter than the pause between them; nearer to a half nothing can be told. */
    private static final double LONGEST_PULSE_SECONDS = 0.55;

    private static final double WORST_UNUSED_SHARE = 0.05;
    private static final double WORST_NAMELESS_SHARE = 0.5;
    private static final int ENOUGH = 10;
    private static final String WRONG_EDGE = "wrong edge";

    private PulseChecks() {}

    static List<Check> of(Facts facts) {
        if (facts.settings().isWithoutReceiver()) {
            return List.of();
        }
        return Stream.of(
                        Optional.of(device(facts)),
                        facts.daemon().flatMap(PulseChecks::arrival),
                        facts.daemon().flatMap(PulseChecks::names),
                        edge(facts),
                        facts.daemon().flatMap(PulseChecks::quality))
                .flatMap(Optional::stream)
                .toList();
    }

    private static String source(Facts facts) {
        return facts.daemon()
                .map(daemon -> daemon.status().pulses().source())
                .or(() -> facts.settings().wanted().map(SettingsFacts.Wanted::pulse))
                .orElse("");
    }

    /** A kernel's device is named first, whatever is said after it. */
    private static String path(String source) {
        return source.startsWith(KERNEL_DEVICE) ? source.split(",", 2)[0] : "";
    }

    private static Check device(Facts facts) {
        var source = source(facts);
        var path = path(source);
        if (!path.isEmpty()) {
            return facts.pps()
                    .named(path)
                    .map(device -> kernelDevice(device, facts.serial().user()))
                    .orElseGet(() -> missing(path, facts.pps()));
        }
        if (source.equals("auto")) {
            return facts.pps().devices().stream()
                    .filter(PpsFacts.Device::isOfReceiver)
                    .findFirst()
                    .map(device -> kernelDevice(device, facts.serial().user()))
                    .orElseGet(() -> missing("a PPS device", facts.pps()));
        }
        if (source.equals("none")
                || facts.daemon().filter(ReceiverChecks::isOfSentences).isPresent()) {
            return DEVICE.attention(
                    "There is no pulse: the receiver's sentences alone tell the time, to milliseconds at best.",
                    "Use a receiver with a PPS pin (many modules on USB have none), wire it to a GPIO, and write pulse ="
                            + " \"/dev/pps0\".");
        }
        if (source.startsWith("gpio:")) {
            return DEVICE.attention(
                    source + ": this program stamps the pulse, some 0.1 ms late at times.",
                    OVERLAY + " Then write pulse = \"/dev/pps0\".");
        }
        return source.isEmpty()
                ? DEVICE.unknown("It is not known what marks the seconds.", "Mend the configuration first.")
                : DEVICE.notApplicable("The pulse comes by " + source + ", and by no device of the kernel's.");
    }

    private static Check missing(String wanted, PpsFacts pps) {
        var there = pps.devices().stream().map(PulseChecks::words).collect(Collectors.joining(", "));
        return DEVICE.bad(
                Sentence.of(
                        "The kernel has no %s%s.",
                        wanted, there.isEmpty() ? ", and no PPS device at all" : "; it has " + there),
                OVERLAY);
    }

    private static String words(PpsFacts.Device device) {
        return device.name().isEmpty() ? device.path() : device.path() + " (" + device.name() + ")";
    }

    private static Check kernelDevice(PpsFacts.Device device, String user) {
        if (!device.isOpen()) {
            return DEVICE.bad(
                    Sentence.of("User %s may not read %s.", user, device.path()),
                    Sentence.of(
                            "Install the package's rule 60-timeball.rules, or: sudo chgrp timeball %1$s; sudo chmod 660 %1$s.",
                            device.path()));
        }
        if (!device.isOfReceiver()) {
            return DEVICE.bad(
                    words(device) + " is the kernel's own timer or a network card's clock, and no receiver's pulse.",
                    OVERLAY);
        }
        return device.twin().isEmpty()
                ? DEVICE.good("The kernel stamps the pulse at " + words(device) + ".")
                : DEVICE.attention(
                        Sentence.of("%s and %s stamp the same line.", words(device), device.twin()),
                        "Take one of the two dtoverlay=pps-gpio lines out of config.txt.");
    }

    private static Optional<Source> reference(DaemonFacts daemon) {
        return daemon.status().sources().stream()
                .filter(source -> source.mode().equals("#"))
                .findFirst();
    }

    private static Optional<Check> arrival(DaemonFacts daemon) {
        if (ReceiverChecks.isOfSentences(daemon)) {
            return Optional.empty();
        }
        var pulses = daemon.status().pulses();
        long unused = Spoken.total(pulses.notUsed());
        if (pulses.used() + unused == 0) {
            return Optional.of(none(daemon));
        }
        var seen = Sentence.of(
                "%s pulses were used, %s missed, %s not used.",
                Spoken.count(pulses.used()), Spoken.count(pulses.missed()), Spoken.count(unused));
        var lost = reference(daemon).filter(source -> source.lastSampleSeconds() > SILENT_SECONDS);
        if (lost.isPresent()) {
            return Optional.of(ARRIVAL.bad(
                    Sentence.of(
                            "The last pulse was used %s ago: %s. %s",
                            Spoken.span(lost.get().lastSampleSeconds()),
                            lost.get().reason(),
                            seen),
                    "Where sentences come and no pulse, see to the pulse's wire; where neither comes, to the receiver's"
                            + " power and antenna."));
        }
        return Optional.of(
                pulses.missed() > pulses.used() / 100
                        ? ARRIVAL.attention(
                                seen, "More than one in a hundred is missing: see to the wire and the antenna.")
                        : ARRIVAL.good(seen));
    }

    /** In the order of what it is most often. */
    private static Check none(DaemonFacts daemon) {
        var receiver = daemon.status().receiver();
        boolean hasFix = List.of("2D", "3D", "time only").contains(receiver.fix());
        var seen = Sentence.of(
                "No pulse has come in %s%s.",
                Spoken.span(daemon.status().upSeconds()), receiver.isPresent() ? ", though the receiver speaks" : "");
        return ARRIVAL.bad(
                seen,
                hasFix || !receiver.isPresent()
                        ? "See that the wire is at the pin that config.txt names (timeball gpio looks), that the module"
                                + " has a PPS pin at all, and that it is of 3.3 V."
                        : "Most receivers make no pulse before they have a fix: see to the sky first, then to the pin.");
    }

    private static Optional<Check> names(DaemonFacts daemon) {
        var recent = daemon.pulses();
        if (recent.size() < ENOUGH || ReceiverChecks.isOfSentences(daemon)) {
            return Optional.empty();
        }
        var nameless = recent.stream().filter(pulse -> pulse.utcSecond() == 0).toList();
        double share = (double) nameless.size() / recent.size();
        if (share <= WORST_NAMELESS_SHARE) {
            return Optional.of(NAMES.good(Sentence.of(
                    "Of the last %d pulses %d have the name of a second.",
                    recent.size(), recent.size() - nameless.size())));
        }
        return Optional.of(NAMES.bad(
                Sentence.of(
                        "Of the last %d pulses %d have no name: %s.",
                        recent.size(), nameless.size(), nameless.getLast().verdict()),
                daemon.status().receiver().isPresent()
                        ? "A second is named once the receiver has a fix and its sentences fall clearly between two pulses:"
                                + " see to fix and delay of the sentences."
                        : "The pulse comes and no sentence says which second it is: see to the sentences."));
    }

    private static Optional<Check> edge(Facts facts) {
        long wrong = facts.daemon()
                .map(daemon -> daemon.status().pulses().notUsed().getOrDefault(WRONG_EDGE, 0L))
                .orElse(0L);
        long used =
                facts.daemon().map(daemon -> daemon.status().pulses().used()).orElse(0L);
        var device = facts.pps().named(path(source(facts)));
        double high = device.map(PpsFacts.Device::highSeconds).orElse(Double.NaN);
        if (wrong > used / 10 || high > LONGEST_PULSE_SECONDS) {
            return Optional.of(EDGE.bad(
                    Double.isNaN(high)
                            ? Sentence.of("%s edges were the end of a pulse.", Spoken.count(wrong))
                            : Sentence.of(
                                    "The line is high for %.0f ms of a second, so that the edge which is stamped is the end of a pulse of %.0f ms.",
                                    high * 1e3, (1 - high) * 1e3),
                    "Write assert_falling_edge=1 behind dtoverlay=pps-gpio,… in config.txt and restart, or turn the pulse"
                            + " round in the receiver."));
        }
        if (Double.isNaN(high)) {
            return facts.daemon().isEmpty() || device.isEmpty()
                    ? Optional.empty()
                    : Optional.of(EDGE.unknown(
                            "The kernel stamps one edge alone, so that the length of the pulse cannot be seen.",
                            "Servers of the network show it, too: a wrong edge is their offset, 100 ms as a rule."));
        }
        return Optional.of(
                EDGE.good(Sentence.of("The pulse lasts %.0f ms, and its beginning is stamped.", high * 1e3)));
    }

    private static Optional<Check> quality(DaemonFacts daemon) {
        var named =
                daemon.pulses().stream().filter(pulse -> pulse.utcSecond() != 0).toList();
        if (named.size() < ENOUGH) {
            return Optional.empty();
        }
        var unused = named.stream().filter(pulse -> !pulse.isUsed()).toList();
        double share = (double) unused.size() / named.size();
        var seen = Sentence.of(
                "Of the last %d pulses with a name %d steered the clock%s.",
                named.size(),
                named.size() - unused.size(),
                unused.isEmpty() ? "" : "; the last that did not: " + last(unused));
        return Optional.of(
                share > WORST_UNUSED_SHARE
                        ? QUALITY.attention(
                                seen,
                                "Pulses that scatter come of a weak sky, of a bad wire, or of a board under load: see the"
                                        + " page Clock.")
                        : QUALITY.good(seen));
    }

    private static String last(List<PulseRecord> unused) {
        return unused.getLast().verdict();
    }
}

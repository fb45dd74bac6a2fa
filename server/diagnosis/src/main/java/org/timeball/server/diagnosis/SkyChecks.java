package org.timeball.server.diagnosis;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.timeball.server.control.Receiver;
import org.timeball.server.control.Spoken;
import org.timeball.server.control.diagnosis.Check;
import org.timeball.server.control.diagnosis.CheckArea;

/** Whether the antenna sees enough of the sky, by what the receiver says while it is heard. */
final class SkyChecks {

    private static final Subject FIX = new Subject("sky.fix", CheckArea.RECEIVER, "Fix");
    private static final Subject SIGNAL = new Subject("sky.signal", CheckArea.RECEIVER, "Strength of signals");
    private static final Subject ANTENNA = new Subject("sky.antenna", CheckArea.RECEIVER, "Antenna");
    private static final Subject INTERFERENCE = new Subject("sky.interference", CheckArea.RECEIVER, "Interference");

    /** As many as three coordinates and the time take. */
    private static final int NEEDED = 4;

    /** dB-Hz at which an antenna outdoors hears its fourth best satellite, and below which a fix is luck. */
    private static final int STRONG_DB_HZ = 35;

    private static final int WEAK_DB_HZ = 28;

    /** A cold start takes as long as the almanac, and a bit. */
    private static final long COLD_START_SECONDS = 15 * 60;

    private static final String LOOK_UP =
            "See that the antenna is plugged in, and put it where it sees the sky: outdoors, or at a window, away from"
                    + " metal and screens.";

    private SkyChecks() {}

    static List<Check> of(Facts facts) {
        return facts.daemon()
                .filter(daemon -> daemon.status().receiver().isPresent())
                .map(daemon -> of(daemon.status().receiver(), daemon.status().upSeconds()))
                .orElse(List.of());
    }

    private static List<Check> of(Receiver receiver, long upSeconds) {
        return Stream.of(
                        Optional.of(fix(receiver, upSeconds)),
                        signal(receiver),
                        Optional.of(antenna(receiver.health())),
                        Optional.of(interference(receiver.health())))
                .flatMap(Optional::stream)
                .toList();
    }

    private static List<Integer> signals(Receiver receiver) {
        return receiver.satellites().stream()
                .map(Receiver.SatelliteInView::signalDbHz)
                .filter(signal -> signal > 0)
                .sorted(Comparator.reverseOrder())
                .toList();
    }

    private static Check fix(Receiver receiver, long upSeconds) {
        int received = signals(receiver).size();
        return switch (receiver.fix()) {
            case "2D", "3D", "time only" ->
                FIX.good(Sentence.of(
                        "Fix: %s, with %d of %d satellites in view.",
                        receiver.fix(),
                        receiver.satellitesUsed(),
                        receiver.satellites().size()));
            case "estimated" ->
                FIX.bad("The receiver guesses (dead reckoning, or a simulator): no time is taken of it.", LOOK_UP);
            default -> noFix(received, upSeconds);
        };
    }

    private static Check noFix(int received, long upSeconds) {
        if (received == 0) {
            return FIX.bad("There is no fix, and no satellite is received.", LOOK_UP);
        }
        var seen = Sentence.of(
                "There is no fix yet; %d %s received, %s after the start.",
                received, received == 1 ? "satellite is" : "satellites are", Spoken.span(upSeconds));
        return upSeconds < COLD_START_SECONDS
                ? FIX.attention(
                        seen,
                        "Wait: after a night without power that takes a minute with a free sky, and up to a quarter of an"
                                + " hour.")
                : FIX.bad(seen, LOOK_UP);
    }

    private static Optional<Check> signal(Receiver receiver) {
        var signals = signals(receiver);
        if (signals.isEmpty()) {
            return Optional.empty();
        }
        if (signals.size() < NEEDED) {
            return Optional.of(SIGNAL.attention(
                    Sentence.of(
                            "%d of at least %d satellites are received, the best at %d dB-Hz.",
                            signals.size(), NEEDED, signals.getFirst()),
                    LOOK_UP));
        }
        int fourth = signals.get(NEEDED - 1);
        var seen = Sentence.of(
                "The fourth best of %d satellites comes at %d dB-Hz, the best at %d.",
                signals.size(), fourth, signals.getFirst());
        if (fourth >= STRONG_DB_HZ) {
            return Optional.of(SIGNAL.good(seen));
        }
        return Optional.of(SIGNAL.attention(
                seen,
                fourth >= WEAK_DB_HZ
                        ? Sentence.of(
                                "It serves; with a free sky it would be %d or more. Signals that come by walls shift the pulse.",
                                STRONG_DB_HZ)
                        : LOOK_UP));
    }

    private static Check antenna(Receiver.Health health) {
        return switch (health.antenna()) {
            case "ok" -> ANTENNA.good("The receiver feeds its antenna, and calls it well.");
            case "open" ->
                ANTENNA.bad(
                        "The receiver feeds no antenna: its circuit is open.",
                        "Plug it in; a passive antenna, or one behind a splitter, is called open though it is there.");
            case "short" ->
                ANTENNA.bad(
                        "The antenna's circuit is shorted.",
                        "Unplug it at once, and see to plug and cable: water, a kink, a strand across.");
            default ->
                ANTENNA.unknown("The receiver does not supervise its antenna.", "Go by the strength of signals.");
        };
    }

    private static Check interference(Receiver.Health health) {
        if (health.spoofing().equals("indicated") || health.spoofing().equals("affirmed")) {
            return INTERFERENCE.bad(
                    "The receiver holds its signals for forged: " + health.spoofing() + ".",
                    "Trust it no longer than servers of the network agree with it; look for a repeater or simulator"
                            + " nearby.");
        }
        return switch (health.jamming()) {
            case "none" -> INTERFERENCE.good("The receiver notices no interference.");
            case "interference" ->
                INTERFERENCE.attention(
                        "The receiver notices interference.",
                        "Move the antenna away from USB 3 cables, screens and transmitters.");
            case "jammed" ->
                INTERFERENCE.bad(
                        "The receiver is jammed.",
                        "Find the transmitter; until then the clock runs on what it learned.");
            default ->
                INTERFERENCE.unknown("The receiver does not tell of interference.", "Go by the strength of signals.");
        };
    }
}

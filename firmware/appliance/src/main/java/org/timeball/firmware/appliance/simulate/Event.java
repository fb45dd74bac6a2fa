package org.timeball.firmware.appliance.simulate;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.timeball.refclock.gnss.AntennaState;
import org.timeball.refclock.gnss.Jamming;
import org.timeball.refclock.gnss.Spoofing;
import org.timeball.refclock.simulation.Fault;

/**
 * Something that goes wrong in a scenario, for a while.
 *
 * @param second  when it begins, since the start
 * @param seconds how long it lasts, positive
 * @param kind    what it is
 * @param value   how much of it, in the kind's unit
 */
record Event(int second, int seconds, Kind kind, double value) {

    /** What can go wrong, as the scenario's words in lower case with hyphens. */
    enum Kind {
        /** The antenna is cut off: the receiver has no fix and gives no pulse. */
        NO_ANTENNA("antenna off"),
        /** The receiver is unplugged: neither sentences nor pulses. */
        UNPLUGGED("unplugged"),
        /** The pulse line is cut; sentences go on. */
        NO_PULSE("no pulse"),
        /** Pulses go on without sentences. */
        NO_SENTENCES("no sentences"),
        /** Sentences come later, by seconds. */
        LATE_SENTENCES("late sentences"),
        /** Sentences name another second, later by whole seconds. */
        SECOND_STEP("second step"),
        /** Pulses are late by seconds, as from a receiver that changed its mind. */
        PULSE_STEP("pulse step"),
        /** The end of the pulse is stamped, so many seconds after its beginning. */
        WRONG_EDGE("wrong edge"),
        /** Beside the pulse come so many other edges in each second. */
        EXTRA_EDGES("extra edges"),
        /** Pulses scatter more, by a standard deviation in seconds. */
        NOISE("noise"),
        /** Pulses creep away, by seconds in each second: what a patient spoofer does. */
        DRAG("drag"),
        /** The receiver says that it is jammed. */
        JAMMING("jammed"),
        /** The receiver says that it is deceived. */
        SPOOFING("spoofed"),
        /** The board is warmer, by degrees, with a time constant of two minutes. */
        WARMTH("warmth"),
        /** The machine's clock is moved by somebody, by seconds; its length does not matter. */
        CLOCK_STEP("clock moved");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        /** In a picture. */
        String words() {
            return words;
        }

        /** As it is written in a scenario. */
        String key() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** The kind with a key. */
        static Optional<Kind> of(String key) {
            return Arrays.stream(values())
                    .filter(kind -> kind.key().equals(key))
                    .findFirst();
        }
    }

    /** The first second in which it is over. */
    int until() {
        return second + seconds;
    }

    /** Whether it is so at a second since the start. */
    boolean isAt(int at) {
        return at >= second && at < until();
    }

    /** What it does to the receiver, its line and its sky; nothing where it befalls the machine. */
    List<Fault> faults() {
        return switch (kind) {
            case NO_ANTENNA -> List.of(new Fault.NoFix(second, until()), new Fault.MissingPulses(second, until(), 1));
            case UNPLUGGED -> List.of(new Fault.Silence(second, until()));
            case NO_PULSE -> List.of(new Fault.MissingPulses(second, until(), 1));
            case NO_SENTENCES -> List.of(new Fault.Mute(second, until()));
            case LATE_SENTENCES -> List.of(new Fault.LateBursts(second, until(), value));
            case SECOND_STEP -> List.of(new Fault.WrongSecond(second, until(), Math.round(value)));
            case PULSE_STEP -> List.of(new Fault.Jump(second, until(), value));
            case WRONG_EDGE -> List.of(new Fault.WrongEdge(second, until(), value));
            case EXTRA_EDGES -> List.of(new Fault.ExtraEdges(second, until(), (int) Math.round(value)));
            case NOISE -> List.of(new Fault.Jitter(second, until(), value));
            case DRAG -> List.of(new Fault.Drag(second, until(), value, false));
            case JAMMING -> List.of(new Fault.Flags(second, until(), Jamming.CRITICAL, Spoofing.NONE, AntennaState.OK));
            case SPOOFING ->
                List.of(new Fault.Flags(second, until(), Jamming.NONE, Spoofing.INDICATED, AntennaState.OK));
            case WARMTH, CLOCK_STEP -> List.of();
        };
    }
}

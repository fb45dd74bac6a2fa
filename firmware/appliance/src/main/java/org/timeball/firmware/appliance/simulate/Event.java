package org.timeball.firmware.appliance.simulate;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Something that goes wrong in a scenario, for a while.
 *
 * @param second  when it begins, since the start
 * @param seconds how long it lasts, positive
 * @param kind    what it is
 * @param value   how much of it, in the kind's unit
 */
record Event(int second, int seconds, Kind kind, double value) {

    /** What can go wrong. */
    enum Kind {
        /** The antenna is cut off: the receiver has no fix and gives no pulse. */
        NO_ANTENNA("antenna off"),
        /** The receiver is unplugged: neither sentences nor pulses. */
        UNPLUGGED("unplugged"),
        /** The pulse line is cut; sentences go on. */
        NO_PULSE("no pulse"),
        /** Pulses come late, by seconds, as from the wrong edge or a receiver that changed its mind. */
        PULSE_STEP("pulse step"),
        /** Pulses creep away, by seconds in each second: what a patient spoofer does. */
        DRAG("drag"),
        /** Sentences name another second, later by whole seconds. */
        SECOND_STEP("second step"),
        /** Pulses scatter more, by a standard deviation in seconds. */
        NOISE("noise"),
        /** Sentences come later, by seconds. */
        LATE_SENTENCES("late sentences"),
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

    /** Whether it is so at a second since the start. */
    boolean isAt(double second) {
        return second >= this.second && second < this.second + seconds;
    }
}

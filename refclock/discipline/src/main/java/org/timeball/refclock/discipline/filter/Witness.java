package org.timeball.refclock.discipline.filter;

/**
 * What somebody else says of our clock: somebody whom a late interrupt or a moved receiver does not fool together with
 * the pulse, such as a second receiver, or servers asked by NTP.
 *
 * <p>It never steers; it is asked only when pulses in a row disagree with what is believed, whether the clock or the
 * pulses have moved, and is heard only when it sees sharply enough to tell.
 */
public sealed interface Witness {

    /** There is none, or it has nothing fresh to say. */
    record Silent() implements Witness {}

    /**
     * It compares our clock with its own idea of UTC.
     *
     * @param phaseSeconds     our clock less UTC at the pulse, positive = ahead
     * @param deviationSeconds one standard deviation of it, positive
     */
    record Sees(double phaseSeconds, double deviationSeconds) implements Witness {
        public Sees {
            if (!Double.isFinite(phaseSeconds) || !(deviationSeconds > 0)) {
                throw new IllegalArgumentException(
                        "a witness sees " + phaseSeconds + " s with a deviation of " + deviationSeconds + " s");
            }
        }
    }

    /** What it says to two readings of the clock's phase. */
    enum Word {
        /** It cannot tell. */
        NONE,
        /** The clock is where it was believed to be; the pulses are wrong. */
        STAYED,
        /** The clock is where the pulses see it. */
        MOVED
    }

    /** Nobody. */
    Witness NONE = new Silent();

    /** Two readings have to be so many of its deviations apart; the one in the middle is then three from each. */
    double APART_DEVIATIONS = 6;

    /** Whose side it takes: of the phase that is believed, or of that which pulses show. */
    default Word word(double believedSeconds, double shownSeconds) {
        return switch (this) {
            case Silent() -> Word.NONE;
            case Sees(double phase, double deviation) -> {
                if (!(Math.abs(shownSeconds - believedSeconds) >= APART_DEVIATIONS * deviation)) {
                    yield Word.NONE;
                }
                yield Math.abs(phase - believedSeconds) < Math.abs(phase - shownSeconds) ? Word.STAYED : Word.MOVED;
            }
        };
    }
}

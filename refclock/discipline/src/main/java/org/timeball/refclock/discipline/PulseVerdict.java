package org.timeball.refclock.discipline;

/** What was done with a pulse, and why: every pulse ends as one of these. */
public sealed interface PulseVerdict {

    /**
     * It steered the clock.
     *
     * @param weight 1 for an ordinary pulse, towards 0 for one rather far off
     */
    record Used(double weight) implements PulseVerdict {}

    /**
     * It came and was left alone.
     *
     * @param reason   the cause, for counting
     * @param sentence the cause with its figures, for people
     */
    record NotUsed(Reason reason, String sentence) implements PulseVerdict {

        /**
         * For a pulse too far from where it was expected.
         *
         * @param lateSeconds  how far, positive = late
         * @param usualSeconds what pulses of this line scatter by
         * @param why          what else is known of it, after a semicolon; may be empty
         */
        public static NotUsed outlier(double lateSeconds, double usualSeconds, String why) {
            String sentence = Figure.lateness(lateSeconds) + ", usual spread " + Figure.ofSeconds(usualSeconds) + why;
            return new NotUsed(Reason.OUTLIER, sentence);
        }
    }

    /** Why a pulse was left alone. */
    enum Reason {
        /** The same edge was delivered twice. */
        DUPLICATE("duplicate"),
        /** Its stamp lies before the clock was last moved, or in the future. */
        OUT_OF_DATE("out of date"),
        /** The receiver says it has no fix or no valid time. */
        NO_FIX("no fix"),
        /** It stands on the satellites' time, by the receiver's word. */
        NOT_ON_UTC("not on UTC"),
        /** The receiver does not know yet where UTC's seconds are. */
        UTC_UNAVAILABLE("UTC not available"),
        /** The receiver says nothing. */
        RECEIVER_SILENT("receiver silent"),
        /** Which second it marks is not known yet. */
        UNNAMED("second not named"),
        /** It comes between two seconds while they have no names yet. */
        OFF_BEAT("off the beat"),
        /** The line stamps the end of the pulse. */
        WRONG_EDGE("wrong edge"),
        /** It is nowhere near a second. */
        OUT_OF_PLACE("out of place"),
        /** Its second has had a pulse, or was given up. */
        EXTRA("extra edge"),
        /** Too far from what was predicted. */
        OUTLIER("outlier"),
        /** The first after a gap, waiting for others to agree. */
        UNCONFIRMED("unconfirmed"),
        /** The receiver is not to be trusted now. */
        SUSPECT("receiver suspect"),
        /** The clock refused to be steered. */
        CLOCK_REFUSED("clock refused");

        private final String words;

        Reason(String words) {
            this.words = words;
        }

        /** The reason in a few words. */
        public String words() {
            return words;
        }
    }

    /** Whether it steered the clock. */
    default boolean isUsed() {
        return this instanceof Used;
    }
}

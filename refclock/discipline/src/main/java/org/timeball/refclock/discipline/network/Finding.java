package org.timeball.refclock.discipline.network;

import java.util.Locale;
import org.timeball.refclock.discipline.Figure;

/** Why a source has the state it has; {@link #sentence} is for people. */
public sealed interface Finding {

    /** What it comes to. */
    SourceState state();

    /** The reason in a sentence, without a full stop. */
    String sentence();

    /**
     * The best of those that are right.
     *
     * @param agreeing how many are
     * @param of       how many were looked at
     */
    record Selected(int agreeing, int of) implements Finding {
        @Override
        public SourceState state() {
            return SourceState.SELECTED;
        }

        @Override
        public String sentence() {
            return of == 1
                    ? "selected: the only source there is"
                    : "selected: the nearest of " + agreeing + " that agree, of " + of;
        }
    }

    /** @param share of the mean, 0 to 1 */
    record Combined(double share) implements Finding {
        @Override
        public SourceState state() {
            return SourceState.COMBINED;
        }

        @Override
        public String sentence() {
            return String.format(Locale.ROOT, "combined with the selected one: %.0f %% of the mean", 100 * share);
        }
    }

    /**
     * Right, but it would make the mean worse.
     *
     * @param apartSeconds root mean square distance from the others
     * @param jitterSeconds least jitter of any of them
     */
    record Outlying(double apartSeconds, double jitterSeconds) implements Finding {
        @Override
        public SourceState state() {
            return SourceState.NOT_COMBINED;
        }

        @Override
        public String sentence() {
            return "not combined because it is " + Figure.ofSeconds(apartSeconds)
                    + " from the others, which scatter by only " + Figure.ofSeconds(jitterSeconds);
        }
    }

    /**
     * Right, but too few are for anybody to be followed.
     *
     * @param agreeing how many agree
     * @param needed   how many must
     */
    record TooFew(int agreeing, int needed) implements Finding {
        @Override
        public SourceState state() {
            return SourceState.NOT_COMBINED;
        }

        @Override
        public String sentence() {
            return "not used because only " + agreeing + " of the " + needed
                    + " sources that minimum-agreeing-sources asks for agree";
        }
    }

    /**
     * Most others exclude it.
     *
     * @param interval where it puts the truth
     * @param others   how many others' intervals it has no point in common with
     * @param agreed   where those that agree put the truth
     */
    record Excluded(Interval interval, int others, Interval agreed) implements Finding {
        @Override
        public SourceState state() {
            return SourceState.FALSE_TICKER;
        }

        @Override
        public String sentence() {
            return "false ticker because its interval " + interval.words() + " excludes "
                    + (others == 1 ? "that of 1 other" : "those of " + others + " others") + ", which agree on "
                    + agreed.words();
        }
    }

    /**
     * No majority: nobody can say who is wrong.
     *
     * @param interval where it puts the truth
     * @param agreeing the most that agree
     * @param of       how many were looked at
     */
    record NoMajority(Interval interval, int agreeing, int of) implements Finding {
        @Override
        public SourceState state() {
            return SourceState.FALSE_TICKER;
        }

        @Override
        public String sentence() {
            return "not used because no majority agrees (at most " + agreeing + " of " + of + "); its interval is "
                    + interval.words();
        }
    }

    /** It has not answered its last eight polls, or never. */
    record Unreachable(boolean wasEverHeard) implements Finding {
        @Override
        public SourceState state() {
            return SourceState.UNUSABLE;
        }

        @Override
        public String sentence() {
            return wasEverHeard ? "unreachable: none of the last 8 polls was answered" : "unreachable: no answer yet";
        }
    }

    /** Its word leaves too much open. */
    record TooFar(double distanceSeconds, double limitSeconds) implements Finding {
        @Override
        public SourceState state() {
            return SourceState.UNUSABLE;
        }

        @Override
        public String sentence() {
            return "too far: root distance " + Figure.ofSeconds(distanceSeconds) + " > "
                    + Figure.ofSeconds(limitSeconds);
        }
    }

    /** Its offsets scatter more than is allowed. */
    record Scattering(double jitterSeconds, double limitSeconds) implements Finding {
        @Override
        public SourceState state() {
            return SourceState.TOO_VARIABLE;
        }

        @Override
        public String sentence() {
            return "too variable: its offsets scatter by " + Figure.ofSeconds(jitterSeconds) + " > "
                    + Figure.ofSeconds(limitSeconds);
        }
    }

    /** Its time comes from us. */
    record Loop() implements Finding {
        @Override
        public SourceState state() {
            return SourceState.UNUSABLE;
        }

        @Override
        public String sentence() {
            return "loop: it follows us";
        }
    }

    /** It is too many steps from a primary source. */
    record TooDeep(int stratum, int limit) implements Finding {
        @Override
        public SourceState state() {
            return SourceState.UNUSABLE;
        }

        @Override
        public String sentence() {
            return "stratum " + stratum + " is above " + limit;
        }
    }

    /** It says itself that it does not know the time. */
    record Unsynchronised() implements Finding {
        @Override
        public SourceState state() {
            return SourceState.UNUSABLE;
        }

        @Override
        public String sentence() {
            return "not synchronised by its own word (leap 3)";
        }
    }

    /** Only what is authenticated is used, and it is not. */
    record Unauthenticated() implements Finding {
        @Override
        public SourceState state() {
            return SourceState.UNUSABLE;
        }

        @Override
        public String sentence() {
            return "not used because it is not authenticated, as sources must be";
        }
    }
}

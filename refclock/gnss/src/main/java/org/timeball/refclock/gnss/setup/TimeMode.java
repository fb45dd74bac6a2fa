package org.timeball.refclock.gnss.setup;

import org.timeball.refclock.gnss.EarthFixedPosition;

/** What a timing receiver is to do about its antenna's place; others have no such mode and are told nothing. */
public sealed interface TimeMode {

    /** Nothing is said: the receiver goes on as it is. */
    record Unchanged() implements TimeMode {}

    /**
     * Survey the place, then hold it and give time alone; one satellite is enough from then on.
     *
     * @param leastSeconds   86,400 for good, 300 in a hurry
     * @param accuracyMetres the survey goes on until it is this good; 1 to 3 for good, 5 in a hurry
     */
    record SurveyIn(int leastSeconds, double accuracyMetres) implements TimeMode {
        /** Refuses what no survey ends at. */
        public SurveyIn {
            if (leastSeconds < 1 || !(accuracyMetres > 0 && accuracyMetres <= 1_000)) {
                throw new IllegalArgumentException("a survey of %d s to %s m".formatted(leastSeconds, accuracyMetres));
            }
        }
    }

    /**
     * Hold a place that is known, from an earlier survey.
     *
     * @param position       of the antenna
     * @param accuracyMetres of it, more than 0 and at most 1,000
     */
    record Fixed(EarthFixedPosition position, double accuracyMetres) implements TimeMode {
        /** Refuses what is no place on Earth. */
        public Fixed {
            double radius = Math.hypot(Math.hypot(position.xMetres(), position.yMetres()), position.zMetres());
            if (!(radius > 6.3e6 && radius < 6.5e6) || !(accuracyMetres > 0 && accuracyMetres <= 1_000)) {
                throw new IllegalArgumentException("%s within %s m".formatted(position, accuracyMetres));
            }
        }
    }
}

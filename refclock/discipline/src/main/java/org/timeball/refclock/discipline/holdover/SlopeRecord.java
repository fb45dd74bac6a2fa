package org.timeball.refclock.discipline.holdover;

import java.util.Arrays;
import java.util.List;

/**
 * The steepest slopes of the last seven days and of today, as they outlive a restart. Immutable.
 *
 * @param days oldest first, today last; at most {@value #DAYS}
 */
public record SlopeRecord(List<Day> days) {

    /** Seven full days and the present one. */
    public static final int DAYS = 8;

    /** Nothing seen yet. */
    public static final SlopeRecord EMPTY = new SlopeRecord(List.of());

    /** @throws IllegalArgumentException if there are too many days */
    public SlopeRecord {
        days = List.copyOf(days);
        if (days.size() > DAYS) {
            throw new IllegalArgumentException(days.size() + " days, more than " + DAYS);
        }
    }

    /**
     * One day.
     *
     * @param horizons shortest first, as many as there are in this version
     */
    public record Day(List<Horizon> horizons) {

        /** @throws IllegalArgumentException if there is not one for each horizon */
        public Day {
            horizons = List.copyOf(horizons);
            if (horizons.size() != Horizons.MINUTES.length) {
                throw new IllegalArgumentException(horizons.size() + " horizons, not " + Horizons.MINUTES.length);
            }
        }

        SlopeDay restored() {
            var restored = new SlopeDay(horizons.size());
            for (int h = 0; h < horizons.size(); h++) {
                restored.restore(h, horizons.get(h).count, horizons.get(h).slopes);
            }
            return restored;
        }
    }

    /**
     * One day at one horizon.
     *
     * @param count  minutes looked at, 0 to 1440
     * @param slopes the steepest, s/s, steepest first; as many as {@code count}, at most 11
     */
    public record Horizon(int count, List<Float> slopes) {

        /** @throws IllegalArgumentException if that is not what a day leaves behind */
        public Horizon {
            slopes = List.copyOf(slopes);
            if (count < 0 || count > HoldoverMemory.DAY_MINUTES || slopes.size() != Math.min(count, SlopeDay.KEPT)) {
                throw new IllegalArgumentException(slopes.size() + " slopes of " + count + " minutes");
            }
            float before = HoldoverMemory.STEEPEST;
            for (float slope : slopes) {
                if (!(slope >= 0 && slope <= before)) {
                    throw new IllegalArgumentException("a slope of " + slope + " behind one of " + before);
                }
                before = slope;
            }
        }
    }

    static SlopeRecord of(List<SlopeDay> days) {
        return new SlopeRecord(days.stream().map(SlopeRecord::day).toList());
    }

    private static Day day(SlopeDay day) {
        Horizon[] horizons = new Horizon[Horizons.MINUTES.length];
        Arrays.setAll(horizons, h -> horizon(day.count(h), day.steepest(h)));
        return new Day(List.of(horizons));
    }

    private static Horizon horizon(int count, float[] steepest) {
        Float[] slopes = new Float[Math.min(count, SlopeDay.KEPT)];
        Arrays.setAll(slopes, i -> steepest[i]);
        return new Horizon(count, List.of(slopes));
    }
}

package org.timeball.refclock.discipline.holdover;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * Learns how far the clock strays when it is left alone, from what would have happened: once a minute it looks how far
 * the oscillator has come since one minute, five minutes, an hour, a day ago, and compares that with the worst that was
 * believed of it in that minute.
 *
 * <p>It remembers a day of minutes and, of seven days, the steepest slopes: some 60 kB, whatever happens. The second it
 * spends on a pulse is two comparisons.
 *
 * <p>Not thread-safe.
 */
public final class HoldoverMemory {

    /** Minutes of a day. */
    static final int DAY_MINUTES = 1_440;

    /** Steeper than a kernel can steer is no oscillator's doing, s/s. */
    static final float STEEPEST = 1e-3f;

    private static final int MINUTE_SECONDS = 60;
    private static final int HORIZONS = Horizons.MINUTES.length;

    /** A day ago is the farthest asked about. */
    private static final int LENGTH = DAY_MINUTES + 1;

    /** What was believed in one minute: when and where it ended, and between which frequencies it went. */
    private record Minute(long second, double freePhaseSeconds, double slowest, double fastest) {

        Minute with(long newSecond, double newFreePhaseSeconds, double frequency) {
            return new Minute(
                    newSecond, newFreePhaseSeconds, Math.min(slowest, frequency), Math.max(fastest, frequency));
        }

        /** By how much a clock that was left alone in this minute would have been off later, s/s. */
        double slope(Minute later) {
            double seconds = later.second - second;
            double mean = (later.freePhaseSeconds - freePhaseSeconds) / seconds;
            return Math.max(Math.abs(mean - slowest), Math.abs(mean - fastest));
        }
    }

    private static final Minute NONE = new Minute(0, Double.NaN, Double.NaN, Double.NaN);

    private final Deque<SlopeDay> days = new ArrayDeque<>();
    private final Minute[] minutes = new Minute[LENGTH];
    private final double priorSlope;
    private long currentMinute = Long.MIN_VALUE;
    private Minute current = NONE;
    private HoldoverSlopes slopes;

    /**
     * Goes on where an earlier run stopped.
     *
     * @param priorPpb what a slope is taken to be before a day was seen, ppb
     * @param record   what that run left; {@link SlopeRecord#EMPTY} for nothing
     */
    public HoldoverMemory(double priorPpb, SlopeRecord record) {
        this.priorSlope = priorPpb * 1e-9;
        record.days().forEach(day -> days.add(day.restored()));
        if (days.isEmpty()) {
            days.add(new SlopeDay(HORIZONS));
        }
        Arrays.fill(minutes, NONE);
        this.slopes = HoldoverSlopes.of(days, priorSlope);
    }

    /** What is learned so far. */
    public HoldoverSlopes slopes() {
        return slopes;
    }

    /** The same for a restart. */
    public SlopeRecord record() {
        return SlopeRecord.of(List.copyOf(days));
    }

    /** What comes next cannot be compared with what came before, as when the phase begins from another zero. */
    public void breakOff() {
        Arrays.fill(minutes, NONE);
        current = NONE;
        currentMinute = Long.MIN_VALUE;
    }

    /**
     * A pulse was used.
     *
     * @param second           it marks; larger than that of every earlier call since the last break
     * @param freePhaseSeconds the oscillator's phase without our commands, from an arbitrary zero, positive = ahead
     * @param frequency        what is believed of the oscillator's error, s/s, positive = fast
     */
    public void pulse(long second, double freePhaseSeconds, double frequency) {
        long minute = Math.floorDiv(second, (long) MINUTE_SECONDS);
        if (minute == currentMinute) {
            current = current.with(second, freePhaseSeconds, frequency);
            return;
        }
        if (currentMinute != Long.MIN_VALUE) {
            endMinute();
            forgetBetween(currentMinute, minute);
        }
        currentMinute = minute;
        current = new Minute(second, freePhaseSeconds, frequency, frequency);
    }

    private void endMinute() {
        for (int h = 0; h < HORIZONS; h++) {
            double slope = minutes[at(currentMinute - Horizons.MINUTES[h])].slope(current);
            if (slope <= STEEPEST) {
                days.getLast().add(h, slope);
            }
        }
        minutes[at(currentMinute)] = current;
        slopes = HoldoverSlopes.of(days, priorSlope);
        if (days.getLast().minutes() == DAY_MINUTES) {
            days.add(new SlopeDay(HORIZONS));
            if (days.size() > SlopeRecord.DAYS) {
                days.removeFirst();
            }
        }
    }

    private void forgetBetween(long earlier, long later) {
        for (long minute = Math.max(earlier + 1, later - LENGTH); minute <= later; minute++) {
            minutes[at(minute)] = NONE;
        }
    }

    private static int at(long minute) {
        return (int) Math.floorMod(minute, (long) LENGTH);
    }
}

package org.timeball.refclock.discipline.crosscheck;

import java.util.List;

/**
 * Watches our clock by many servers of a pool, most of which are honest but none of which is trusted, as Khronos does.
 *
 * <p>Of a random sample the outer thirds are dropped. When the rest agree with each other and with us, all is well; when
 * not, another sample is drawn, and after a few all servers are asked, whose middle third is then believed. Only that may
 * raise an alarm, so that a sample with many liars by chance does not.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9523">RFC 9523, section 3</a>
 */
public final class PoolWatchdog {

    /** The servers of one sample. */
    public static final int SAMPLE = 12;

    /** How far honest servers may be off each other, and we off them. */
    public static final double ALARM_SECONDS = 0.025;

    private static final int SAMPLES = 3;

    /** What is to be done next. */
    public sealed interface Finding {
        /** Our clock is as it should be. */
        record Agrees() implements Finding {}

        /** Another sample of {@link #SAMPLE} is to be drawn. */
        record AskOthers() implements Finding {}

        /** All servers are to be asked. */
        record AskAll() implements Finding {}

        /**
         * Our clock is off.
         *
         * @param offsetSeconds what the middle of all servers says, positive when our clock is behind
         */
        record Alarm(double offsetSeconds) implements Finding {}
    }

    private int samples;

    /** Nothing was asked yet. */
    public PoolWatchdog() {}

    /**
     * Takes the offsets of a sample.
     *
     * @param offsetsSeconds server less our clock, at least three
     */
    public Finding onSample(List<Double> offsetsSeconds) {
        var middle = middleThird(offsetsSeconds);
        double width = middle.getLast() - middle.getFirst();
        if (width <= 2 * ALARM_SECONDS && Math.abs(mean(middle)) <= ALARM_SECONDS) {
            samples = 0;
            return new Finding.Agrees();
        }
        return ++samples < SAMPLES ? new Finding.AskOthers() : new Finding.AskAll();
    }

    /** Takes the offsets of all servers, which ends the round. */
    public Finding onAll(List<Double> offsetsSeconds) {
        samples = 0;
        double offset = mean(middleThird(offsetsSeconds));
        return Math.abs(offset) > ALARM_SECONDS ? new Finding.Alarm(offset) : new Finding.Agrees();
    }

    private static List<Double> middleThird(List<Double> values) {
        if (values.size() < 3) {
            throw new IllegalArgumentException(values.size() + " servers have no middle third");
        }
        int third = values.size() / 3;
        return values.stream().sorted().toList().subList(third, values.size() - third);
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }
}

package org.timeball.firmware.appliance.durability;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToLongFunction;

/**
 * What an honest client saw that asked by NTP at a steady pace.
 *
 * @param asked   how often
 * @param answers in the order in which they came
 */
record Measured(int asked, List<Question.Answer> answers) {

    private static final long PACE_NANOS = 10_000_000;

    /** Asks a hundred times a second. */
    static Measured during(int seconds, int port) {
        var answers = new ArrayList<Question.Answer>();
        long startedNanos = System.nanoTime();
        long endNanos = startedNanos + seconds * 1_000_000_000L;
        int asked = 0;
        while (System.nanoTime() - endNanos < 0) {
            asked++;
            Question.put("127.0.0.1", port).ifPresent(answers::add);
            LockSupport.parkNanos(startedNanos + asked * PACE_NANOS - System.nanoTime());
        }
        return new Measured(asked, answers);
    }

    int lost() {
        return asked - answers.size();
    }

    double roundTripP99Millis() {
        return p99(Question.Answer::roundTripNanos);
    }

    double residenceP99Millis() {
        return p99(Question.Answer::residenceNanos);
    }

    private double p99(ToLongFunction<Question.Answer> which) {
        var sorted = answers.stream().mapToLong(which).sorted().toArray();
        return sorted.length == 0 ? Double.POSITIVE_INFINITY : sorted[sorted.length * 99 / 100] / 1e6;
    }

    @Override
    public String toString() {
        return "asked %d, lost %d, round trip p99 %.3f ms, residence p99 %.3f ms"
                .formatted(asked, lost(), roundTripP99Millis(), residenceP99Millis());
    }
}

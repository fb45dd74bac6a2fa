package org.timeball.refclock.discipline;

import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.timeball.refclock.discipline.PulseVerdict.Reason;

/** Counts what became of the pulses and averages the offsets of those used. Not thread-safe. */
final class PulseTally {

    /** The offsets' average goes back about so many pulses. */
    private static final int AVERAGED = 64;

    private final Map<Reason, Long> notUsed = new EnumMap<>(Reason.class);

    /** The same for people; made anew when a count changes, and asked for several times a second. */
    private Map<String, Long> notUsedByWords = Map.of();

    private long used;
    private long missed;
    private int reach;
    private double lastOffsetSeconds;
    private double meanSquare;
    private long lastUsedSecond;
    private double intervalSeconds;
    private double oscillatorPpb;
    private double residualPpb;

    void notUsed(Reason reason) {
        notUsed.merge(reason, 1L, Long::sum);
        notUsedByWords = notUsed.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(count -> count.getKey().words(), Map.Entry::getValue));
    }

    /** A pulse was used, so long after the last one; {@code oscillatorPpbNow} is now believed of the oscillator. */
    void used(long utcSecond, double offsetSeconds, double oscillatorPpbNow, double sinceLastSeconds) {
        intervalSeconds = used == 0 ? 0 : sinceLastSeconds;
        used++;
        lastUsedSecond = utcSecond;
        lastOffsetSeconds = offsetSeconds;
        meanSquare += (offsetSeconds * offsetSeconds - meanSquare) / Math.min(used, AVERAGED);
        residualPpb = oscillatorPpbNow - oscillatorPpb;
        oscillatorPpb = oscillatorPpbNow;
    }

    /** A second is over. */
    void secondIsOver(boolean isUsed, boolean isMissed) {
        reach = (reach << 1 | (isUsed ? 1 : 0)) & 0xff;
        missed += isMissed ? 1 : 0;
    }

    long used() {
        return used;
    }

    long missed() {
        return missed;
    }

    int reach() {
        return reach;
    }

    long lastUsedSecond() {
        return lastUsedSecond;
    }

    double lastOffsetSeconds() {
        return lastOffsetSeconds;
    }

    double rmsOffsetSeconds() {
        return Math.sqrt(meanSquare);
    }

    double intervalSeconds() {
        return intervalSeconds;
    }

    double residualPpb() {
        return residualPpb;
    }

    Map<String, Long> notUsedByWords() {
        return notUsedByWords;
    }
}

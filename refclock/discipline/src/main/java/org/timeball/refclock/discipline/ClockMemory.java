package org.timeball.refclock.discipline;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.timeball.refclock.discipline.holdover.SlopeRecord;

/**
 * What a clock knows that outlives a restart. Immutable.
 *
 * <p>As text it is a line for each thing, its name first; a reader skips names it does not know, so that a later version
 * may say more. A slope is written in parts per trillion, rounded up.
 *
 * @param utcSecond     the last second that was vouched for, since the Unix epoch. No true time is earlier, and that is all
 *     it says: time is never taken from it
 * @param oscillatorPpb the oscillator's own error then, positive = fast, −500,000 to 500,000
 * @param slopes        how far it was seen to stray
 */
public record ClockMemory(long utcSecond, double oscillatorPpb, SlopeRecord slopes) {

    private static final String HEAD = "timeball-clock 1";
    private static final String UTC_SECOND = "utc-second";
    private static final String OSCILLATOR = "oscillator-ppb";
    private static final String DAY = "day";
    private static final double PER_TRILLION = 1e-12;
    private static final double LIMIT_PPB = 500_000;

    /** @throws IllegalArgumentException if a value is out of its range */
    public ClockMemory {
        if (utcSecond < 0) {
            throw new IllegalArgumentException("a second before 1970: " + utcSecond);
        }
        if (!(Math.abs(oscillatorPpb) <= LIMIT_PPB)) {
            throw new IllegalArgumentException("an oscillator off by " + oscillatorPpb + " ppb");
        }
    }

    /** As octets for a file: ASCII, some kilobytes. */
    public byte[] encode() {
        var lines = new ArrayList<String>();
        lines.add(HEAD);
        lines.add(UTC_SECOND + " " + utcSecond);
        lines.add(String.format(Locale.ROOT, "%s %.3f", OSCILLATOR, oscillatorPpb));
        slopes.days().forEach(day -> lines.add(DAY + " " + text(day)));
        return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    private static String text(SlopeRecord.Day day) {
        return day.horizons().stream().map(ClockMemory::text).collect(Collectors.joining(" "));
    }

    private static String text(SlopeRecord.Horizon horizon) {
        return horizon.slopes().stream()
                .map(slope -> Long.toString(perTrillion(slope)))
                .collect(Collectors.joining(",", horizon.count() + ":", ""));
    }

    /** The least that is read as no less: a float's own rounding must not make it grow from restart to restart. */
    private static long perTrillion(float slope) {
        long parts = (long) Math.ceil(slope / PER_TRILLION);
        while (parts > 0 && slope(parts - 1) >= slope) {
            parts--;
        }
        return parts;
    }

    private static float slope(long perTrillion) {
        return (float) (perTrillion * PER_TRILLION);
    }

    /** What a file holds; empty when it is none of ours, or says what cannot be. */
    public static Optional<ClockMemory> decode(byte[] content) {
        var lines = new String(content, StandardCharsets.US_ASCII).lines().toList();
        if (lines.isEmpty() || !lines.getFirst().equals(HEAD)) {
            return Optional.empty();
        }
        try {
            long utcSecond = Long.parseLong(value(lines, UTC_SECOND));
            double oscillator = Double.parseDouble(value(lines, OSCILLATOR));
            var days = values(lines, DAY).stream().map(ClockMemory::day).toList();
            return Optional.of(new ClockMemory(utcSecond, oscillator, new SlopeRecord(days)));
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }

    private static SlopeRecord.Day day(String text) {
        List<SlopeRecord.Horizon> horizons = new ArrayList<>();
        for (String horizon : text.split(" ", -1)) {
            int colon = horizon.indexOf(':');
            if (colon < 0) {
                throw new IllegalArgumentException("no count in " + horizon);
            }
            horizons.add(new SlopeRecord.Horizon(
                    Integer.parseInt(horizon.substring(0, colon)), slopes(horizon.substring(colon + 1))));
        }
        return new SlopeRecord.Day(horizons);
    }

    private static List<Float> slopes(String text) {
        List<Float> slopes = new ArrayList<>();
        if (!text.isEmpty()) {
            for (String slope : text.split(",", -1)) {
                slopes.add(slope(Long.parseLong(slope)));
            }
        }
        return slopes;
    }

    private static String value(List<String> lines, String name) {
        var values = values(lines, name);
        if (values.size() != 1) {
            throw new IllegalArgumentException(values.size() + " times " + name);
        }
        return values.getFirst();
    }

    private static List<String> values(List<String> lines, String name) {
        return lines.stream()
                .filter(line -> line.startsWith(name + " "))
                .map(line -> line.substring(name.length() + 1))
                .toList();
    }
}

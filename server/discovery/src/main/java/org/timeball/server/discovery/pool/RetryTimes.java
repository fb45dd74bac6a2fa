package org.timeball.server.discovery.pool;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Who failed lately, and when each may be tried again: the n-th retry waits 10·1.5ⁿ⁻¹ seconds.
 *
 * <p>Names are the same in lower and upper case. The longest past are forgotten when there are many.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8915#section-4.2">RFC 8915 §4.2</a>
 */
final class RetryTimes {

    /** Of key exchange. */
    static final double LONGEST_SECONDS = 432_000;

    private static final double FIRST_SECONDS = 10;
    private static final double GROWTH = 1.5;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final int MOST_NAMES = 64;

    private final Map<String, Failures> failed = new HashMap<>();

    /** So many in a row, the last of them then. */
    private record Failures(String name, int count, long lastNanos) {
        long dueNanos() {
            return lastNanos + waitNanos(count, LONGEST_SECONDS);
        }
    }

    /** @param failures in a row, at least 1 */
    static long waitNanos(int failures, double longestSeconds) {
        return (long) (Math.min(FIRST_SECONDS * Math.pow(GROWTH, failures - 1), longestSeconds) * NANOS_PER_SECOND);
    }

    void failed(String name, long nowNanos) {
        int before = find(name).map(Failures::count).orElse(0);
        failed.put(key(name), new Failures(name, before + 1, nowNanos));
        if (failed.size() > MOST_NAMES) {
            failed.values().stream()
                    .min(Comparator.comparingLong(one -> one.lastNanos - nowNanos))
                    .ifPresent(oldest -> failed.remove(key(oldest.name)));
        }
    }

    void forget(String name) {
        failed.remove(key(name));
    }

    boolean hasFailed(String name) {
        return find(name).isPresent();
    }

    /** When it may be tried again; in the past if it may be now. */
    long dueNanos(String name, long nowNanos) {
        return find(name).map(Failures::dueNanos).orElse(nowNanos);
    }

    /** Those whose last failure is not older than that, the youngest first. */
    List<String> within(long ageNanos, long nowNanos) {
        return failed.values().stream()
                .filter(one -> nowNanos - one.lastNanos <= ageNanos)
                .sorted(Comparator.comparingLong(one -> nowNanos - one.lastNanos))
                .map(Failures::name)
                .toList();
    }

    private Optional<Failures> find(String name) {
        return Optional.ofNullable(failed.get(key(name)));
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}

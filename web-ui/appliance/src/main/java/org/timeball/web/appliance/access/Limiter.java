package org.timeball.web.appliance.access;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * So many tries a minute for each name; remembers a bounded number of names, the last ones tried.
 *
 * <p>Confined to whoever holds the lock of {@link Access}.
 */
final class Limiter {

    static final long WINDOW_NANOS = 60_000_000_000L;

    private final int most;
    private final Map<String, Deque<Long>> tries;

    /**
     * @param most      in a minute
     * @param mostNames that are remembered
     */
    Limiter(int most, int mostNames) {
        this.most = most;
        this.tries = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Deque<Long>> eldest) {
                return size() > mostNames;
            }
        };
    }

    /** Counts a try; says whether it may be made. One that may not is not counted, so that whoever waits a minute may. */
    boolean take(String name, long nowNanos) {
        var recent = tries.computeIfAbsent(name, _ -> new ArrayDeque<>());
        while (!recent.isEmpty() && nowNanos - recent.getFirst() >= WINDOW_NANOS) {
            recent.removeFirst();
        }
        if (recent.size() >= most) {
            return false;
        }
        recent.addLast(nowNanos);
        return true;
    }

    /** Forgets the tries of a name that turned out right. */
    void clear(String name) {
        tries.remove(name);
    }
}

package org.timeball.refclock.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.Deque;
import org.timeball.refclock.time.Pulse;

/** A PPS device on a clock of its own that behaves as {@code drivers/pps/pps.c} does: waits end at the next event. */
final class ScriptedPps implements PpsDevice {

    /** Something that happens at an instant: an edge, or an error that a waiting fetch returns. */
    private record Event(long atNanos, long stampNanos, int errno, boolean isClear) {}

    private final Deque<Event> events = new ArrayDeque<>();
    private long nowNanos;
    private Pulse last = new Pulse(0, 0);
    private long lastClearNanos;
    private int opened;
    private int closed;

    ScriptedPps edge(long atNanos, long stampNanos) {
        events.add(new Event(atNanos, stampNanos, 0, false));
        return this;
    }

    ScriptedPps clearEdge(long atNanos, long stampNanos) {
        events.add(new Event(atNanos, stampNanos, 0, true));
        return this;
    }

    ScriptedPps error(long atNanos, int errno) {
        events.add(new Event(atNanos, 0, errno, false));
        return this;
    }

    ScriptedPps open() {
        opened++;
        return this;
    }

    long nowNanos() {
        return nowNanos;
    }

    /** Time goes by while nobody waits, as in a pause of the process. */
    void pass(long nanos) {
        nowNanos += nanos;
    }

    int timesOpened() {
        return opened;
    }

    int timesClosed() {
        return closed;
    }

    @Override
    public int fetch(MemorySegment fdata) {
        while (!events.isEmpty() && events.peek().atNanos <= nowNanos && events.peek().errno == 0) {
            happen(events.remove());
        }
        long waitNanos = fdata.get(JAVA_LONG, 48) * 1_000_000_000L + fdata.get(JAVA_INT, 56);
        if (waitNanos > 0) {
            if (events.isEmpty() || events.peek().atNanos > nowNanos + waitNanos) {
                nowNanos += waitNanos;
                return -Errno.ETIMEDOUT;
            }
            var event = events.remove();
            nowNanos = Math.max(nowNanos, event.atNanos);
            if (event.errno != 0) {
                return -event.errno;
            }
            happen(event);
        }
        fdata.set(JAVA_INT, 0, (int) last.sequence());
        fdata.set(JAVA_LONG, 8, last.rawNanos() / 1_000_000_000L);
        fdata.set(JAVA_INT, 16, (int) (last.rawNanos() % 1_000_000_000L));
        fdata.set(JAVA_LONG, 24, lastClearNanos / 1_000_000_000L);
        fdata.set(JAVA_INT, 32, (int) (lastClearNanos % 1_000_000_000L));
        return 0;
    }

    private void happen(Event event) {
        if (event.isClear) {
            lastClearNanos = event.stampNanos;
        } else {
            last = new Pulse(event.stampNanos, last.sequence() + 1);
        }
    }

    @Override
    public void close() {
        closed++;
    }
}

package org.timeball.refclock.discipline.network.clock;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.timeball.refclock.discipline.SoftwareClock;
import org.timeball.refclock.discipline.network.NetworkSample;
import org.timeball.refclock.simulation.SimulatedClock;
import org.timeball.refclock.simulation.SimulatedWorld;
import org.timeball.refclock.time.ClockState;
import org.timeball.refclock.time.Leap;
import org.timeball.refclock.time.RefId;

/** Leap seconds by what servers announce; the world counts on, and UTC is a second less, or more, after the event. */
class NetworkLeapTest {

    private static final long SECOND = 1_000_000_000L;

    /**
     * @param day       at whose end something is announced
     * @param announced by the servers, from noon on
     * @param change    what becomes of UTC
     * @param isKernel  whether the clock is a kernel that can be armed
     */
    record Row(String name, String day, List<Leap> announced, int change, boolean isKernel) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Row> ROWS = List.of(
            new Row("inserted by the kernel", "2028-12-31", List.of(Leap.INSERT, Leap.INSERT, Leap.NONE), 1, true),
            new Row("left out by the kernel", "2029-06-30", List.of(Leap.DELETE), -1, true),
            new Row("inserted by a step", "2029-06-30", List.of(Leap.INSERT, Leap.INSERT), 1, false),
            new Row("left out by a step", "2028-12-31", List.of(Leap.DELETE), -1, false),
            new Row("announced by too few", "2028-12-31", List.of(Leap.INSERT, Leap.NONE), 0, true),
            new Row("announced for a day that cannot be", "2028-11-30", List.of(Leap.INSERT), 0, false));

    @ParameterizedTest
    @FieldSource("ROWS")
    void isTakenOnceAndServedToTheMillisecond(Row row) {
        long event = Instant.parse(row.day + "T00:00:00Z").getEpochSecond() + 86_400;
        long start = event - 3_000;
        var raw = new SimulatedClock(start * SECOND);
        var world = new SimulatedWorld(start * SECOND, raw, () -> 10_000);
        var events = new ArrayList<NetworkEvent>();
        var clock = new NetworkClock(
                NetworkClockSettings.USUAL,
                Optional.empty(),
                row.isKernel ? raw : new SoftwareClock(raw::rawNanos, raw::monotonicNanos),
                events::add);
        for (int i = 0; i < row.announced.size(); i++) {
            clock.addSource("s" + i);
        }
        for (int quarter = 1; quarter <= 4 * 6_000; quarter++) {
            world.runUntil(start * SECOND + quarter * SECOND / 4);
            // a left-out second ends the day a second early
            boolean isOver = world.utcNanos() >= (event - (row.change < 0 ? 1 : 0)) * SECOND
                    && (row.change <= 0 || world.utcNanos() >= (event + 1) * SECOND);
            long utc = world.utcNanos() - (isOver ? row.change * SECOND : 0);
            if (quarter % 256 == 0) {
                for (int i = 0; i < row.announced.size(); i++) {
                    clock.onPoll("s" + i);
                    clock.onSample("s" + i, sample(raw.rawNanos(), utc, isOver ? Leap.NONE : row.announced.get(i)));
                }
            }
            boolean isWithinTheSecond = row.change > 0 && world.utcNanos() >= event * SECOND && !isOver;
            if (quarter > 400 && !isWithinTheSecond) {
                assertEquals(
                        utc,
                        clock.snapshot().utcNanos(raw.rawNanos()),
                        1e6,
                        () -> "at " + (world.utcNanos() / SECOND - event));
            }
            clock.onTick();
        }

        assertEquals(
                Math.abs(row.change),
                events.stream().filter(NetworkEvent.Stepped.class::isInstance).count());
        assertEquals(ClockState.LOCKED, clock.report().state());
        assertEquals(List.of(), clock.report().alarms());
        assertEquals(Leap.NONE, raw.armedLeap());
    }

    private static NetworkSample sample(long rawNanos, long utcNanos, Leap leap) {
        return new NetworkSample(
                rawNanos, (utcNanos - rawNanos) * 1e-9, 2e-3, 1e-6, 0, 1e-4, 1, leap, RefId.GPS, new RefId(1), true);
    }
}

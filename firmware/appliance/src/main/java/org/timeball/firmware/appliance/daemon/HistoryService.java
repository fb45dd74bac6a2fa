package org.timeball.firmware.appliance.daemon;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.timeball.firmware.sync.service.Closing;
import org.timeball.firmware.sync.service.RootThread;
import org.timeball.refclock.gnss.Satellite;
import org.timeball.refclock.linux.RawClock;
import org.timeball.refclock.time.ClockSnapshot;
import org.timeball.refclock.time.ClockState;
import org.timeball.server.control.history.HistoryRange;
import org.timeball.server.control.history.HistoryReport;
import org.timeball.server.control.history.HistorySeries;
import org.timeball.server.history.History;
import org.timeball.server.history.HistoryReading;
import org.timeball.server.state.StateDirectory;

/**
 * Writes each second down, in the middle of the next half: what came of its pulse is known then.
 *
 * <p>A thread of its own, since a slow disk holds it up. Offsets are turned round here, as in {@link StatusReport}.
 */
final class HistoryService implements Runnable {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    /** A file that is just being made, or a disk that takes longer to sync, is not waited for at the end: it has two seconds. */
    private static final Duration LAST_PATIENCE = Duration.ofSeconds(1);

    private final History history;
    private final Refclock refclock;
    private final NtpService ntp;
    private final KeyExchangeService keyExchange;
    private final CountDownLatch closed = new CountDownLatch(1);
    private long lastUtcSecond;
    private long lastUsedUtcSecond;
    private Counted last;

    private HistoryService(
            StateDirectory state, Refclock refclock, NtpService ntp, KeyExchangeService keyExchange, long nowNanos) {
        this.history = new History(state, nowNanos);
        this.refclock = refclock;
        this.ntp = ntp;
        this.keyExchange = keyExchange;
        this.last = counted(nowNanos);
    }

    /** What grows while the daemon runs, at one instant of the monotonic clock. */
    private record Counted(long nanos, long answered, long nts, long refused, long exchanges, long failed) {

        double perSecond(Counted before, long growth) {
            return growth / ((nanos - before.nanos) * 1e-9);
        }
    }

    /** Begins to write; what is not on the disk yet goes there at the end. */
    static HistoryService start(
            StateDirectory state, Refclock refclock, NtpService ntp, KeyExchangeService keyExchange, Closing closing) {
        var service = new HistoryService(state, refclock, ntp, keyExchange, System.nanoTime());
        var thread = RootThread.start("history", service);
        closing.add(() -> service.end(thread));
        return service;
    }

    /** Runs until closed. */
    @Override
    public void run() {
        try {
            while (!closed.await(nanosToMiddle(), TimeUnit.NANOSECONDS)) {
                write(RawClock.nanos(), System.nanoTime());
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private long nanosToMiddle() {
        long utcNanos = refclock.clock().snapshot().utcNanos(RawClock.nanos());
        return NANOS_PER_SECOND - Math.floorMod(utcNanos - NANOS_PER_SECOND / 2, NANOS_PER_SECOND);
    }

    private void write(long rawNanos, long nowNanos) {
        var snapshot = refclock.clock().snapshot();
        long utcSecond = Math.floorDiv(snapshot.utcNanos(rawNanos), NANOS_PER_SECOND);
        if (utcSecond != lastUtcSecond) {
            lastUtcSecond = utcSecond;
            boolean isVouchedFor = snapshot.state().isSynchronised() && snapshot.holdsAt(rawNanos, nowNanos);
            var values = new EnumMap<HistorySeries, Double>(HistorySeries.class);
            clock(values, snapshot, isVouchedFor, rawNanos);
            sky(values, nowNanos);
            service(values, nowNanos);
            history.add(new HistoryReading(utcSecond, isVouchedFor, values), nowNanos);
        }
    }

    private void clock(Map<HistorySeries, Double> values, ClockSnapshot snapshot, boolean isVouchedFor, long rawNanos) {
        var combined = refclock.clock().report();
        var receiver = refclock.clock().receiver().report();
        if (receiver.lastUsedUtcSecond() != lastUsedUtcSecond) {
            lastUsedUtcSecond = receiver.lastUsedUtcSecond();
            values.put(HistorySeries.OFFSET, 0 - receiver.lastOffsetSeconds());
        }
        if (isVouchedFor) {
            values.put(HistorySeries.WITHIN, snapshot.withinSeconds(rawNanos));
            values.put(HistorySeries.BOUND, snapshot.boundSeconds(rawNanos));
            values.put(
                    HistorySeries.FREQUENCY,
                    switch (combined.steering()) {
                        case RECEIVER -> receiver.oscillatorPpm();
                        case NETWORK -> combined.network().orElseThrow().oscillatorPpb() * 1e-3;
                    });
        }
        values.put(HistorySeries.STATE, isVouchedFor ? number(snapshot.state()) : number(ClockState.UNSYNCHRONISED));
        values.put(HistorySeries.TEMPERATURE, receiver.temperature().celsius());
    }

    private static double number(ClockState state) {
        return switch (state) {
            case LOCKED -> 0;
            case HOLDOVER -> 1;
            case STARTING, ACQUIRING, UNSYNCHRONISED -> 2;
        };
    }

    private void sky(Map<HistorySeries, Double> values, long nowNanos) {
        if (refclock.reader().filter(it -> it.isHeard(nowNanos)).isPresent()) {
            var report = refclock.receiver().report();
            values.put(HistorySeries.SATELLITES, (double) report.satellitesUsed());
            report.satellites().stream()
                    .filter(Satellite::isUsed)
                    .mapToInt(Satellite::signalDbHz)
                    .filter(signal -> signal > 0)
                    .average()
                    .ifPresent(mean -> values.put(HistorySeries.SIGNAL, mean));
        }
    }

    private void service(Map<HistorySeries, Double> values, long nowNanos) {
        var now = counted(nowNanos);
        values.put(HistorySeries.NTP, now.perSecond(last, now.answered - last.answered));
        values.put(HistorySeries.NTS, now.perSecond(last, now.nts - last.nts));
        values.put(HistorySeries.REFUSED, now.perSecond(last, now.refused - last.refused));
        values.put(HistorySeries.EXCHANGES, now.perSecond(last, now.exchanges - last.exchanges));
        values.put(HistorySeries.FAILED_EXCHANGES, now.perSecond(last, now.failed - last.failed));
        last = now;
    }

    private Counted counted(long nowNanos) {
        var statistics = ntp.statistics();
        var exchanges = keyExchange.stats();
        return new Counted(
                nowNanos,
                statistics.answered(),
                statistics.ntsAnswered(),
                statistics.dropped() + ntp.unanswerable() + ntp.overflows(),
                exchanges.completed(),
                exchanges.failures().values().stream()
                        .mapToLong(Long::longValue)
                        .sum());
    }

    /** What was written down over a range that ends by now; for any thread. */
    HistoryReport report(HistoryRange range) {
        long utcNanos = refclock.clock().snapshot().utcNanos(RawClock.nanos());
        return history.report(range, Math.floorDiv(utcNanos, NANOS_PER_SECOND));
    }

    /** What an operator has to see to, a sentence each; for any thread. */
    List<String> alarms() {
        return history.alarms();
    }

    private void end(Thread thread) {
        closed.countDown();
        try {
            if (thread.join(LAST_PATIENCE)) {
                history.close();
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}

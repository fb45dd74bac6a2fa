package org.timeball.firmware.sync.daemon;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.timeball.firmware.sync.source.PoolFacts;
import org.timeball.firmware.sync.source.SourceFacts;
import org.timeball.refclock.discipline.network.SourceFigures;
import org.timeball.refclock.discipline.network.SourceVerdict;
import org.timeball.refclock.discipline.network.clock.NetworkClock;
import org.timeball.refclock.discipline.network.clock.NetworkClockReport;
import org.timeball.refclock.time.Build;
import org.timeball.refclock.time.ClockSnapshot;
import org.timeball.refclock.time.ClockState;
import org.timeball.server.control.AskedServer;
import org.timeball.server.control.FollowedClock;
import org.timeball.server.control.SyncStatus;

/** Makes a status of what clock and sources say; here their signs are turned round, as chronyc's users expect them. */
final class SyncReport {

    private static final double SECONDS_PER_NANO = 1e-9;
    private static final double PPM_PER_PPB = 1e-3;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final boolean isSteered;
    private final NetworkClock clock;
    private final Supplier<Map<String, SourceFacts>> facts;
    private final Supplier<List<PoolFacts>> pools;
    private final long startedNanos;
    private ClockState state = ClockState.STARTING;
    private long stateNanos;

    /**
     * @param facts    of each server by its name, now
     * @param pools    that there are, now
     * @param nowNanos monotonic
     */
    SyncReport(
            boolean isSteered,
            NetworkClock clock,
            Supplier<Map<String, SourceFacts>> facts,
            Supplier<List<PoolFacts>> pools,
            long nowNanos) {
        this.isSteered = isSteered;
        this.clock = clock;
        this.facts = facts;
        this.pools = pools;
        this.startedNanos = nowNanos;
        this.stateNanos = nowNanos;
    }

    /** To be asked now and then, so that it sees when the state changes; locked because several threads do. */
    synchronized SyncStatus at(long rawNanos, long nowNanos) {
        var published = clock.published();
        var snapshot = published.snapshot();
        var report = published.report();
        if (snapshot.state() != state) {
            state = snapshot.state();
            stateNanos = nowNanos;
        }
        return new SyncStatus(
                Build.PROGRAM,
                snapshot.utcNanos(rawNanos),
                (nowNanos - startedNanos) / NANOS_PER_SECOND,
                state,
                (nowNanos - stateNanos) / NANOS_PER_SECOND,
                report.reason(),
                isSteered,
                snapshot.boundSeconds(rawNanos),
                followed(snapshot, report, rawNanos),
                servers(report),
                report.alarms().stream().map(alarm -> alarm.sentence()).toList());
    }

    /** Those that are asked, and the pools that have nobody who could be. */
    private List<AskedServer> servers(NetworkClockReport report) {
        var asked = facts.get();
        var known = pools.get();
        var servers = new ArrayList<AskedServer>();
        for (var source : report.sources()) {
            var pool = PoolFacts.of(source.name(), known);
            servers.add(server(source, pool, Optional.ofNullable(asked.get(source.name()))));
        }
        known.stream()
                .filter(pool -> pool.members().isEmpty())
                .map(pool -> AskedServer.nobody(pool.name(), pool.whyEmpty()))
                .forEach(servers::add);
        return servers;
    }

    private static FollowedClock followed(ClockSnapshot snapshot, NetworkClockReport report, long rawNanos) {
        return new FollowedClock(
                selected(report.sources()),
                snapshot.stratum(),
                snapshot.leap().words(),
                snapshot.referenceNanos(),
                systemTime(snapshot, report, rawNanos),
                report.jitterSeconds(),
                report.oscillatorPpb() * PPM_PER_PPB,
                report.oscillatorDeviationPpb() * PPM_PER_PPB,
                snapshot.rootDelaySeconds(),
                report.pollLog2(),
                report.updates());
    }

    /** The machine's clock against UTC: what is added to it, and what is still to be. */
    private static double systemTime(ClockSnapshot snapshot, NetworkClockReport report, long rawNanos) {
        return (rawNanos - snapshot.utcNanos(rawNanos)) * SECONDS_PER_NANO - report.offsetSeconds();
    }

    private static String selected(List<SourceVerdict> sources) {
        return sources.stream()
                .filter(source -> source.state().letter().equals("*"))
                .map(SourceVerdict::name)
                .findFirst()
                .orElse("");
    }

    private static AskedServer server(SourceVerdict verdict, String pool, Optional<SourceFacts> known) {
        var facts = known.orElse(SourceFacts.starting(0));
        var figures = verdict.figures();
        return new AskedServer(
                verdict.name(),
                pool,
                facts.address(),
                verdict.state().letter(),
                verdict.finding().sentence(),
                facts.protection(),
                figures.map(it -> it.last().stratum()).orElse(0),
                figures.map(it -> it.last().refId().toString()).orElse(""),
                facts.pollLog2(),
                verdict.reach(),
                figures.map(it -> (long) it.ageSeconds()).orElse(-1L),
                figures.map(it -> -it.offsetSeconds()).orElse(Double.NaN),
                figures.map(it -> it.best().delaySeconds()).orElse(Double.NaN),
                figures.map(SourceFigures::jitterSeconds).orElse(Double.NaN),
                figures.map(SourceFigures::distanceSeconds).orElse(Double.NaN),
                facts.asked(),
                facts.answered(),
                facts.trouble());
    }
}

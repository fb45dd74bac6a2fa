package org.timeball.firmware.appliance.daemon;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.timeball.firmware.appliance.daemon.network.NetworkReport;
import org.timeball.firmware.appliance.daemon.network.NetworkService;
import org.timeball.firmware.board.ReceiverLine;
import org.timeball.refclock.discipline.JudgedPulse;
import org.timeball.refclock.discipline.PulseVerdict;
import org.timeball.refclock.discipline.ReferenceClockReport;
import org.timeball.refclock.discipline.crosscheck.Suspicion;
import org.timeball.refclock.discipline.fallback.Steering;
import org.timeball.refclock.discipline.leap.LeapReport;
import org.timeball.refclock.discipline.leap.LeapSecond;
import org.timeball.refclock.discipline.network.clock.NetworkClockReport;
import org.timeball.refclock.gnss.ReceiverHealth;
import org.timeball.refclock.gnss.Satellite;
import org.timeball.refclock.gnss.Survey;
import org.timeball.refclock.time.ClockSnapshot;
import org.timeball.refclock.time.PulseKind;
import org.timeball.server.control.ClientReport;
import org.timeball.server.control.ErrorSum;
import org.timeball.server.control.KeyExchangeStats;
import org.timeball.server.control.LeapRecord;
import org.timeball.server.control.PulseCounts;
import org.timeball.server.control.PulseRecord;
import org.timeball.server.control.Receiver;
import org.timeball.server.control.ServerStats;
import org.timeball.server.control.Source;
import org.timeball.server.control.StampStats;
import org.timeball.server.control.Status;
import org.timeball.server.control.Tracking;
import org.timeball.server.monitoring.CommandCounts;
import org.timeball.server.monitoring.RequestRate;
import org.timeball.server.ntp.NtpStatistics;

/**
 * Says how the daemon is, in the records of the control socket.
 *
 * <p>Here the sign of offsets is flipped, once: the discipline's are positive when our clock is behind, these are
 * positive when it is ahead. Thread-safe.
 */
final class StatusReport {

    /** "Not vouched for", in seconds: what RFC 5905 calls MAXDISP. */
    private static final double NOT_VOUCHED_FOR_SECONDS = 16;

    private static final String NO_RECEIVER = "none";

    /** A pulse is polled every 2⁰ s. */
    private static final int POLL_LOG2 = 0;

    /** A measurement's bound is so many standard deviations of the pulse. */
    private static final double BOUND_DEVIATIONS = 3;

    private final String program;
    private final long startedNanos;
    private final Refclock refclock;
    private final NetworkService network;
    private final NtpService ntp;
    private final KeyExchangeService keyExchange;
    private final Supplier<CommandCounts> commands;
    private final RequestRate answered = new RequestRate();
    private final RequestRate nts = new RequestRate();

    /**
     * @param program  name and version
     * @param nowNanos monotonic
     * @param commands what came in on the control socket
     */
    StatusReport(
            String program,
            long nowNanos,
            Refclock refclock,
            NetworkService network,
            NtpService ntp,
            KeyExchangeService keyExchange,
            Supplier<CommandCounts> commands) {
        this.program = program;
        this.startedNanos = nowNanos;
        this.refclock = refclock;
        this.network = network;
        this.ntp = ntp;
        this.keyExchange = keyExchange;
        this.commands = commands;
    }

    /** Feeds the rates; by one thread, about once a second, with a monotonic clock. */
    void sampleRates(long nowNanos) {
        var statistics = ntp.statistics();
        answered.sample(nowNanos, statistics.answered());
        nts.sample(nowNanos, statistics.ntsAnswered());
    }

    /**
     * The daemon at one instant.
     *
     * @param rawNanos the machine's clock
     * @param nowNanos monotonic
     */
    Status at(long rawNanos, long nowNanos) {
        var snapshot = refclock.clock().snapshot();
        var combined = refclock.clock().report();
        var report = refclock.clock().receiver().report();
        long utcNanos = snapshot.utcNanos(rawNanos);
        boolean isVouchedFor = snapshot.state().isSynchronised() && snapshot.holdsAt(rawNanos, nowNanos);
        double bound = isVouchedFor ? snapshot.boundSeconds(rawNanos) : NOT_VOUCHED_FOR_SECONDS;
        double within = isVouchedFor ? snapshot.withinSeconds(rawNanos) : NOT_VOUCHED_FOR_SECONDS;
        return new Status(
                program,
                utcNanos,
                (nowNanos - startedNanos) / 1_000_000_000L,
                snapshot.state(),
                Math.max(0, (nowNanos - combined.sinceMonotonicNanos()) / 1_000_000_000L),
                combined.reason(),
                within,
                bound,
                tracking(snapshot, rawNanos, bound),
                sources(utcNanos, isVouchedFor),
                receiver(report.suspicion(), nowNanos),
                new PulseCounts(
                        refclock.reader().isPresent()
                                ? refclock.hardware().pulses().name()
                                : NO_RECEIVER,
                        report.used(),
                        report.missed(),
                        report.notUsed()),
                service(),
                keyExchange.stats(),
                keyExchange.pools().report(nowNanos),
                CorrectionsReport.of(refclock.delays(), report),
                isVouchedFor ? errorSum(combined.steering(), report, within, bound, utcNanos) : ErrorSum.UNTOLD,
                List.of());
    }

    private static ErrorSum errorSum(
            Steering steering, ReferenceClockReport report, double within, double bound, long utcNanos) {
        return switch (steering) {
            case RECEIVER ->
                ErrorSumReport.ofReceiver(
                        report, within, bound, Math.max(0, utcNanos * 1e-9 - report.lastUsedUtcSecond()));
            case NETWORK ->
                ErrorSumReport.ofNetwork(within, bound, report.outlook().limitSeconds());
        };
    }

    private Tracking tracking(ClockSnapshot snapshot, long rawNanos, double boundSeconds) {
        var combined = refclock.clock().report();
        var leap = refclock.clock().receiver().leap();
        return switch (combined.steering()) {
            case RECEIVER ->
                tracking(
                        snapshot,
                        refclock.clock().receiver().report(),
                        leap,
                        rawNanos,
                        boundSeconds,
                        refclock.delays().systematicSeconds());
            case NETWORK -> tracking(snapshot, combined.network().orElseThrow(), leap, rawNanos, boundSeconds);
        };
    }

    private List<Source> sources(long utcNanos, boolean isVouchedFor) {
        var combined = refclock.clock().report();
        var rows = new ArrayList<Source>();
        if (refclock.reader().isPresent()) {
            rows.add(source(
                    refclock.hardware().pulses().kind(),
                    refclock.clock().receiver().report(),
                    utcNanos,
                    isVouchedFor && combined.steering() == Steering.RECEIVER));
        }
        rows.addAll(NetworkReport.sources(combined, network.facts(), network.pools()));
        return rows;
    }

    /** The last pulses, oldest first. */
    List<PulseRecord> pulses(int count) {
        var recent = refclock.clock().receiver().recentPulses();
        return recent.subList(Math.max(0, recent.size() - count), recent.size()).stream()
                .map(StatusReport::pulse)
                .toList();
    }

    /** The clients that asked most, at most {@code count}. */
    ClientReport clients(int count) {
        return ntp.clients(count, System.nanoTime());
    }

    static PulseRecord pulse(JudgedPulse pulse) {
        var verdict =
                switch (pulse.verdict()) {
                    case PulseVerdict.Used _ -> "used";
                    case PulseVerdict.NotUsed(var _, var sentence) -> sentence;
                };
        double weight =
                switch (pulse.verdict()) {
                    case PulseVerdict.Used(double counted) -> counted;
                    case PulseVerdict.NotUsed _ -> 0;
                };
        return new PulseRecord(
                pulse.utcSecond().orElse(0),
                flipped(pulse.offsetSeconds().orElse(0)),
                pulse.verdict().isUsed(),
                weight,
                verdict);
    }

    static Tracking tracking(
            ClockSnapshot snapshot,
            ReferenceClockReport report,
            LeapReport leap,
            long rawNanos,
            double boundSeconds,
            double systematicSeconds) {
        return new Tracking(
                Integer.toUnsignedLong(snapshot.refId().bits()),
                snapshot.state().isSynchronised() ? snapshot.refId().toString() : "",
                snapshot.stratum(),
                snapshot.referenceNanos(),
                flipped((snapshot.utcNanos(rawNanos) - rawNanos) * 1e-9),
                flipped(report.lastOffsetSeconds()),
                report.rmsOffsetSeconds(),
                report.oscillatorPpm(),
                report.residualFrequencyPpm(),
                report.skewPpm(),
                snapshot.rootDelaySeconds(),
                boundSeconds,
                report.updateIntervalSeconds(),
                snapshot.leap().words(),
                leap(leap, snapshot.utcNanos(rawNanos) / 1_000_000_000L),
                systematicSeconds);
    }

    /** What a clock that follows servers of the network has of it. */
    static Tracking tracking(
            ClockSnapshot snapshot, NetworkClockReport report, LeapReport leap, long rawNanos, double boundSeconds) {
        return new Tracking(
                Integer.toUnsignedLong(snapshot.refId().bits()),
                snapshot.state().isSynchronised() ? NetworkReport.selected(report) : "",
                snapshot.stratum(),
                snapshot.referenceNanos(),
                flipped((snapshot.utcNanos(rawNanos) - rawNanos) * 1e-9),
                flipped(report.offsetSeconds()),
                report.jitterSeconds(),
                report.oscillatorPpb() * 1e-3,
                0,
                3 * report.oscillatorDeviationPpb() * 1e-3,
                snapshot.rootDelaySeconds(),
                boundSeconds,
                1L << report.pollLog2(),
                snapshot.leap().words(),
                leap(leap, snapshot.utcNanos(rawNanos) / 1_000_000_000L),
                0);
    }

    private static LeapRecord leap(LeapReport leap, long utcSecond) {
        return new LeapRecord(
                leap.taiMinusUtcSeconds(),
                leap.mode().words(),
                leap.next().map(LeapSecond::words).orElse(""),
                leap.next().map(LeapSecond::eventUtcSecond).orElse(0L),
                leap.votes().stream()
                        .map(vote -> new LeapRecord.Vote(vote.source().words(), vote.words()))
                        .toList(),
                leap.objection(),
                leap.file(),
                leap.fileUpdatedUtcSecond(),
                leap.fileExpiresUtcSecond(),
                utcSecond >= leap.fileExpiresUtcSecond(),
                leap.smearSeconds());
    }

    private static Source source(PulseKind kind, ReferenceClockReport report, long utcNanos, boolean isVouchedFor) {
        boolean wasUsed = report.lastUsedUtcSecond() != 0;
        return new Source(
                "#",
                isVouchedFor ? "*" : "?",
                report.reason(),
                kind.refId().toString(),
                0,
                POLL_LOG2,
                report.reach(),
                wasUsed ? Math.max(0, utcNanos / 1_000_000_000L - report.lastUsedUtcSecond()) : -1,
                flipped(report.lastOffsetSeconds()),
                flipped(report.lastOffsetSeconds()),
                BOUND_DEVIATIONS * report.jitterSeconds());
    }

    /** What a receiver said of the sky is not shown as if it were so when it says nothing any more. */
    private Receiver receiver(Suspicion suspicion, long nowNanos) {
        boolean isHeard = refclock.reader().filter(it -> it.isHeard(nowNanos)).isPresent();
        var port = refclock.hardware().receiver();
        var report = refclock.receiver().report();
        var counters = report.counters();
        return new Receiver(
                port.map(ReceiverLine::name).orElse(NO_RECEIVER),
                isHeard && port.filter(ReceiverLine::isPresent).isPresent(),
                report.protocol(),
                report.fix().words(),
                report.utcSecond().orElse(0),
                isHeard ? report.satellitesUsed() : 0,
                isHeard
                        ? report.satellites().stream()
                                .map(StatusReport::satellite)
                                .toList()
                        : List.of(),
                counters.messages(),
                counters.noiseBytes(),
                counters.checksumErrors(),
                port.map(ReceiverLine::reopenings).orElse(0L),
                port.map(ReceiverLine::setUp).orElse(""),
                health(report.health()),
                words(suspicion));
    }

    static String words(Suspicion suspicion) {
        return switch (suspicion.level()) {
            case NONE -> "";
            case WATCHED, SUSPECT -> suspicion.level().words() + ": " + suspicion.sentence();
        };
    }

    private static Receiver.Health health(ReceiverHealth health) {
        return new Receiver.Health(
                health.model(),
                health.firmware(),
                health.antenna().words(),
                health.jamming().words(),
                health.spoofing().words(),
                health.survey().map(Survey::words).orElse(""));
    }

    private static Receiver.SatelliteInView satellite(Satellite seen) {
        return new Receiver.SatelliteInView(
                seen.constellation().words(),
                seen.number(),
                seen.elevationDegrees(),
                seen.azimuthDegrees(),
                seen.signalDbHz(),
                seen.isUsed());
    }

    private ServerStats service() {
        var statistics = ntp.statistics();
        var counts = commands.get();
        KeyExchangeStats exchanges = keyExchange.stats();
        return new ServerStats(
                statistics.received() + ntp.unanswerable() + ntp.overflows(),
                statistics.dropped() + ntp.unanswerable() + ntp.overflows(),
                counts.received(),
                counts.refused(),
                ntp.forgotten(),
                exchanges.connections(),
                KeyExchangeService.pushedOut(exchanges),
                statistics.ntsAnswered(),
                statistics.interleaved(),
                ntp.stampsHeld(),
                ntp.stampSpanSeconds(),
                statistics.answered(),
                statistics.naks(),
                dropReasons(),
                answered.perSecond(),
                nts.perSecond(),
                stamps(statistics));
    }

    private StampStats stamps(NtpStatistics statistics) {
        long unstamped = ntp.unstamped();
        long byCard = ntp.receivedByCard();
        return new StampStats(
                unstamped,
                statistics.answered() - statistics.interleaved(),
                Math.max(0, statistics.received() - unstamped - byCard),
                statistics.interleaved(),
                byCard,
                ntp.sentByCard(),
                ntp.stampSources().interfaces());
    }

    private Map<String, Long> dropReasons() {
        var reasons = new HashMap<String, Long>();
        ntp.statistics().drops().forEach((reason, count) -> reasons.put(reason.words(), count));
        reasons.put("source port 0 or our own", ntp.unanswerable());
        reasons.put("reply not sent", ntp.unsent());
        reasons.put("receive queue full", ntp.overflows());
        reasons.values().removeIf(count -> count == 0);
        return reasons;
    }

    /** From positive = our clock is behind to positive = our clock is ahead; never a negative zero. */
    private static double flipped(double seconds) {
        return 0 - seconds;
    }
}

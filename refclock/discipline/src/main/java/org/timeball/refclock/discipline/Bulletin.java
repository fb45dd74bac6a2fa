package org.timeball.refclock.discipline;

import org.timeball.refclock.discipline.leap.LeapReport;
import org.timeball.refclock.discipline.leap.Smear;
import org.timeball.refclock.time.ClockSnapshot;
import org.timeball.refclock.time.Leap;
import org.timeball.refclock.time.RefId;

/**
 * What is published of the clock, all of one instant.
 *
 * @param snapshot what may be served
 * @param report   how things stand
 * @param leap     what is known of leap seconds
 */
record Bulletin(ClockSnapshot snapshot, ReferenceClockReport report, LeapReport leap) {

    private static final long SECOND_NANOS = 1_000_000_000L;

    /**
     * What there is to say as of the last reading of the clock.
     *
     * @param bound           how far off it may be, when it is vouched for
     * @param stateSinceNanos since when the state is what it is, by the disciplined clock
     */
    static Bulletin of(Clockwork works, Helm helm, LeapCrossing crossing, ErrorBound bound, long stateSinceNanos) {
        long now = helm.clockNanos();
        var served = works.keeper().state().isSynchronised() ? bound : ErrorBound.NONE;
        return new Bulletin(
                crossing.scheduled(snapshot(works, helm, served), now),
                report(works, served, stateSinceNanos),
                works.leapWatch().report(now));
    }

    private static ClockSnapshot snapshot(Clockwork works, Helm helm, ErrorBound bound) {
        var state = works.keeper().state();
        var kind = works.settings().kind();
        boolean isSynchronised = state.isSynchronised();
        long raw = helm.rawNanos();
        long now = helm.clockNanos();
        var smear = works.leapWatch().smear(now);
        boolean isSmeared = !smear.equals(Smear.NONE);
        long reference = works.tally().lastUsedSecond() * SECOND_NANOS;
        return new ClockSnapshot(
                state,
                isSynchronised ? works.leapWatch().leapAt(Math.floorDiv(now, SECOND_NANOS)) : Leap.UNKNOWN,
                isSynchronised ? kind.stratum() : 0,
                isSynchronised ? isSmeared ? RefId.SMEAR : kind.refId() : RefId.NONE,
                raw,
                helm.monotonicNanos(),
                now - raw + smear.offsetNanos(),
                works.clock().correctionRatePpb() + smear.ratePpb(),
                reference == 0 ? 0 : reference + smear.offsetNanos(),
                0,
                bound.boundSeconds(),
                bound.boundRatePpb(),
                bound.withinSeconds(),
                bound.withinRatePpb());
    }

    private static ReferenceClockReport report(Clockwork works, ErrorBound bound, long stateSinceNanos) {
        var estimate = works.follower().estimate();
        var tally = works.tally();
        return new ReferenceClockReport(
                works.keeper().state(),
                stateSinceNanos,
                works.keeper().reason(),
                tally.used(),
                tally.missed(),
                tally.notUsedByWords(),
                tally.reach(),
                tally.lastUsedSecond(),
                tally.lastOffsetSeconds(),
                tally.rmsOffsetSeconds(),
                estimate.frequencyPpb() * 1e-3,
                tally.residualPpb() * 1e-3,
                3 * estimate.frequencyDeviationPpb() * 1e-3,
                estimate.jitterSeconds(),
                tally.intervalSeconds(),
                works.labeler().isNamed(),
                works.labeler().delay(),
                works.distrust().suspicion(),
                works.clock().refusals(),
                works.follower().sawtooth(),
                works.follower().temperature(),
                bound,
                works.follower().outlook());
    }
}

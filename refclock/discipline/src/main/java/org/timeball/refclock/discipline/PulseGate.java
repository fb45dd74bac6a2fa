package org.timeball.refclock.discipline;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.timeball.refclock.discipline.PulseVerdict.NotUsed;
import org.timeball.refclock.discipline.PulseVerdict.Reason;
import org.timeball.refclock.discipline.filter.PulsePlace;
import org.timeball.refclock.gnss.Epoch;
import org.timeball.refclock.time.ClockState;
import org.timeball.refclock.time.Pulse;

/**
 * Judges edges before any filter sees them: which is the pulse of a second, and why another is not.
 *
 * <p>In turn: delivered twice, stamped by another clock, the wrong edge, off the beat or without a name, out of place, a
 * second one in its second, too early, and not vouched for by the receiver. Steers nothing. Not thread-safe.
 */
final class PulseGate {

    private static final long SECOND_NANOS = 1_000_000_000L;

    private final Clockwork works;
    private final Helm helm;
    private final PulseWidth width = new PulseWidth();
    private final PulseCycle cycle = new PulseCycle();
    private Hearing hearing = Hearing.NOTHING;
    private OptionalLong lastSequence = OptionalLong.empty();
    private Optional<Admission.Admitted> early = Optional.empty();

    PulseGate(Clockwork works, Helm helm) {
        this.works = works;
        this.helm = helm;
        helm.carry(this::onStep);
    }

    /** What is held of the receiver by its last burst. */
    Hearing hearing() {
        return hearing;
    }

    /** The receiver has finished a burst. */
    void hear(Epoch epoch, long firstByteNanos) {
        hearing = hearing.after(epoch, firstByteNanos);
    }

    /** What is to be done about pulses that mark no seconds, for people; empty when nothing is. */
    String remedy() {
        return cycle.remedy();
    }

    /** The clock was moved, by us or by others. */
    void onStep(long deltaNanos) {
        cycle.onStep(deltaNanos);
        early = Optional.empty();
        hearing = hearing.moved(deltaNanos);
    }

    /** Takes an edge. */
    Admission judge(Pulse pulse) {
        boolean isRepeated = lastSequence.isPresent() && lastSequence.getAsLong() == pulse.sequence();
        lastSequence = OptionalLong.of(pulse.sequence());
        if (isRepeated) {
            return unnamed(pulse, Reason.DUPLICATE, "the edge numbered " + pulse.sequence() + " came twice");
        }
        if (helm.isOutOfDate(pulse.rawNanos())) {
            return unnamed(pulse, Reason.OUT_OF_DATE, "stamped before the clock was last steered, or in the future");
        }
        width.hear(pulse);
        if (width.isWrongEdge()) {
            return unnamed(pulse, Reason.WRONG_EDGE, width.complaint());
        }
        double lateSeconds =
                works.settings().latencySeconds() + works.distrust().shiftSeconds();
        long at = works.clock().clockNanos(pulse.rawNanos()) - Math.round(lateSeconds * 1e9);
        return works.labeler().isNamed() ? judgeNamed(pulse, at) : judgeUnnamed(pulse, at);
    }

    private Admission judgeUnnamed(Pulse pulse, long at) {
        if (works.settings().kind().isPulse() && isElsewhere(at)) {
            return unnamed(
                    pulse,
                    Reason.OUT_OF_PLACE,
                    Figure.lateness(Displacement.lateSeconds(at)) + " by the clock that is held; the wrong edge?");
        }
        if (works.settings().kind().isPulse() && !cycle.isNext(at)) {
            return unnamed(pulse, Reason.OFF_BEAT, cycle.complaint(at));
        }
        works.labeler().onPulse(at);
        return unnamed(pulse, Reason.UNNAMED, "it is not known yet which second it marks");
    }

    /** Where names were lost and not the clock: an edge there is nobody but the receiver's word for. */
    private boolean isElsewhere(long at) {
        double late = Displacement.lateSeconds(at);
        double strayed = works.displacement().strayedSeconds(at);
        return Math.abs(late) > Math.max(PulsePlace.EDGE_SECONDS, strayed)
                && !works.receiverJudge().isForPulses(late, at * 1e-9, strayed);
    }

    private static Admission unnamed(Pulse pulse, Reason reason, String sentence) {
        return new Admission.Refused(new JudgedPulse(
                pulse.rawNanos(), OptionalLong.empty(), OptionalDouble.empty(), new NotUsed(reason, sentence)));
    }

    private Admission judgeNamed(Pulse pulse, long at) {
        long second = works.labeler().secondAt(at);
        double phase = (at - second * SECOND_NANOS) * 1e-9 - works.follower().sawtoothSeconds(second, at);
        var edge = new Admission.Admitted(second, at, phase);
        var refusal = refusal(edge);
        return refusal.isEmpty()
                ? edge
                : new Admission.Refused(new JudgedPulse(
                        pulse.rawNanos(), OptionalLong.of(second), OptionalDouble.of(-phase), refusal.get()));
    }

    private Optional<NotUsed> refusal(Admission.Admitted edge) {
        double phase = edge.phaseSeconds();
        double place = works.follower().placeSeconds(works.keeper().state().isSynchronised());
        if (Math.abs(phase - works.follower().estimate().phaseSeconds()) > place) {
            works.displacement().strangePulse(edge.clockNanos());
            works.seconds().edge(edge.second());
            return refuse(
                    Reason.OUT_OF_PLACE,
                    Figure.lateness(phase) + ", more than the " + Figure.ofSeconds(place)
                            + " a pulse may be off its second; the wrong edge?");
        }
        if (edge.second() <= works.seconds().last()) {
            return refuse(Reason.EXTRA, "its second has had a pulse or was given up");
        }
        if (works.keeper().state() == ClockState.LOCKED && works.follower().isFarEarly(phase)) {
            return defer(edge);
        }
        works.displacement().clear();
        works.labeler().onPulse(edge.clockNanos());
        works.seconds().edge(edge.second());
        return hearing.refusal(edge.clockNanos());
    }

    /** Crosstalk may come before the pulse: an edge that is early is taken only when no better one comes. */
    private Optional<NotUsed> defer(Admission.Admitted edge) {
        boolean isBest = early.isEmpty()
                || early.get().second() != edge.second()
                || edge.phaseSeconds() > early.get().phaseSeconds();
        if (isBest) {
            early = Optional.of(edge);
        }
        works.seconds().edge(edge.second());
        double usual = works.follower().estimate().jitterSeconds();
        return refuse(
                Reason.OUTLIER, Figure.lateness(edge.phaseSeconds()) + ", usual spread " + Figure.ofSeconds(usual));
    }

    private static Optional<NotUsed> refuse(Reason reason, String sentence) {
        return Optional.of(new NotUsed(reason, sentence));
    }

    /** The early edge of a second that is given up, if it may still be its pulse; none is kept afterwards. */
    Optional<Admission.Admitted> takeEarly(long second) {
        var kept = early;
        early = Optional.empty();
        return kept.filter(it -> it.second() == second
                && !works.distrust().isSuspect()
                && hearing.complaint(it.clockNanos()).isEmpty());
    }
}

package org.timeball.refclock.discipline;

import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.timeball.refclock.discipline.PulseVerdict.NotUsed;
import org.timeball.refclock.discipline.PulseVerdict.Reason;
import org.timeball.refclock.discipline.PulseVerdict.Used;
import org.timeball.refclock.time.ClockState;
import org.timeball.refclock.time.Pulse;

/**
 * What is done with each second: its pulse is followed, or withheld while the receiver is suspect; or it had none and is
 * given up.
 *
 * <p>Tells the discipline of every second once, in order, and steers by what it says. Not thread-safe.
 */
final class PulseUse {

    private static final long SECOND_NANOS = 1_000_000_000L;

    /** A second is given up when its pulse is this late: time for a stamp to reach us, and for the next to be first. */
    private static final long GIVEN_UP_AFTER_NANOS = 1_200_000_000L;

    /** The same where the sentences are the pulse: a slow line is still busy with them when the next second begins. */
    private static final long SENTENCES_GIVEN_UP_AFTER_NANOS = 2_200_000_000L;

    private static final String ASTRAY =
            "edges led the clock away from the second that the receiver names: they are not its pulses";

    private final Clockwork works;
    private final Helm helm;
    private final PulseGate gate;
    private final SecondNaming naming;
    private String lastFailure = "";

    PulseUse(Clockwork works, Helm helm, PulseGate gate, SecondNaming naming) {
        this.works = works;
        this.helm = helm;
        this.gate = gate;
        this.naming = naming;
    }

    /** Why the last pulse that was not used was not; empty when the last one was used or missing. */
    String lastFailure() {
        return lastFailure;
    }

    /** Takes an edge. */
    JudgedPulse onPulse(Pulse pulse) {
        var judged =
                switch (gate.judge(pulse)) {
                    case Admission.Refused(var refused) -> refused;
                    case Admission.Admitted admitted -> use(pulse, admitted);
                };
        if (judged.verdict() instanceof NotUsed(var reason, var sentence)) {
            works.tally().notUsed(reason);
            lastFailure = sentence;
        }
        return judged;
    }

    /** Gives up the seconds that are over at a reading of the clock; whether there was any. */
    boolean giveUpSecondsOverAt(long clockNanos) {
        long until = clockNanos - givenUpAfterNanos();
        boolean isAny = false;
        while (works.seconds().isNextOverAt(until)) {
            giveUp(works.seconds().last() + 1);
            isAny = true;
        }
        return isAny;
    }

    private long givenUpAfterNanos() {
        return works.settings().kind().isPulse() ? GIVEN_UP_AFTER_NANOS : SENTENCES_GIVEN_UP_AFTER_NANOS;
    }

    private JudgedPulse use(Pulse pulse, Admission.Admitted admitted) {
        giveUpUntil(admitted.second());
        var verdict = works.distrust().isSuspect() ? withhold(admitted) : measure(admitted);
        return new JudgedPulse(
                pulse.rawNanos(),
                OptionalLong.of(admitted.second()),
                OptionalDouble.of(-admitted.phaseSeconds()),
                verdict);
    }

    /** A pulse of a receiver that is suspect: the clock goes on as without it, and where it would have it is noted. */
    private PulseVerdict withhold(Admission.Admitted pulse) {
        long at = pulse.clockNanos();
        works.follower().withhold(at, pulse.phaseSeconds(), movedUntil(at));
        endSecond(pulse.second(), at, false);
        helm.obey(works.follower().steering());
        return new NotUsed(
                Reason.SUSPECT,
                works.distrust().suspicion().sentence() + "; " + Figure.lateness(pulse.phaseSeconds())
                        + " by our clock");
    }

    private PulseVerdict measure(Admission.Admitted pulse) {
        long second = pulse.second();
        long at = pulse.clockNanos();
        var follower = works.follower();
        double moved = movedUntil(at);
        double interval = works.seconds().hasUsed() ? works.seconds().sinceUsedSeconds(at) : 0;
        var before = follower.estimate();
        var decision = follower.follow(second, at, pulse.phaseSeconds(), moved);
        endSecond(second, at, decision.verdict().isUsed());
        if (helm.isAstray(decision.steering())) {
            naming.forget(ASTRAY);
            return new NotUsed(Reason.OUT_OF_PLACE, ASTRAY);
        }
        var refusal = helm.obey(decision.steering());
        follower.learn();
        if (refusal.isPresent()) {
            return new NotUsed(Reason.CLOCK_REFUSED, refusal.get());
        }
        if (decision.verdict() instanceof Used) {
            works.tally()
                    .used(second, -pulse.phaseSeconds(), follower.estimate().frequencyPpb(), interval);
            works.seconds().used();
            lastFailure = "";
            follower.remember(second, works.keeper().state() == ClockState.LOCKED);
            startOverIfFarOff();
            double movedInAll = moved + decision.steering().stepSeconds();
            if (follower.holdAgainstMove(
                    before, movedInAll, works.keeper().state().isSynchronised(), at)) {
                helm.obey(follower.steering());
            }
        }
        return decision.verdict();
    }

    /** While nothing is vouched for, a clock that is far off is stepped in the filter's next start rather than slewed. */
    private void startOverIfFarOff() {
        var estimate = works.follower().estimate();
        double far = Math.max(ReferenceClock.STEP_SECONDS, works.settings().limitSeconds());
        boolean isVouchedFor = works.keeper().state().isSynchronised();
        if (!isVouchedFor && estimate.isSettled() && Math.abs(estimate.phaseSeconds()) > far) {
            works.follower().startAnew();
        }
    }

    private void giveUpUntil(long second) {
        while (works.seconds().last() < second - 1) {
            giveUp(works.seconds().last() + 1);
        }
    }

    private void giveUp(long second) {
        var early = gate.takeEarly(second);
        if (early.isPresent()) {
            works.labeler().onPulse(early.get().clockNanos());
            measure(early.get());
            return;
        }
        long at = second * SECOND_NANOS;
        works.follower().miss(movedUntil(at));
        if (!works.seconds().hadEdgeSince(second)) {
            lastFailure = "";
        }
        endSecond(second, at, false);
    }

    private void endSecond(long second, long at, boolean isUsed) {
        works.tally().secondIsOver(isUsed, !works.seconds().hadEdge(second));
        works.seconds().end(second, at);
    }

    private double movedUntil(long clockNanos) {
        return works.clock().movedSeconds(works.seconds().lastNanos(), clockNanos);
    }
}

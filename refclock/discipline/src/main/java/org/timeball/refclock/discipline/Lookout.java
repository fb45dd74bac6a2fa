package org.timeball.refclock.discipline;

import java.util.List;
import java.util.Optional;
import org.timeball.refclock.discipline.leap.LeapSecond;
import org.timeball.refclock.time.LeapMode;

/**
 * Looks at the clock before anything else is done: whether somebody has moved it, whether the machine slept, and whether
 * a leap second is due.
 *
 * <p>Not thread-safe.
 */
final class Lookout {

    private static final long SECOND_NANOS = 1_000_000_000L;

    /** A machine that slept has lost more than this: a clock that moved by less was set. */
    private static final long SLEEPLESS_NANOS = 2_000_000L;

    /** So long between two ticks the count of seconds is not trusted to go on. */
    private static final long AHEAD_NANOS = 600 * SECOND_NANOS;

    private final Clockwork works;
    private final Helm helm;
    private final PulseGate gate;
    private final SecondNaming naming;
    private final LeapCrossing crossing;

    Lookout(Clockwork works, Helm helm, PulseGate gate, SecondNaming naming, LeapCrossing crossing) {
        this.works = works;
        this.helm = helm;
        this.gate = gate;
        this.naming = naming;
        this.crossing = crossing;
    }

    /** Reads the clock, and does what follows. */
    void look() {
        long before = helm.monotonicNanos();
        long moved = movedByOthersNanos(helm.clockNanos());
        long passed = helm.monotonicNanos() - before;
        boolean hasSlept = works.labeler().isNamed() && passed > AHEAD_NANOS;
        if (moved != 0 || hasSlept) {
            doubt(
                    moved,
                    hasSlept
                            ? "nobody minded the clock for " + Figure.ofSeconds(passed * 1e-9)
                            : "the machine's clock was moved by " + Figure.ofSeconds(moved * 1e-9) + ", or it slept");
        }
        if (works.labeler().isNamed()) {
            leap(helm.clockNanos());
        }
    }

    /** Reads the clock and puts back what can be; how far it was moved beyond that. */
    private long movedByOthersNanos(long clockBefore) {
        // Read before it is asked whether it was set: what is set after that is not in a reading that goes out.
        var reading = helm.read();
        long set = works.clock().takeForeignMoveNanos();
        if (set != 0 && works.labeler().isNamed()) {
            reading = helm.putBack(set);
        }
        var leapt = works.labeler().isNamed()
                ? crossing.takenByKernel(clockBefore, helm.clockNanos())
                : Optional.<LeapSecond>empty();
        if (leapt.isPresent()) {
            followKernel(leapt.get());
            reading = helm.read();
        }
        long moved = works.clock().movedByOthersNanos(reading);
        return moved != 0 && works.labeler().isNamed() && Math.abs(moved) < SLEEPLESS_NANOS
                ? works.clock().movedByOthersNanos(helm.putBack(moved))
                : moved;
    }

    /** Nothing that was read of the clock is worth anything: names are found anew. */
    private void doubt(long movedNanos, String why) {
        boolean wasNamed = works.labeler().isNamed();
        works.labeler().forget();
        works.displacement().clear();
        works.clock().movedByOthers(helm.rawNanos());
        gate.onStep(movedNanos);
        if (wasNamed) {
            naming.lose(why);
        }
    }

    private void leap(long clockNanos) {
        long second = Math.floorDiv(clockNanos, SECOND_NANOS);
        works.tell(helm.rawNanos(), works.leapWatch().onSecond(second));
        crossing.prepare(second);
        crossing.dueAt(clockNanos).ifPresent(this::take);
    }

    /** The kernel has moved its clock over a leap second, as it was asked to. */
    private void followKernel(LeapSecond leap) {
        crossing.disarm();
        works.clock().movedBy(-leap.change() * SECOND_NANOS);
        carriedOver(leap, "a leap second, taken by the kernel");
    }

    private void take(LeapSecond leap) {
        if (works.leapWatch().mode() == LeapMode.IGNORE) {
            works.tell(helm.rawNanos(), List.of(works.leapWatch().taken()));
            naming.loseNamesOnly(
                    "a leap second is due, and is ignored as configured: the receiver must name the seconds");
            return;
        }
        if (helm.noted(works.clock().leap(-leap.change())).isPresent()) {
            works.leapWatch().taken();
            works.labeler().forget();
            return;
        }
        carriedOver(leap, "a leap second");
    }

    private void carriedOver(LeapSecond leap, String why) {
        int seconds = -leap.change();
        helm.moved(seconds * SECOND_NANOS, why);
        works.labeler().onLeap(seconds);
        works.receiverJudge().onLeap(seconds);
        works.seconds().onLeap(seconds);
        works.tell(helm.rawNanos(), List.of(works.leapWatch().taken()));
    }
}

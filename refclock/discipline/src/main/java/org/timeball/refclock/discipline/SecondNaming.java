package org.timeball.refclock.discipline;

import java.util.Optional;
import org.timeball.refclock.gnss.Epoch;

/**
 * Takes the receiver's bursts, gives the seconds their names by them, and takes the names away when they are in doubt.
 *
 * <p>With names the clock is brought to them and the discipline begins; without, it runs on at what is known of its
 * frequency and vouches for nothing. Not thread-safe.
 */
final class SecondNaming {

    private static final long SECOND_NANOS = 1_000_000_000L;

    private final Clockwork works;
    private final Helm helm;
    private final PulseGate gate;

    /** The receiver knew its satellites' count of leap seconds when it named the second. */
    private boolean isNamedByCount;

    SecondNaming(Clockwork works, Helm helm, PulseGate gate) {
        this.works = works;
        this.helm = helm;
        this.gate = gate;
    }

    /** The receiver has finished a burst. */
    void onEpoch(Epoch epoch) {
        if (!helm.isMovedSince(epoch.firstByteRawNanos()) && tellsSomething(epoch)) {
            hear(epoch, works.clock().clockNanos(epoch.firstByteRawNanos()));
        }
    }

    /** A burst with a fix and without a second, as a damaged line leaves it, says nothing for or against the time. */
    private static boolean tellsSomething(Epoch epoch) {
        return epoch.utcSecond().isPresent() || !epoch.fix().isGoodForTime();
    }

    private void hear(Epoch epoch, long firstByteNanos) {
        var labeler = works.labeler();
        var leapWatch = works.leapWatch();
        gate.hear(epoch, firstByteNanos);
        epoch.nextPulse().ifPresent(next -> works.follower().hear(next, firstByteNanos));
        works.tell(helm.rawNanos(), leapWatch.hear(epoch, firstByteNanos, labeler.isNamed()));
        if (labeler.isNamed() && !isNamedByCount && !leapWatch.doubt().isEmpty()) {
            loseNamesOnly(leapWatch.doubt());
            return;
        }
        if (labeler.isNamed() && isClockMoved(firstByteNanos)) {
            forget("the machine's clock was moved by something else");
            return;
        }
        var others = works.receiverJudge().consensus(firstByteNanos * 1e-9);
        switch (labeler.onEpoch(epoch, firstByteNanos, isCounterAlone(epoch, firstByteNanos), others)) {
            case PulseLabeler.Finding.Nothing() -> {}
            case PulseLabeler.Finding.Named(long utcSecond, long clockNanos) -> set(utcSecond, clockNanos);
            case PulseLabeler.Finding.Lost(var reason) -> loseHeld(reason);
        }
        works.receiverJudge().hear(epoch, labeler.difference(), firstByteNanos * 1e-9);
    }

    private boolean isClockMoved(long firstByteNanos) {
        double bound = works.bound(firstByteNanos).boundSeconds();
        return works.displacement()
                .isClockMoved(
                        firstByteNanos,
                        works.labeler().delay(),
                        bound,
                        late -> works.receiverJudge().isForPulses(late, firstByteNanos * 1e-9, bound));
    }

    /** Whether the receiver's second is worth nothing just now, because of a leap second that came, comes, or is not known. */
    private boolean isCounterAlone(Epoch epoch, long firstByteNanos) {
        var leapWatch = works.leapWatch();
        boolean isNear = works.labeler().isNamed()
                ? leapWatch.isUnclear(Math.floorDiv(firstByteNanos, SECOND_NANOS))
                : epoch.utcSecond().isPresent()
                        && leapWatch.isNameless(epoch.utcSecond().getAsLong());
        return isNear || !leapWatch.doubt().isEmpty();
    }

    /** Names are known: brings the clock to them, and starts the discipline from the next pulse on. */
    private void set(long utcSecond, long pulseNanos) {
        var labeler = works.labeler();
        works.listener().accept(new ClockEvent.NamingEstablished(helm.rawNanos(), utcSecond, labeler.delay()));
        helm.clearDoubt();
        helm.beginBringing();
        isNamedByCount = works.leapWatch().isCountTold();
        works.leapWatch().named(utcSecond);
        startAnew();
        long delta = utcSecond * SECOND_NANOS - pulseNanos;
        boolean isFar = Math.abs(delta) > ReferenceClock.STEP_SECONDS * 1e9;
        var refusal =
                isFar ? helm.step(delta, "brought to the second that the receiver names") : Optional.<String>empty();
        if (refusal.isEmpty()) {
            refusal = helm.obey(works.follower().steering());
        }
        if (refusal.isPresent()) {
            labeler.forget();
            return;
        }
        long newest = labeler.newestPulse().orElse(pulseNanos);
        works.seconds().begin(labeler.secondAt(newest), newest);
    }

    /** It is in doubt which second it is, and not where seconds begin: pulses are still expected there. */
    void loseNamesOnly(String reason) {
        works.labeler().forget();
        loseHeld(reason);
    }

    private void loseHeld(String reason) {
        double bound = works.bound(helm.clockNanos()).boundSeconds();
        lose(reason);
        works.displacement().hold(helm.clockNanos(), bound);
    }

    /** Neither the second is known any more nor where it begins. */
    void forget(String reason) {
        works.labeler().forget();
        lose(reason);
    }

    /** Names were dropped: vouches for nothing, and lets the clock run at what is known of its frequency. */
    void lose(String reason) {
        helm.doubt(reason);
        startAnew();
        helm.obey(works.follower().steering());
        works.listener().accept(new ClockEvent.NamingLost(helm.rawNanos(), reason));
    }

    private void startAnew() {
        works.seconds().forgetUsed();
        works.displacement().clear();
        works.follower().startAnew();
    }
}

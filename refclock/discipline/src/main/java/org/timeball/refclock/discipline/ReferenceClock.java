package org.timeball.refclock.discipline;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.timeball.refclock.discipline.crosscheck.Ground;
import org.timeball.refclock.discipline.crosscheck.OtherSource;
import org.timeball.refclock.discipline.filter.RetractableDiscipline;
import org.timeball.refclock.discipline.holdover.SlopeRecord;
import org.timeball.refclock.discipline.leap.LeapReport;
import org.timeball.refclock.discipline.leap.LeapSettings;
import org.timeball.refclock.gnss.Epoch;
import org.timeball.refclock.gnss.ReceiverHealth;
import org.timeball.refclock.time.ClockSnapshot;
import org.timeball.refclock.time.Pulse;
import org.timeball.refclock.time.SystemClock;

/**
 * A clock disciplined by one receiver: takes its pulses and bursts as they come, steers, and says what may be served.
 *
 * <p>Every input goes the same way: {@link Lookout} looks at the clock, {@link PulseUse} or {@link SecondNaming} takes
 * the input, and what follows is published. One thread owns it and calls {@link #accept}; {@link #snapshot},
 * {@link #report} and {@link #recentPulses} may be called from any.
 */
public final class ReferenceClock {

    /** From here on the clock is stepped to the pulses while nothing is vouched for; less is slewed. */
    static final double STEP_SECONDS = 1e-3;

    private static final long SECOND_NANOS = 1_000_000_000L;

    /** What is published now is served until the next tick, and its bound must be below the limit until then. */
    private static final double SOON_SECONDS = 0.25;

    private final Clockwork works;
    private final Helm helm;
    private final PulseGate gate;
    private final PulseUse use;
    private final SecondNaming naming;
    private final LeapCrossing crossing;
    private final Lookout lookout;
    private final PulseHistory history = new PulseHistory();
    private long stateSinceNanos;

    private volatile Bulletin published;

    /**
     * A clock of which nothing is known; otherwise like the other constructor.
     *
     * @param settings what the operator says
     * @param clock    what is disciplined; from now on nobody else may
     * @param listener told of what happens, on the owner's thread; must be quick and not throw
     */
    public ReferenceClock(ReferenceClockSettings settings, SystemClock clock, Consumer<ClockEvent> listener) {
        this(settings, LeapSettings.DEFAULT, clock, listener);
    }

    /**
     * As the other, with something to say about leap seconds.
     *
     * @param leapSettings what is done about them
     */
    public ReferenceClock(
            ReferenceClockSettings settings,
            LeapSettings leapSettings,
            SystemClock clock,
            Consumer<ClockEvent> listener) {
        this(settings, leapSettings, SlopeRecord.EMPTY, clock, listener);
    }

    /**
     * As the other, with what is known from earlier runs.
     *
     * @param slopes how far the oscillator was seen to stray
     */
    public ReferenceClock(
            ReferenceClockSettings settings,
            LeapSettings leapSettings,
            SlopeRecord slopes,
            SystemClock clock,
            Consumer<ClockEvent> listener) {
        this.works = Clockwork.assemble(settings, leapSettings, slopes, clock, listener);
        this.helm = new Helm(works);
        this.gate = new PulseGate(works, helm);
        this.naming = new SecondNaming(works, helm, gate);
        this.use = new PulseUse(works, helm, gate, naming);
        this.crossing = new LeapCrossing(works.leapWatch(), works.clock());
        this.lookout = new Lookout(works, helm, gate, naming, crossing);
        this.stateSinceNanos = helm.clockNanos();
        helm.carry(deltaNanos -> stateSinceNanos += deltaNanos);
        this.published = Bulletin.of(works, helm, crossing, ErrorBound.NONE, stateSinceNanos);
    }

    /** What may be served; a new one at every input. */
    public ClockSnapshot snapshot() {
        return published.snapshot();
    }

    /** How things stand; of the same instant as {@link #snapshot} if no input came between. */
    public ReferenceClockReport report() {
        return published.report();
    }

    /** What is known of leap seconds; of the same instant as {@link #report} if no input came between. */
    public LeapReport leap() {
        return published.leap();
    }

    /** What is to outlive a restart, a minute old at most; nothing before the clock was first vouched for. */
    public Optional<ClockMemory> memory() {
        return works.follower().memory();
    }

    /** What would become of the clock if pulses were taken away now; for the owner's thread. */
    public HoldoverOutlook outlook() {
        return works.follower().outlook();
    }

    /** The pulses of the last hour, oldest first; a copy made on demand. */
    public List<JudgedPulse> recentPulses() {
        return history.copy();
    }

    /** Takes what happened. */
    public void accept(ClockInput input) {
        switch (input) {
            case ClockInput.PulseArrived(var pulse) -> onPulse(pulse);
            case ClockInput.EpochArrived(var epoch) -> onEpoch(epoch);
            case ClockInput.LeapFileRead(var name, var reading) ->
                works.tell(helm.rawNanos(), works.leapWatch().offer(name, reading));
            case ClockInput.LeapVoted(var vote) -> works.leapWatch().vote(vote);
            case ClockInput.TemperatureRead(var sensor, double celsius) ->
                works.follower().read(sensor, celsius);
            case ClockInput.HealthHeard(var health) -> onHealth(health);
            case ClockInput.WitnessHeard(var witness) -> onWitness(witness);
            case ClockInput.Tick() -> onTick();
        }
    }

    /** A pulse came. */
    public void onPulse(Pulse pulse) {
        lookout.look();
        var judged = use.onPulse(pulse);
        history.add(judged);
        works.listener().accept(new ClockEvent.PulseJudged(judged));
        publish();
    }

    /** The receiver has finished a burst. */
    public void onEpoch(Epoch epoch) {
        lookout.look();
        naming.onEpoch(epoch);
        publish();
    }

    /** The receiver has spoken of itself. */
    public void onHealth(ReceiverHealth health) {
        lookout.look();
        works.receiverJudge().hear(health, helm.clockNanos() * 1e-9);
        publish();
    }

    /** Another source of time has spoken of our clock. */
    public void onWitness(OtherSource witness) {
        lookout.look();
        if (!helm.isOutOfDate(witness.rawNanos())) {
            works.receiverJudge().hear(witness, helm.clockNanos() * 1e-9);
        }
        publish();
    }

    /** A little time has passed; to be called about four times a second, whatever else comes. */
    public void onTick() {
        lookout.look();
        if (works.labeler().isNamed() && use.giveUpSecondsOverAt(helm.clockNanos())) {
            helm.obey(works.follower().steering());
        }
        publish();
    }

    private void publish() {
        long now = helm.clockNanos();
        judgeReceiver(now);
        var bound = bound(now);
        var keeper = works.keeper();
        var before = keeper.state();
        if (keeper.update(facts(now, bound))) {
            stateSinceNanos = now;
            works.listener()
                    .accept(new ClockEvent.StateChanged(helm.rawNanos(), before, keeper.state(), keeper.reason()));
        }
        published = Bulletin.of(works, helm, crossing, bound, stateSinceNanos);
    }

    /** Looks at the receiver again, and does what follows when it is suspect from now on. */
    private void judgeReceiver(long now) {
        var distrust = works.distrust();
        var follower = works.follower();
        boolean wasSuspect = distrust.isSuspect();
        boolean isVouchedFor = works.keeper().state().isSynchronised();
        var before = distrust.update(works.bound(now).boundSeconds(), isVouchedFor, now * 1e-9);
        if (before.isEmpty()) {
            return;
        }
        works.listener().accept(new ClockEvent.SuspicionChanged(helm.rawNanos(), before.get(), distrust.suspicion()));
        if (!wasSuspect && distrust.isSuspect() && distrust.isPull() && follower.isRetractable()) {
            follower.retract();
            helm.obey(follower.steering());
            works.seconds().usedUntil(now - RetractableDiscipline.SECONDS * SECOND_NANOS);
        }
        if (wasSuspect && !distrust.isSuspect() && follower.succeed()) {
            works.seconds().used();
        }
    }

    private ErrorBound bound(long now) {
        return works.bound(now)
                .plus("what is held against the receiver", works.distrust().extraSeconds(), 0);
    }

    /** Why pulses are withheld; a contradicted second may be the next burst's to put right, and is not a state yet. */
    private String suspicionOfState() {
        var suspicion = works.distrust().suspicion();
        boolean isMomentary = suspicion.grounds().equals(Set.of(Ground.DATE));
        return suspicion.isSuspect() && !isMomentary ? suspicion.sentence() : "";
    }

    private StateKeeper.Facts facts(long now, ErrorBound bound) {
        return new StateKeeper.Facts(
                gate.hearing().isHeard(),
                gate.hearing().complaint(now),
                suspicionOfState(),
                helm.doubt(),
                works.labeler().isNamed(),
                works.labeler().isNamed() ? "" : progress(now),
                works.follower().estimate().isSettled(),
                bound.boundSecondsAfter(SOON_SECONDS),
                works.settings().limitSeconds(),
                works.seconds().sinceUsedSeconds(now),
                Integer.bitCount(works.tally().reach()),
                use.lastFailure());
    }

    private String progress(long now) {
        if (!works.leapWatch().doubt().isEmpty()) {
            return works.leapWatch().doubt();
        }
        return gate.remedy().isEmpty() ? works.labeler().progress(now) : gate.remedy();
    }
}

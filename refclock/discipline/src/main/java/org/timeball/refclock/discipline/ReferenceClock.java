package org.timeball.refclock.discipline;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import org.timeball.refclock.discipline.PulseVerdict.NotUsed;
import org.timeball.refclock.discipline.PulseVerdict.Reason;
import org.timeball.refclock.discipline.PulseVerdict.Used;
import org.timeball.refclock.discipline.crosscheck.Ground;
import org.timeball.refclock.discipline.crosscheck.OtherSource;
import org.timeball.refclock.discipline.crosscheck.ReceiverJudge;
import org.timeball.refclock.discipline.holdover.SlopeRecord;
import org.timeball.refclock.discipline.leap.LeapNews;
import org.timeball.refclock.discipline.leap.LeapReport;
import org.timeball.refclock.discipline.leap.LeapSecond;
import org.timeball.refclock.discipline.leap.LeapSettings;
import org.timeball.refclock.discipline.leap.LeapWatch;
import org.timeball.refclock.discipline.leap.Smear;
import org.timeball.refclock.gnss.Epoch;
import org.timeball.refclock.gnss.ReceiverHealth;
import org.timeball.refclock.time.ClockSnapshot;
import org.timeball.refclock.time.ClockState;
import org.timeball.refclock.time.Leap;
import org.timeball.refclock.time.LeapMode;
import org.timeball.refclock.time.Pulse;
import org.timeball.refclock.time.RefId;
import org.timeball.refclock.time.SystemClock;

/**
 * A clock disciplined by one receiver: takes its pulses and bursts as they come, steers, and says what may be served.
 *
 * <p>One thread owns it and calls {@link #accept}; {@link #snapshot}, {@link #report} and {@link #recentPulses} may be
 * called from any.
 */
public final class ReferenceClock {

    private static final long SECOND_NANOS = 1_000_000_000L;

    /** A second is given up when its pulse is this late: time for a stamp to reach us, and for the next to be first. */
    private static final long GIVEN_UP_AFTER_NANOS = 1_200_000_000L;

    /** The same where the sentences are the pulse: a slow line is still busy with them when the next second begins. */
    private static final long SENTENCES_GIVEN_UP_AFTER_NANOS = 2_200_000_000L;

    /** From here on the clock is stepped to the pulses while nothing is vouched for; less is slewed. */
    private static final double STEP_SECONDS = 1e-3;

    /** A stamp is not taken so far in the future. */
    private static final long BACK_NANOS = 100_000_000L;

    /** A machine that slept has lost more than this: a clock that moved by less was set. */
    private static final long SLEEPLESS_NANOS = 2_000_000L;

    /** So long between two ticks the count of seconds is not trusted to go on. */
    private static final long AHEAD_NANOS = 600 * SECOND_NANOS;

    /** What is published now is served until the next tick, and its bound must be below the limit until then. */
    private static final double SOON_SECONDS = 0.25;

    /** An edge that came too early, kept for when no better one comes. */
    private record Deferred(long second, long at, double phase) {}

    private record Published(ClockSnapshot snapshot, ReferenceClockReport report, LeapReport leap) {}

    private final ReferenceClockSettings settings;
    private final SteeredClock clock;
    private final Consumer<ClockEvent> listener;

    private final PulseLabeler labeler = new PulseLabeler();
    private final Displacement displacement = new Displacement();
    private final LeapWatch leapWatch;
    private final LeapCrossing leapCrossing;
    private final PulseWidth width = new PulseWidth();
    private final PulseCycle cycle = new PulseCycle();
    private final PulseTally tally = new PulseTally();
    private final PulseHistory history = new PulseHistory();
    private final StateKeeper keeper = new StateKeeper();
    private final ReceiverJudge receiverJudge;
    private final Distrust distrust;
    private final PulseFollower follower;
    private final SecondCount seconds = new SecondCount();

    private Hearing hearing = Hearing.NOTHING;
    private OptionalLong lastSequence = OptionalLong.empty();
    private long lastRawNanos;
    private long lastMonotonicNanos;

    /** The receiver knew its satellites' count of leap seconds when it named the second. */
    private boolean isNamedByCount;

    private long stateSinceNanos;
    private Optional<Deferred> deferred = Optional.empty();
    private String doubt = "";
    private String lastFailure = "";

    private volatile Published published;

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
        this.settings = settings;
        this.clock = new SteeredClock(clock);
        this.leapWatch = new LeapWatch(leapSettings);
        this.leapCrossing = new LeapCrossing(leapWatch, this.clock);
        this.listener = listener;
        // a frequency that is set in steps is the kernel's, which nobody else may steer beside us
        this.receiverJudge = new ReceiverJudge(
                settings.granularityPpb() > 0 && settings.kind().isPulse());
        this.distrust = new Distrust(receiverJudge);
        this.follower = new PulseFollower(settings, slopes, distrust);
        readClock();
        this.stateSinceNanos = this.clock.clockNanos(lastRawNanos);
        this.published = publication(lastRawNanos, ErrorBound.NONE);
    }

    /** What may be served; a new one at every input. */
    public ClockSnapshot snapshot() {
        return published.snapshot;
    }

    /** How things stand; of the same instant as {@link #snapshot} if no input came between. */
    public ReferenceClockReport report() {
        return published.report;
    }

    /** What is known of leap seconds; of the same instant as {@link #report} if no input came between. */
    public LeapReport leap() {
        return published.leap;
    }

    /** What is to outlive a restart, a minute old at most; nothing before the clock was first vouched for. */
    public Optional<ClockMemory> memory() {
        return follower.memory();
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
            case ClockInput.LeapFileRead(var name, var reading) -> tell(leapWatch.offer(name, reading));
            case ClockInput.LeapVoted(var vote) -> leapWatch.vote(vote);
            case ClockInput.TemperatureRead(var sensor, double celsius) -> follower.read(sensor, celsius);
            case ClockInput.HealthHeard(var health) -> onHealth(health);
            case ClockInput.WitnessHeard(var witness) -> onWitness(witness);
            case ClockInput.Tick() -> onTick();
        }
    }

    /** A pulse came. */
    public void onPulse(Pulse pulse) {
        look();
        var judged = judge(pulse);
        if (judged.verdict() instanceof NotUsed(var reason, var sentence)) {
            tally.notUsed(reason);
            lastFailure = sentence;
        }
        history.add(judged);
        listener.accept(new ClockEvent.PulseJudged(judged));
        publish();
    }

    /** The receiver has finished a burst. */
    public void onEpoch(Epoch epoch) {
        look();
        if (!isMovedSince(epoch.firstByteRawNanos()) && tellsSomething(epoch)) {
            hear(epoch, clock.clockNanos(epoch.firstByteRawNanos()));
        }
        publish();
    }

    /** The receiver has spoken of itself. */
    public void onHealth(ReceiverHealth health) {
        look();
        receiverJudge.hear(health, clockSeconds());
        publish();
    }

    /** Another source of time has spoken of our clock. */
    public void onWitness(OtherSource witness) {
        look();
        if (!isOutOfDate(witness.rawNanos())) {
            receiverJudge.hear(witness, clockSeconds());
        }
        publish();
    }

    /** A little time has passed; to be called about four times a second, whatever else comes. */
    public void onTick() {
        look();
        if (labeler.isNamed() && giveUpSecondsUntil(clock.clockNanos(lastRawNanos) - givenUpAfterNanos())) {
            obey(follower.steering());
        }
        publish();
    }

    private JudgedPulse judge(Pulse pulse) {
        boolean isRepeated = lastSequence.isPresent() && lastSequence.getAsLong() == pulse.sequence();
        lastSequence = OptionalLong.of(pulse.sequence());
        if (isRepeated) {
            return unnamed(pulse, Reason.DUPLICATE, "the edge numbered " + pulse.sequence() + " came twice");
        }
        if (isOutOfDate(pulse.rawNanos())) {
            return unnamed(pulse, Reason.OUT_OF_DATE, "stamped before the clock was last steered, or in the future");
        }
        double lateSeconds = settings.latencySeconds() + distrust.shiftSeconds();
        long at = clock.clockNanos(pulse.rawNanos()) - Math.round(lateSeconds * 1e9);
        width.hear(pulse);
        if (width.isWrongEdge()) {
            return unnamed(pulse, Reason.WRONG_EDGE, width.complaint());
        }
        if (!labeler.isNamed()) {
            if (settings.kind().isPulse() && !cycle.isNext(at)) {
                return unnamed(pulse, Reason.OFF_BEAT, cycle.complaint(at));
            }
            labeler.onPulse(at);
            return unnamed(pulse, Reason.UNNAMED, "it is not known yet which second it marks");
        }
        long second = labeler.secondAt(at);
        double phase = (at - second * SECOND_NANOS) * 1e-9 - follower.sawtoothSeconds(second, at);
        return new JudgedPulse(
                pulse.rawNanos(), OptionalLong.of(second), OptionalDouble.of(-phase), judgeNamed(second, at, phase));
    }

    private static JudgedPulse unnamed(Pulse pulse, Reason reason, String sentence) {
        return new JudgedPulse(
                pulse.rawNanos(), OptionalLong.empty(), OptionalDouble.empty(), new NotUsed(reason, sentence));
    }

    private PulseVerdict judgeNamed(long second, long at, double phase) {
        double place = follower.placeSeconds(keeper.state().isSynchronised());
        if (Math.abs(phase - follower.estimate().phaseSeconds()) > place) {
            displacement.strangePulse(at);
            seconds.edge(second);
            return new NotUsed(
                    Reason.OUT_OF_PLACE,
                    Figure.lateness(phase) + ", more than the " + Figure.ofSeconds(place)
                            + " a pulse may be off its second; the wrong edge?");
        }
        if (second <= seconds.last()) {
            return new NotUsed(Reason.EXTRA, "its second has had a pulse or was given up");
        }
        if (keeper.state() == ClockState.LOCKED && follower.isFarEarly(phase)) {
            return defer(second, at, phase);
        }
        displacement.clear();
        labeler.onPulse(at);
        seconds.edge(second);
        var refusal = hearing.refusal(at);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        return distrust.isSuspect() ? withhold(second, at, phase) : measure(second, at, phase);
    }

    /** Crosstalk may come before the pulse: an edge that is early is taken only when no better one comes. */
    private PulseVerdict defer(long second, long at, double phase) {
        if (deferred.isEmpty() || deferred.get().second != second || phase > deferred.get().phase) {
            deferred = Optional.of(new Deferred(second, at, phase));
        }
        seconds.edge(second);
        double usual = follower.estimate().jitterSeconds();
        return new NotUsed(Reason.OUTLIER, Figure.lateness(phase) + ", usual spread " + Figure.ofSeconds(usual));
    }

    /** A pulse of a receiver that is suspect: the clock goes on as without it, and where it would have it is noted. */
    private PulseVerdict withhold(long second, long at, double phase) {
        giveUpUntil(second);
        follower.withhold(at, phase, movedUntil(at));
        endSecond(second, at, false);
        obey(follower.steering());
        return new NotUsed(
                Reason.SUSPECT, distrust.suspicion().sentence() + "; " + Figure.lateness(phase) + " by our clock");
    }

    private PulseVerdict measure(long second, long at, double phase) {
        giveUpUntil(second);
        double moved = movedUntil(at);
        double interval = seconds.hasUsed() ? seconds.sinceUsedSeconds(at) : 0;
        var before = follower.estimate();
        var decision = follower.follow(second, at, phase, moved);
        endSecond(second, at, decision.verdict().isUsed());
        var refusal = obey(decision.steering());
        follower.learn();
        if (refusal.isPresent()) {
            return new NotUsed(Reason.CLOCK_REFUSED, refusal.get());
        }
        if (decision.verdict() instanceof Used) {
            tally.used(second, -phase, follower.estimate().frequencyPpb(), interval);
            seconds.used();
            lastFailure = "";
            follower.remember(second, keeper.state() == ClockState.LOCKED);
            startOverIfFarOff();
            double movedInAll = moved + decision.steering().stepSeconds();
            if (follower.holdAgainstMove(before, movedInAll, keeper.state().isSynchronised(), at)) {
                obey(follower.steering());
            }
        }
        return decision.verdict();
    }

    private long givenUpAfterNanos() {
        return settings.kind().isPulse() ? GIVEN_UP_AFTER_NANOS : SENTENCES_GIVEN_UP_AFTER_NANOS;
    }

    /** While nothing is vouched for, a clock that is far off is stepped in the filter's next start rather than slewed. */
    private void startOverIfFarOff() {
        var estimate = follower.estimate();
        double far = Math.max(STEP_SECONDS, settings.limitSeconds());
        if (!keeper.state().isSynchronised() && estimate.isSettled() && Math.abs(estimate.phaseSeconds()) > far) {
            follower.startAnew();
        }
    }

    private boolean giveUpSecondsUntil(long clockNanos) {
        boolean isAny = false;
        while (seconds.isNextOverAt(clockNanos)) {
            giveUp(seconds.last() + 1);
            isAny = true;
        }
        return isAny;
    }

    private void giveUpUntil(long second) {
        while (seconds.last() < second - 1) {
            giveUp(seconds.last() + 1);
        }
    }

    private void giveUp(long second) {
        var early = deferred.filter(it -> it.second == second);
        deferred = Optional.empty();
        if (early.isPresent()
                && !distrust.isSuspect()
                && hearing.complaint(early.get().at).isEmpty()) {
            labeler.onPulse(early.get().at);
            measure(second, early.get().at, early.get().phase);
            return;
        }
        long at = second * SECOND_NANOS;
        follower.miss(movedUntil(at));
        if (!seconds.hadEdgeSince(second)) {
            lastFailure = "";
        }
        endSecond(second, at, false);
    }

    private void endSecond(long second, long at, boolean isUsed) {
        tally.secondIsOver(isUsed, !seconds.hadEdge(second));
        seconds.end(second, at);
    }

    private double movedUntil(long clockNanos) {
        return clock.movedSeconds(seconds.lastNanos(), clockNanos);
    }

    /** A burst with a fix and without a second, as a damaged line leaves it, says nothing for or against the time. */
    private static boolean tellsSomething(Epoch epoch) {
        return epoch.utcSecond().isPresent() || !epoch.fix().isGoodForTime();
    }

    private void hear(Epoch epoch, long firstByteNanos) {
        hearing = hearing.after(epoch, firstByteNanos);
        epoch.nextPulse().ifPresent(next -> follower.hear(next, firstByteNanos));
        tell(leapWatch.hear(epoch, firstByteNanos, labeler.isNamed()));
        if (labeler.isNamed() && !isNamedByCount && !leapWatch.doubt().isEmpty()) {
            labeler.forget();
            loseNames(leapWatch.doubt());
            return;
        }
        if (labeler.isNamed() && displacement.isClockMoved(firstByteNanos, labeler.delay())) {
            labeler.forget();
            loseNames("the machine's clock was moved by something else");
            return;
        }
        switch (labeler.onEpoch(
                epoch,
                firstByteNanos,
                isCounterAlone(epoch, firstByteNanos),
                receiverJudge.behindSeconds(firstByteNanos * 1e-9))) {
            case PulseLabeler.Finding.Nothing() -> {}
            case PulseLabeler.Finding.Named(long utcSecond, long clockNanos) -> set(utcSecond, clockNanos);
            case PulseLabeler.Finding.Lost(var reason) -> loseNames(reason);
        }
        receiverJudge.hear(epoch, labeler.difference(), firstByteNanos * 1e-9);
    }

    /** Whether the receiver's second is worth nothing just now, because of a leap second that came, comes, or is not known. */
    private boolean isCounterAlone(Epoch epoch, long firstByteNanos) {
        boolean isNear = labeler.isNamed()
                ? leapWatch.isUnclear(Math.floorDiv(firstByteNanos, SECOND_NANOS))
                : epoch.utcSecond().isPresent()
                        && leapWatch.isNameless(epoch.utcSecond().getAsLong());
        return isNear || !leapWatch.doubt().isEmpty();
    }

    /** Names are known: brings the clock to them, and starts the discipline from the next pulse on. */
    private void set(long utcSecond, long pulseNanos) {
        listener.accept(new ClockEvent.NamingEstablished(lastRawNanos, utcSecond, labeler.delay()));
        doubt = "";
        isNamedByCount = leapWatch.isCountTold();
        leapWatch.named(utcSecond);
        seconds.forgetUsed();
        displacement.clear();
        follower.startAnew();
        long delta = utcSecond * SECOND_NANOS - pulseNanos;
        boolean isFar = Math.abs(delta) > STEP_SECONDS * 1e9;
        var refusal = isFar ? step(delta, "brought to the second that the receiver names") : Optional.<String>empty();
        if (refusal.isEmpty()) {
            refusal = obey(follower.steering());
        }
        if (refusal.isPresent()) {
            labeler.forget();
            return;
        }
        long newest = labeler.newestPulse().orElse(pulseNanos);
        seconds.begin(labeler.secondAt(newest), newest);
    }

    /** Names were dropped: vouches for nothing, and lets the clock run at what is known of its frequency. */
    private void loseNames(String reason) {
        doubt = reason;
        seconds.forgetUsed();
        displacement.clear();
        follower.startAnew();
        obey(follower.steering());
        listener.accept(new ClockEvent.NamingLost(lastRawNanos, reason));
    }

    /** An edge is to be compared with the very clock that stamped it; a coarse pulse is as old as its sentences. */
    private boolean isOutOfDate(long rawNanos) {
        return isMovedSince(rawNanos) || settings.kind().isPulse() && clock.isCommandedSince(rawNanos);
    }

    private boolean isMovedSince(long rawNanos) {
        return clock.isSteppedSince(rawNanos) || rawNanos > lastRawNanos + BACK_NANOS;
    }

    /** Reads the clock; notices when it was moved by somebody else, and when a leap second is due. */
    private void look() {
        long before = lastMonotonicNanos;
        long clockBefore = clock.clockNanos(lastRawNanos);
        // Read before it is asked whether it was set: what is set after that is not in a reading that goes out.
        var reading = readClock();
        long set = clock.takeForeignMoveNanos();
        if (set != 0 && labeler.isNamed()) {
            reading = putBack(set);
        }
        var leapt = labeler.isNamed()
                ? leapCrossing.takenByKernel(clockBefore, clock.clockNanos(lastRawNanos))
                : Optional.<LeapSecond>empty();
        if (leapt.isPresent()) {
            followKernel(leapt.get());
            reading = readClock();
        }
        long moved = clock.movedByOthersNanos(reading);
        if (moved != 0 && labeler.isNamed() && Math.abs(moved) < SLEEPLESS_NANOS) {
            moved = clock.movedByOthersNanos(putBack(moved));
        }
        boolean hasSlept = labeler.isNamed() && lastMonotonicNanos - before > AHEAD_NANOS;
        if (moved != 0 || hasSlept) {
            boolean wasNamed = labeler.isNamed();
            labeler.forget();
            clock.movedByOthers(lastRawNanos);
            hearing = hearing.moved(moved);
            cycle.onStep(moved);
            deferred = Optional.empty();
            if (wasNamed) {
                loseNames(
                        hasSlept
                                ? "nobody minded the clock for "
                                        + Figure.ofSeconds((lastMonotonicNanos - before) * 1e-9)
                                : "the machine's clock was moved by " + Figure.ofSeconds(moved * 1e-9)
                                        + ", or it slept");
            }
        }
        if (labeler.isNamed()) {
            leap(clock.clockNanos(lastRawNanos));
        }
    }

    private RawMovement.Reading readClock() {
        var reading = clock.read();
        lastRawNanos = reading.rawNanos();
        lastMonotonicNanos = reading.monotonicNanos();
        return reading;
    }

    /** It is known to the microsecond how far the clock was moved; refused, the clock is what it is and found out below. */
    private RawMovement.Reading putBack(long movedNanos) {
        if (noted(clock.putBack(movedNanos)).isEmpty()) {
            var why = "put back: something else had set the machine's clock "
                    + (movedNanos < 0 ? "back by " : "forward by ") + Figure.ofSeconds(movedNanos * 1e-9);
            listener.accept(new ClockEvent.Stepped(lastRawNanos, -movedNanos, why));
        }
        return readClock();
    }

    private void leap(long clockNanos) {
        long second = Math.floorDiv(clockNanos, SECOND_NANOS);
        tell(leapWatch.onSecond(second));
        leapCrossing.prepare(second);
        leapCrossing.dueAt(clockNanos).ifPresent(this::take);
    }

    /** The kernel has moved its clock over a leap second, as it was asked to. */
    private void followKernel(LeapSecond leap) {
        leapCrossing.disarm();
        clock.movedBy(-leap.change() * SECOND_NANOS);
        carriedOver(leap, "a leap second, taken by the kernel");
    }

    private void take(LeapSecond leap) {
        if (leapWatch.mode() == LeapMode.IGNORE) {
            tell(List.of(leapWatch.taken()));
            labeler.forget();
            loseNames("a leap second is due, and is ignored as configured: the receiver must name the seconds");
            return;
        }
        if (noted(clock.leap(-leap.change())).isPresent()) {
            leapWatch.taken();
            labeler.forget();
            return;
        }
        carriedOver(leap, "a leap second");
    }

    private void carriedOver(LeapSecond leap, String why) {
        int seconds = -leap.change();
        moved(seconds * SECOND_NANOS, why);
        labeler.onLeap(seconds);
        receiverJudge.onLeap(seconds);
        this.seconds.onLeap(seconds);
        tell(List.of(leapWatch.taken()));
    }

    private void tell(List<LeapNews> news) {
        news.forEach(told -> listener.accept(new ClockEvent.LeapTold(lastRawNanos, told)));
    }

    /** Does what the discipline wants; returns why the clock refused, if it did. */
    private Optional<String> obey(Steering steering) {
        if (steering.stepSeconds() != 0) {
            var refusal = step(Math.round(steering.stepSeconds() * 1e9), "brought to the first pulses");
            if (refusal.isPresent()) {
                labeler.forget();
                return refusal;
            }
        }
        var refusal = noted(clock.setFrequency(steering.frequencyPpb()));
        if (refusal.isEmpty() && labeler.isNamed()) {
            doubt = "";
        }
        return refusal;
    }

    private Optional<String> step(long deltaNanos, String why) {
        var refusal = noted(clock.step(deltaNanos));
        if (refusal.isEmpty()) {
            moved(deltaNanos, why);
            receiverJudge.onStep(deltaNanos);
        }
        return refusal;
    }

    /** Everything that remembers a reading of the clock moves with it. */
    private void moved(long deltaNanos, String why) {
        readClock();
        follower.interrupt();
        labeler.onStep(deltaNanos);
        cycle.onStep(deltaNanos);
        deferred = Optional.empty();
        hearing = hearing.moved(deltaNanos);
        seconds.onStep(deltaNanos);
        stateSinceNanos += deltaNanos;
        listener.accept(new ClockEvent.Stepped(lastRawNanos, deltaNanos, why));
    }

    private Optional<String> noted(Optional<String> refusal) {
        refusal.ifPresent(message -> {
            doubt = message;
            listener.accept(new ClockEvent.ClockRefused(lastRawNanos, message));
        });
        return refusal;
    }

    private void publish() {
        long raw = lastRawNanos;
        long now = clock.clockNanos(raw);
        judgeReceiver(now);
        var bound = bound(now);
        var before = keeper.state();
        if (keeper.update(facts(now, bound))) {
            stateSinceNanos = now;
            listener.accept(new ClockEvent.StateChanged(raw, before, keeper.state(), keeper.reason()));
        }
        published = publication(raw, keeper.state().isSynchronised() ? bound : ErrorBound.NONE);
    }

    /** Looks at the receiver again, and does what follows when it is suspect from now on. */
    private void judgeReceiver(long now) {
        boolean wasSuspect = distrust.isSuspect();
        boolean isVouchedFor = keeper.state().isSynchronised();
        var before = distrust.update(ownBound(now).boundSeconds(), isVouchedFor, now * 1e-9);
        if (before.isEmpty()) {
            return;
        }
        listener.accept(new ClockEvent.SuspicionChanged(lastRawNanos, before.get(), distrust.suspicion()));
        if (!wasSuspect && distrust.isSuspect() && distrust.isPull() && follower.isRetractable()) {
            follower.retract();
            obey(follower.steering());
            seconds.usedUntil(now - RetractableDiscipline.SECONDS * SECOND_NANOS);
        }
        if (wasSuspect && !distrust.isSuspect() && follower.succeed()) {
            seconds.used();
        }
    }

    /** How far off the clock may be if the receiver is as good as its word. */
    private ErrorBound ownBound(long now) {
        return seconds.hasUsed()
                ? follower.bound(seconds.sinceLastSeconds(now), movedUntil(now), seconds.sinceUsedSeconds(now))
                : ErrorBound.NONE;
    }

    private ErrorBound bound(long now) {
        return ownBound(now).plus(distrust.extraSeconds(), 0);
    }

    private double clockSeconds() {
        return clock.clockNanos(lastRawNanos) * 1e-9;
    }

    /** Why pulses are withheld; a contradicted second may be the next burst's to put right, and is not a state yet. */
    private String suspicionOfState() {
        var suspicion = distrust.suspicion();
        boolean isMomentary = suspicion.grounds().equals(Set.of(Ground.DATE));
        return suspicion.isSuspect() && !isMomentary ? suspicion.sentence() : "";
    }

    private StateKeeper.Facts facts(long now, ErrorBound bound) {
        return new StateKeeper.Facts(
                hearing.isHeard(),
                hearing.complaint(now),
                suspicionOfState(),
                doubt,
                labeler.isNamed(),
                progress(now),
                follower.estimate().isSettled(),
                bound.boundSecondsAfter(SOON_SECONDS),
                settings.limitSeconds(),
                seconds.sinceUsedSeconds(now),
                lastFailure);
    }

    private String progress(long now) {
        if (!leapWatch.doubt().isEmpty()) {
            return leapWatch.doubt();
        }
        return cycle.remedy().isEmpty() ? labeler.progress(now) : cycle.remedy();
    }

    private Published publication(long raw, ErrorBound bound) {
        boolean isSynchronised = keeper.state().isSynchronised();
        long now = clock.clockNanos(raw);
        var smear = leapWatch.smear(now);
        boolean isSmeared = !smear.equals(Smear.NONE);
        long reference = tally.lastUsedSecond() * SECOND_NANOS;
        var snapshot = new ClockSnapshot(
                keeper.state(),
                isSynchronised ? leapWatch.leapAt(Math.floorDiv(now, SECOND_NANOS)) : Leap.UNKNOWN,
                isSynchronised ? settings.kind().stratum() : 0,
                isSynchronised ? isSmeared ? RefId.SMEAR : settings.kind().refId() : RefId.NONE,
                raw,
                lastMonotonicNanos,
                now - raw + smear.offsetNanos(),
                clock.correctionRatePpb() + smear.ratePpb(),
                reference == 0 ? 0 : reference + smear.offsetNanos(),
                0,
                bound.boundSeconds(),
                bound.boundRatePpb(),
                bound.withinSeconds(),
                bound.withinRatePpb());
        return new Published(leapCrossing.scheduled(snapshot, now), reportAt(), leapWatch.report(now));
    }

    private ReferenceClockReport reportAt() {
        var estimate = follower.estimate();
        ClockState state = keeper.state();
        return new ReferenceClockReport(
                state,
                stateSinceNanos,
                keeper.reason(),
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
                labeler.isNamed(),
                labeler.delay(),
                distrust.suspicion(),
                clock.refusals(),
                follower.sawtooth(),
                follower.temperature());
    }
}

package org.timeball.refclock.discipline.network.clock;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.timeball.refclock.discipline.ClockMemory;
import org.timeball.refclock.discipline.Figure;
import org.timeball.refclock.discipline.holdover.HoldoverMemory;
import org.timeball.refclock.discipline.holdover.SlopeRecord;
import org.timeball.refclock.discipline.network.NetworkSample;
import org.timeball.refclock.discipline.network.Selection;
import org.timeball.refclock.discipline.network.SourcePanel;
import org.timeball.refclock.time.ClockSnapshot;
import org.timeball.refclock.time.SystemClock;

/**
 * Follows servers of the network: selects among them, estimates phase and frequency, steers the clock, and says how far
 * off it can be.
 *
 * <p>Beside a reference clock that steers the machine's clock it is given a {@code SoftwareClock} over that one, so that
 * two hands are never on one clock: it knows then what it would serve, and the machine's clock is left alone.
 *
 * <p>{@link #published}, {@link #snapshot} and {@link #report} may be called from any thread; all else belongs to one.
 */
public final class NetworkClock {

    /** A slew is spread over so much of the time to the next answer: what that says is then mostly news. */
    private static final double SLEW_SHARE = 0.5;

    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final double SHORTEST_SLEW_SECONDS = 16;
    private static final double LONGEST_SLEW_SECONDS = 300;

    /** Who has not answered by then is not waited for. */
    private static final long OPENING_NANOS = 30 * SECOND_NANOS;

    /** How far off a remembered frequency may be, one standard deviation: a board that was cold is not what it was warm. */
    private static final double REMEMBERED_DEVIATION = 2e-6;

    /** The same after a sleep. */
    private static final double SLEPT_DEVIATION = 0.5e-6;

    /** How far a clock may stray within an hour beyond what is expected, before it was watched for a day. */
    private static final double PRIOR_PPB = 750;

    private final NetworkClockSettings settings;
    private final SlopeRecord slopes;
    private final Consumer<NetworkEvent> listener;
    private final Rudder rudder;
    private final SourcePanel panel;
    private final Follower follower;
    private final PollAdvice poll;
    private final Watchkeeper watch;
    private final Map<String, Long> used = new HashMap<>();
    private boolean isHeard;
    private OptionalLong openedMonotonicNanos = OptionalLong.empty();
    private Selection selection;
    private Optional<Reference> reference = Optional.empty();
    private Optional<String> panic = Optional.empty();
    private long updates;
    private volatile Published published;

    /**
     * Sets the remembered frequency, or none; steps nothing.
     *
     * @param memory   what an earlier run left; empty for nothing
     * @param clock    what is steered
     * @param listener told of what happens
     */
    public NetworkClock(
            NetworkClockSettings settings,
            Optional<ClockMemory> memory,
            SystemClock clock,
            Consumer<NetworkEvent> listener) {
        this.settings = settings;
        this.listener = listener;
        this.slopes = memory.map(ClockMemory::slopes).orElse(SlopeRecord.EMPTY);
        this.rudder = new Rudder(clock, settings.maxSlewPpb());
        this.panel = new SourcePanel(settings.selection());
        this.poll = new PollAdvice(settings);
        double rate = memory.map(it -> -it.oscillatorPpb() * 1e-9).orElse(0.0);
        double deviation = memory.isPresent() ? REMEMBERED_DEVIATION : settings.crystalPpb() * 1e-9 / Course.DEVIATIONS;
        var learned = new HoldoverMemory(PRIOR_PPB, slopes).slopes();
        this.follower = new Follower(settings, learned, rate, deviation);
        this.watch = new Watchkeeper(settings.limitSeconds(), rudder, follower, listener);
        this.selection = select();
        steer();
        this.published = publish();
    }

    /** From now on there is a source of this name. */
    public void addSource(String name) {
        panel.add(name);
    }

    /** From now on there is none. */
    public void removeSource(String name) {
        panel.remove(name);
        used.remove(name);
    }

    /** A source is asked: its reach register moves on. To be called once for each poll, a burst being one. */
    public void onPoll(String name) {
        panel.onPoll(name);
    }

    /**
     * A source has answered.
     *
     * @param sample its reading and offset by the machine's raw clock, whatever is added to that
     */
    public void onSample(String name, NetworkSample sample) {
        look();
        if (rudder.isOutOfDate(sample.rawNanos())) {
            return;
        }
        isHeard = true;
        if (openedMonotonicNanos.isEmpty()) {
            openedMonotonicNanos = OptionalLong.of(rudder.monotonicNanos());
        }
        panel.hear(name, free(sample));
        selection = select();
        agreement().filter(_ -> isNews(name)).ifPresent(this::update);
        act();
    }

    /** A little time has passed; to be called about four times a second, whatever else comes. */
    public void onTick() {
        look();
        selection = select();
        act();
    }

    /** The same as said of the free-running clock. */
    private NetworkSample free(NetworkSample sample) {
        long clockNanos = rudder.clockNanosAt(sample.rawNanos());
        double slewed = rudder.slewedSecondsAt(clockNanos);
        double corrected = (clockNanos - sample.rawNanos()) * 1e-9;
        return sample.shifted(clockNanos - Math.round(slewed * 1e9), slewed - corrected);
    }

    private Selection select() {
        return panel.select(rudder.freeNanos(), rudder.slewedSeconds(), follower.ageing());
    }

    /**
     * What is to be followed: nobody before all have had their say, lest the first to answer is the one that lies.
     */
    private Optional<Selection.Agreement> agreement() {
        return isOpening() ? Optional.empty() : selection.agreement();
    }

    private boolean isOpening() {
        return follower.updates() == 0
                && !panel.hasEveryoneHadTheirSay()
                && rudder.monotonicNanos() - openedMonotonicNanos.orElse(rudder.monotonicNanos()) < OPENING_NANOS;
    }

    /** Whether the best of a source that is part of the mean is an answer that was not used yet. */
    private boolean isNews(String name) {
        long best = selection.verdicts().stream()
                .filter(verdict ->
                        verdict.name().equals(name) && verdict.state().isUsed())
                .flatMap(verdict -> verdict.figures().stream())
                .mapToLong(figures -> figures.best().rawNanos())
                .findFirst()
                .orElse(Long.MIN_VALUE);
        if (best <= used.getOrDefault(name, Long.MIN_VALUE)) {
            return false;
        }
        used.put(name, best);
        return true;
    }

    private void update(Selection.Agreement agreement) {
        if (panicAt(agreement).isPresent()) {
            return;
        }
        boolean isStart = isStart();
        double jitter = agreement.jitterSeconds() * Math.sqrt(agreement.used());
        follower.measure(
                rudder.freeNanos(),
                agreement.offsetSeconds() + rudder.slewedSeconds(),
                jitter * jitter,
                agreement.agreeing(),
                agreement.truth().moved(rudder.slewedSeconds(), 0));
        updates++;
        reference = Optional.of(Reference.of(agreement, rudder.clockNanos()));
        follower.steered().ifPresent(course -> poll.onUpdate(course, jitter, agreement.truth(), follower.ageing()));
        if (isStart && Math.abs(behindSeconds()) > settings.steps().startAboveSeconds()) {
            step(Math.round(behindSeconds() * 1e9));
        }
    }

    /** How far the clock is behind by what is believed. */
    private double behindSeconds() {
        return follower.steered()
                .map(course -> course.at(rudder.freeNanos()).behindSeconds() - rudder.slewedSeconds())
                .orElse(0.0);
    }

    private void step(long deltaNanos) {
        if (watch.noted(rudder.step(deltaNanos))) {
            return;
        }
        panel.onStep(deltaNanos);
        follower.onStep(deltaNanos);
        used.replaceAll((_, nanos) -> nanos + deltaNanos);
        listener.accept(new NetworkEvent.Stepped(rudder.rawNanos(), deltaNanos, "brought to what the sources say"));
        selection = select();
    }

    /** Reads the clock; one that was moved by nobody knows how much is begun with anew. */
    private void look() {
        switch (rudder.look()) {
            case Sight.Usual() -> {}
            case Sight.Leapt(int seconds) -> leapt(seconds);
            case Sight.Lost() -> {
                panel.forgetAnswers();
                follower.beginAnew(SLEPT_DEVIATION);
                used.clear();
                poll.hurry();
                openedMonotonicNanos = OptionalLong.empty();
                listener.accept(new NetworkEvent.BeganAnew(
                        rudder.rawNanos(), "the machine's clock was moved by nobody knows how much, or it slept"));
            }
        }
    }

    /** Clock and UTC were moved alike: what is known of how far they are apart is as it was. */
    private void leapt(int seconds) {
        long nanos = seconds * SECOND_NANOS;
        panel.onLeap(seconds);
        follower.onLeap(nanos);
        used.replaceAll((_, read) -> read + nanos);
        listener.accept(new NetworkEvent.Stepped(rudder.rawNanos(), nanos, "a leap second"));
    }

    /** Steers by what is believed, and says how things stand. */
    private void act() {
        heed();
        steer();
        watch.look(new Watchkeeper.Situation(
                selection,
                isHeard,
                isOpening(),
                panic,
                reference.map(Reference::name).orElse("")));
        if (!watch.alarms().isEmpty()) {
            poll.hurry();
        }
        published = publish();
    }

    /** What the present selection says of the truth. */
    private void heed() {
        panic = agreement().flatMap(this::panicAt);
        agreement().ifPresent(agreement -> {
            var truth = agreement.truth().moved(rudder.slewedSeconds(), 0);
            if (panic.isPresent()) {
                follower.refuse(truth);
            } else {
                follower.agree(rudder.freeNanos(), truth);
                rudder.turn().expect(agreement.leap(), rudder.clockNanos());
                refer(agreement);
            }
        });
    }

    private Optional<String> panicAt(Selection.Agreement agreement) {
        double limit = settings.steps().panicSeconds();
        double offset = Math.abs(agreement.offsetSeconds());
        return isStart() || offset <= limit
                ? Optional.empty()
                : Optional.of("the sources say that the clock is off by " + Figure.ofSeconds(offset)
                        + ", more than it may be moved (" + Figure.ofSeconds(limit) + ")");
    }

    private boolean isStart() {
        return follower.updates() < settings.steps().startUpdates();
    }

    private void refer(Selection.Agreement agreement) {
        String before = reference.map(Reference::name).orElse("");
        if (!before.equals(agreement.selected())) {
            listener.accept(new NetworkEvent.Reselected(rudder.rawNanos(), before, agreement.selected()));
        }
        long since = reference.map(Reference::updatedNanos).orElse(0L);
        reference = Optional.of(Reference.of(agreement, since));
    }

    private void steer() {
        double over = Math.clamp(poll.seconds() * SLEW_SHARE, SHORTEST_SLEW_SECONDS, LONGEST_SLEW_SECONDS);
        watch.noted(rudder.steer(follower.rate(), behindSeconds(), over));
    }

    /** Ends slewing, so that a clock that is left alone goes on as well as it can. To be called when all else ends. */
    public void rest() {
        rudder.look();
        watch.noted(rudder.steer(follower.rate(), 0, LONGEST_SLEW_SECONDS));
    }

    private Published publish() {
        var course = follower.steered().map(it -> it.at(rudder.freeNanos()));
        var bound = watch.truth()
                .map(it -> Stated.of(it, behindSeconds(), course, follower.ageing(), rudder.slewPpb()))
                .orElse(Stated.NOTHING);
        var snapshot = Published.snapshot(watch.vouching(), reference, rudder, bound);
        var report = new NetworkClockReport(
                watch.vouching().state(),
                watch.vouching().reason(),
                selection.verdicts(),
                watch.alarms(),
                poll.log2(),
                behindSeconds(),
                selection.agreement().map(Selection.Agreement::jitterSeconds).orElse(0.0),
                -follower.rate() * 1e9,
                follower.rateDeviation() * 1e9,
                updates,
                rudder.refusals());
        return new Published(snapshot, report);
    }

    /** What may be served and how things stand, of one instant: what one says of the other holds. */
    public Published published() {
        return published;
    }

    /** What may be served. */
    public ClockSnapshot snapshot() {
        return published.snapshot();
    }

    /** How things stand. */
    public NetworkClockReport report() {
        return published.report();
    }

    /** How often sources are best asked now, log₂ seconds. */
    public int pollLog2() {
        return poll.log2();
    }

    /** What is to outlive a restart; empty while the clock is not vouched for, or its frequency is not known well. */
    public Optional<ClockMemory> memory() {
        if (!watch.vouching().state().isSynchronised() || follower.rateDeviation() > REMEMBERED_DEVIATION) {
            return Optional.empty();
        }
        return Optional.of(
                new ClockMemory(Math.floorDiv(rudder.clockNanos(), SECOND_NANOS), -follower.rate() * 1e9, slopes));
    }
}

package org.timeball.refclock.discipline.fallback;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.timeball.refclock.discipline.ClockInput;
import org.timeball.refclock.discipline.ClockMemory;
import org.timeball.refclock.discipline.ReferenceClock;
import org.timeball.refclock.discipline.crosscheck.Ground;
import org.timeball.refclock.discipline.crosscheck.OtherSource;
import org.timeball.refclock.discipline.leap.LeapVote;
import org.timeball.refclock.discipline.network.NetworkSample;
import org.timeball.refclock.discipline.network.SourceState;
import org.timeball.refclock.discipline.network.SourceVerdict;
import org.timeball.refclock.discipline.network.clock.NetworkClock;
import org.timeball.refclock.discipline.network.clock.NetworkClockSettings;
import org.timeball.refclock.discipline.network.clock.NetworkEvent;
import org.timeball.refclock.time.ClockSnapshot;
import org.timeball.refclock.time.ClockState;

/**
 * A receiver's clock and the network's side by side: the network's servers are witnesses to the receiver's judge, name its
 * seconds, and have the clock while the receiver does not vouch for it.
 *
 * <p>One thread owns it and calls all but {@link #snapshot}, {@link #report}, {@link #memory} and {@link #pollLog2},
 * which may be called from any.
 */
public final class CombinedClock {

    /** A witness's word is forgotten after twenty minutes; two of these fit into them. */
    private static final int SLOWEST_POLL_LOG2 = 9;

    /** What the receiver has taught is a minute old at most while its clock is right. */
    private static final long RECENT_SECONDS = 120;

    private record Published(ClockSnapshot snapshot, CombinedReport report, Optional<ClockMemory> memory) {}

    private final ReferenceClock receiver;
    private final Supplier<Beside> network;

    /** Empty before there is a source. */
    private volatile Optional<Beside> beside;

    private ClockState state = ClockState.STARTING;
    private long sinceMonotonicNanos;
    private volatile Published published;

    /**
     * Who is told of what happens.
     *
     * @param network  to the network's clock
     * @param handover when another steers
     */
    public record Listeners(Consumer<NetworkEvent> network, Consumer<Handover> handover) {}

    /** The network's clock, and what is between it and the receiver's. */
    private record Beside(
            NetworkClock network,
            SharedClock shared,
            Steersman steersman,
            boolean hasReceiver,
            Consumer<Handover> listener) {}

    /**
     * Both; the network's begins with the first source, and until then costs nothing.
     *
     * @param receiver  with its hand on the shared clock; where the network's has it at first there is none, and this is idle
     * @param settings  of the network's clock; what it may be off by later is also by how much more than the bounds say it
     *     may move what the receiver has set
     * @param memory    what an earlier run left; empty for nothing
     * @param listeners told of what happens, by the owner's thread
     */
    public CombinedClock(
            ReferenceClock receiver,
            SharedClock shared,
            NetworkClockSettings settings,
            Optional<ClockMemory> memory,
            Listeners listeners) {
        this.receiver = receiver;
        this.network = () -> beside(shared, settings, memory, listeners);
        this.beside = shared.holder() == Steering.NETWORK ? Optional.of(network.get()) : Optional.empty();
        this.sinceMonotonicNanos = receiver.snapshot().monotonicNanos();
        this.published = publish();
    }

    private static Beside beside(
            SharedClock shared, NetworkClockSettings settings, Optional<ClockMemory> memory, Listeners listeners) {
        var steersman = new Steersman(shared.holder(), settings.steps().panicSeconds());
        var network = new NetworkClock(settings, memory, shared.hand(Steering.NETWORK), event -> {
            if (event instanceof NetworkEvent.BeganAnew) {
                steersman.forget();
            }
            listeners.network.accept(event);
        });
        return new Beside(network, shared, steersman, shared.holder() == Steering.RECEIVER, listeners.handover);
    }

    /** What may be served. */
    public ClockSnapshot snapshot() {
        return published.snapshot;
    }

    /** How things stand. */
    public CombinedReport report() {
        return published.report;
    }

    /** The receiver's own, of which snapshot, report and the like may be read by any thread. */
    public ReferenceClock receiver() {
        return receiver;
    }

    /** What is to outlive a restart: by the receiver, where that knows the time. */
    public Optional<ClockMemory> memory() {
        return published.memory;
    }

    /** How often servers are best asked now, log₂ seconds: as judges of a receiver they are not to fall asleep. */
    public int pollLog2() {
        return beside.map(it -> Math.min(
                        it.network.report().pollLog2(), it.hasReceiver ? SLOWEST_POLL_LOG2 : Integer.MAX_VALUE))
                .orElse(SLOWEST_POLL_LOG2);
    }

    /** Takes what has to do with the receiver, and passing time. */
    public void accept(ClockInput input) {
        if (!(input instanceof ClockInput.Tick)) {
            letHolderLook();
            receiver.accept(input);
            beside.ifPresent(this::steer);
        } else if (beside.isEmpty()) {
            receiver.onTick();
        } else {
            tick(beside.get());
        }
        published = publish();
    }

    /** What is done to the machine's clock is to be known to who does it before the other sees it. */
    private void letHolderLook() {
        beside.filter(it -> it.shared.holder() == Steering.NETWORK).ifPresent(it -> it.network.onTick());
    }

    private void tick(Beside it) {
        it.shared.tick();
        if (it.shared.holder() == Steering.NETWORK) {
            it.network.onTick();
            receiver.onTick();
        } else {
            receiver.onTick();
            it.network.onTick();
        }
        steer(it);
    }

    /** From now on there is a source of this name. */
    public void addSource(String name) {
        if (beside.isEmpty()) {
            beside = Optional.of(network.get());
        }
        beside.ifPresent(it -> it.network.addSource(name));
    }

    /** From now on there is none. */
    public void removeSource(String name) {
        beside.ifPresent(it -> it.network.removeSource(name));
    }

    /** A source is asked. */
    public void onPoll(String name) {
        beside.ifPresent(it -> it.network.onPoll(name));
    }

    /**
     * A source has answered.
     *
     * @param sample its reading and offset by the machine's raw clock
     */
    public void onSample(String name, NetworkSample sample) {
        beside.ifPresent(it -> {
            if (it.shared.holder() == Steering.RECEIVER) {
                receiver.onTick();
            }
            it.network.onSample(name, sample);
            var apart = it.shared.apartNanos() * 1e-9;
            long rawNanos = it.network.snapshot().rawNanos();
            var right = it.network.report().sources().stream()
                    .filter(verdict -> isRight(verdict.state()))
                    .toList();
            for (var verdict : right) {
                witness(verdict, apart, rawNanos).ifPresent(receiver::onWitness);
            }
            voteOnLeap(right, it.network.snapshot());
            steer(it);
            published = publish();
        });
    }

    private static boolean isRight(SourceState state) {
        return state.isUsed() || state == SourceState.NOT_COMBINED;
    }

    private void voteOnLeap(List<SourceVerdict> right, ClockSnapshot network) {
        var indicators = right.stream()
                .flatMap(verdict -> verdict.figures().stream())
                .map(figures -> figures.last().leap())
                .toList();
        long utcSecond = Math.floorDiv(network.utcNanos(network.rawNanos()), 1_000_000_000L);
        receiver.accept(new ClockInput.LeapVoted(LeapVote.ofPeers(indicators, utcSecond)));
    }

    /** What a source that is right says of the receiver's clock. */
    private static Optional<OtherSource> witness(SourceVerdict verdict, double apartSeconds, long rawNanos) {
        return verdict.figures()
                .map(figures -> new OtherSource(
                        verdict.name(),
                        figures.offsetSeconds() + apartSeconds,
                        figures.distanceSeconds(),
                        figures.last().isAuthenticated(),
                        true,
                        rawNanos));
    }

    private void steer(Beside it) {
        var ours = receiver.snapshot();
        var theirs = it.network.snapshot();
        double apart = it.shared.apartNanos() * 1e-9;
        var facts = new Steersman.Facts(candidate(ours), candidate(theirs), apart, theirs.monotonicNanos() * 1e-9);
        var before = it.steersman.steering();
        var now = it.steersman.decide(facts);
        if (now != before) {
            it.shared.give(now);
            it.listener.accept(new Handover(before, now, why(now, it), now == Steering.NETWORK ? apart : -apart));
        } else if (it.shared.holder() != now && isVouchedFor(ours, theirs)) {
            it.shared.give(now);
        }
        it.shared.free(!isVouchedFor(ours, theirs));
    }

    private static boolean isVouchedFor(ClockSnapshot one, ClockSnapshot other) {
        return one.state().isSynchronised() || other.state().isSynchronised();
    }

    private static Steersman.Candidate candidate(ClockSnapshot snapshot) {
        return new Steersman.Candidate(
                snapshot.state().isSynchronised(), snapshot.state() == ClockState.LOCKED, snapshot.boundSeconds());
    }

    private String why(Steering now, Beside it) {
        return switch (now) {
            case RECEIVER -> receiver.report().reason();
            case NETWORK ->
                it.network.report().reason()
                        + (it.hasReceiver ? "; receiver: " + receiver.report().reason() : "");
        };
    }

    private Published publish() {
        var steering = beside.map(it -> it.steersman.steering()).orElse(Steering.RECEIVER);
        var snapshot =
                switch (steering) {
                    case RECEIVER -> receiver.snapshot();
                    case NETWORK -> doubted(beside.orElseThrow());
                };
        if (snapshot.state() != state) {
            state = snapshot.state();
            sinceMonotonicNanos = snapshot.monotonicNanos();
        }
        var report = new CombinedReport(
                steering,
                state,
                sinceMonotonicNanos,
                reason(steering),
                beside.map(it -> it.network.report()),
                beside.map(it -> it.shared.apartNanos() * 1e-9).orElse(0.0),
                alarms());
        return new Published(snapshot, report, remembered());
    }

    /** What the receiver has taught, and the time of day by whoever knew it last. */
    private Optional<ClockMemory> remembered() {
        var own = receiver.memory();
        var theirs = beside.flatMap(it -> it.network.memory());
        if (own.isEmpty() || theirs.isEmpty()) {
            return own.or(() -> theirs);
        }
        return own.get().utcSecond() >= theirs.get().utcSecond() - RECENT_SECONDS
                ? own
                : theirs.map(memory -> new ClockMemory(
                        memory.utcSecond(), memory.oscillatorPpb(), own.get().slopes()));
    }

    private String reason(Steering steering) {
        return beside.filter(it -> steering == Steering.NETWORK)
                .map(it -> why(steering, it))
                .orElseGet(() -> receiver.report().reason());
    }

    /** While most servers contradict the receiver nobody knows who is right: the bound holds for both. */
    private ClockSnapshot doubted(Beside it) {
        var snapshot = it.network.snapshot();
        return isDisputed() && snapshot.state().isSynchronised()
                ? snapshot.doubted(Math.abs(it.shared.apartNanos() * 1e-9))
                : snapshot;
    }

    private boolean isDisputed() {
        return receiver.report().suspicion().grounds().contains(Ground.WITNESSES);
    }

    private List<String> alarms() {
        List<String> alarms = new ArrayList<>();
        if (isDisputed()) {
            alarms.add("receiver and network disagree: "
                    + receiver.report().suspicion().sentence());
        }
        beside.map(it -> it.steersman.objection()).filter(why -> !why.isEmpty()).ifPresent(alarms::add);
        return alarms;
    }
}

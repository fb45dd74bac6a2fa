package org.timeball.refclock.discipline.network.clock;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.timeball.refclock.discipline.network.Finding;
import org.timeball.refclock.discipline.network.Interval;
import org.timeball.refclock.discipline.network.Selection;

/**
 * Looks at how things stand: what is vouched for and why, and which alarms are raised; tells of every change.
 *
 * <p>Not thread-safe.
 */
final class Watchkeeper {

    /**
     * What has come of the sources.
     *
     * @param selection who is right
     * @param isHeard   one of them has answered since the start
     * @param isOpening they have not all had their say yet
     * @param panic     why those that are right are not followed; empty when that is no reason
     * @param selected  which goes out as reference, or did last; empty before the first
     */
    record Situation(Selection selection, boolean isHeard, boolean isOpening, Optional<String> panic, String selected) {

        private boolean isFollowed() {
            return !isOpening && selection.agreement().isPresent();
        }

        private Optional<String> discord() {
            return !isOpening && selection.isWithoutMajority()
                    ? Optional.of("no majority of the sources agrees: " + words())
                    : Optional.empty();
        }

        private String words() {
            return String.join(
                    ", ",
                    selection.verdicts().stream()
                            .filter(verdict -> verdict.finding() instanceof Finding.NoMajority)
                            .flatMap(verdict -> verdict.figures().stream()
                                    .map(figures -> verdict.name() + " "
                                            + figures.interval().words()))
                            .toList());
        }
    }

    private final double limitSeconds;
    private final Rudder rudder;
    private final Follower follower;
    private final Consumer<NetworkEvent> listener;
    private final AlarmBoard alarms = new AlarmBoard();
    private Vouching vouching = Vouching.STARTING;

    /** @param limitSeconds a bound above this is not vouched for */
    Watchkeeper(double limitSeconds, Rudder rudder, Follower follower, Consumer<NetworkEvent> listener) {
        this.limitSeconds = limitSeconds;
        this.rudder = rudder;
        this.follower = follower;
        this.listener = listener;
    }

    Vouching vouching() {
        return vouching;
    }

    List<Alarm> alarms() {
        return alarms.raised();
    }

    /** A command was given, and refused or not; returns whether it was. */
    boolean noted(Optional<String> refusal) {
        raise(Alarm.Kind.REFUSED, refusal);
        return refusal.isPresent();
    }

    private void raise(Alarm.Kind kind, Optional<String> sentence) {
        alarms.set(rudder.rawNanos(), kind, sentence).ifPresent(listener);
    }

    /** Where the truth is by the disciplined clock. */
    Optional<Interval> truth() {
        return follower.truth(rudder.freeNanos()).map(it -> it.moved(-rudder.slewedSeconds(), 0));
    }

    /** Looks again. */
    void look(Situation situation) {
        raise(Alarm.Kind.PANIC, situation.panic);
        raise(Alarm.Kind.CONTRADICTED, follower.contradiction(rudder.freeNanos()));
        raise(Alarm.Kind.NO_MAJORITY, situation.discord());
        var before = vouching;
        String trouble = trouble(situation);
        vouching = Vouching.of(
                new Vouching.Facts(
                        situation.isHeard,
                        situation.isFollowed() && trouble.isEmpty(),
                        truth().map(it -> it.reachFrom(0)),
                        limitSeconds,
                        trouble,
                        situation.selected),
                before.state());
        if (vouching.state() != before.state()) {
            listener.accept(new NetworkEvent.StateChanged(
                    rudder.rawNanos(), before.state(), vouching.state(), vouching.reason()));
        }
    }

    /** Why no agreement is followed; empty when one is. */
    private String trouble(Situation situation) {
        if (situation.panic.isPresent()) {
            return situation.panic.get();
        }
        if (follower.isDisputed()) {
            return follower.contradiction(rudder.freeNanos()).orElse("");
        }
        return situation.isOpening ? "not all sources have had their say" : situation.selection.trouble();
    }
}

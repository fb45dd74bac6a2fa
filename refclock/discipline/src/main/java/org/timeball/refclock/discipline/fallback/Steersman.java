package org.timeball.refclock.discipline.fallback;

import java.util.Optional;
import org.timeball.refclock.discipline.Figure;

/**
 * Decides who steers. The receiver does while its pulses are used; in its holdover until the network's bound is the
 * smaller one; the network does until pulses are back, or until it is lost and the receiver's holdover is not. Where
 * neither is vouched for nothing changes.
 *
 * <p>A network that is farther from what the receiver last set than a limit and both bounds is not followed. The way back
 * has no such limit, or whoever can forge the answers of one server could keep the receiver out: it takes the word of
 * several against it, which its judge hears. Not thread-safe.
 */
final class Steersman {

    /** What an oscillator may stray beyond its bound's growth while nobody is vouched for: 20 ppm, a board's own. */
    private static final double LOST_PER_SECOND = 20e-6;

    /**
     * One of the two, now.
     *
     * @param isVouchedFor its state is synchronised
     * @param isLocked     it follows its source, and does not hold over
     * @param boundSeconds how far off it may be; of no meaning when it is not vouched for
     */
    record Candidate(boolean isVouchedFor, boolean isLocked, double boundSeconds) {}

    /**
     * What there is to decide by.
     *
     * @param apartSeconds network less receiver, by their own clocks
     * @param nowSeconds   monotonic
     */
    record Facts(Candidate receiver, Candidate network, double apartSeconds, double nowSeconds) {}

    /** What was vouched for last. */
    private record Served(Steering by, double boundSeconds, double atSeconds) {}

    private final double limitSeconds;
    private Steering steering;
    private Optional<Served> served = Optional.empty();
    private String objection = "";

    /**
     * Nothing was served yet.
     *
     * @param limitSeconds by how much more than the bounds say time that was vouched for may be moved
     */
    Steersman(Steering first, double limitSeconds) {
        this.steering = first;
        this.limitSeconds = limitSeconds;
    }

    Steering steering() {
        return steering;
    }

    /** Why the network is not followed though it is vouched for and nobody else is; empty when that is not so. */
    String objection() {
        return objection;
    }

    /** What was known of the time is lost, as after a sleep: whatever comes is as good as any. */
    void forget() {
        served = Optional.empty();
    }

    /** Decides anew. */
    Steering decide(Facts facts) {
        objection = "";
        steering = next(facts);
        var now = steering == Steering.RECEIVER ? facts.receiver : facts.network;
        if (now.isVouchedFor) {
            served = Optional.of(new Served(steering, now.boundSeconds, facts.nowSeconds));
        }
        return steering;
    }

    private Steering next(Facts facts) {
        var receiver = facts.receiver;
        if (receiver.isVouchedFor && receiver.isLocked) {
            return Steering.RECEIVER;
        }
        return switch (steering) {
            case RECEIVER -> isNetworkBetter(facts) && isNear(facts) ? Steering.NETWORK : Steering.RECEIVER;
            case NETWORK -> receiver.isVouchedFor && !facts.network.isVouchedFor ? Steering.RECEIVER : Steering.NETWORK;
        };
    }

    /** A network that holds over, too, is no better: nobody watches it. */
    private static boolean isNetworkBetter(Facts facts) {
        return facts.receiver.isVouchedFor
                ? facts.network.isLocked && facts.network.boundSeconds < facts.receiver.boundSeconds
                : facts.network.isVouchedFor;
    }

    private boolean isNear(Facts facts) {
        if (served.isEmpty() || served.get().by != Steering.RECEIVER) {
            return true;
        }
        double since = facts.nowSeconds - served.get().atSeconds;
        double allowed =
                limitSeconds + served.get().boundSeconds + facts.network.boundSeconds + since * LOST_PER_SECOND;
        if (Math.abs(facts.apartSeconds) <= allowed) {
            return true;
        }
        objection = "servers of the network are " + Figure.ofSeconds(Math.abs(facts.apartSeconds))
                + " from the clock that the receiver last set, farther than it may be moved ("
                + Figure.ofSeconds(allowed) + "); they are not followed";
        return false;
    }
}

package org.timeball.refclock.discipline.network.clock;

import java.util.Random;
import java.util.function.LongPredicate;
import java.util.function.LongToDoubleFunction;
import org.timeball.refclock.time.Leap;
import org.timeball.refclock.time.RefId;

/**
 * A server of the network and the way to it, both by chance and by script. All script times are seconds of the world.
 *
 * @param name              of it
 * @param outSeconds        way to it when nobody queues
 * @param backSeconds       way back
 * @param queueOutSeconds   mean waiting on the way to it
 * @param queueBackSeconds  mean waiting on the way back
 * @param loss              share of exchanges that are lost, 0 to 1
 * @param stratum           its own
 * @param rootDelaySeconds  as it claims
 * @param rootDispersionSeconds as it claims
 * @param errorSeconds      server less UTC by the second, positive = ahead
 * @param queueFactor       by how much waiting is longer, by the second
 * @param isAnswering       whether it answers, by the second
 * @param isSynchronised    whether it says so, by the second
 */
record SimulatedServer(
        String name,
        double outSeconds,
        double backSeconds,
        double queueOutSeconds,
        double queueBackSeconds,
        double loss,
        int stratum,
        double rootDelaySeconds,
        double rootDispersionSeconds,
        LongToDoubleFunction errorSeconds,
        LongToDoubleFunction queueFactor,
        LongPredicate isAnswering,
        LongPredicate isSynchronised) {

    /** What it takes to answer. */
    static final double HOLDING_SECONDS = 40e-6;

    /** An honest server of stratum 1, whose clock swings by as much as it claims, on a way as it is in the internet. */
    static SimulatedServer honest(String name, double delaySeconds, double swingSeconds) {
        double phase = name.hashCode();
        return new SimulatedServer(
                name,
                delaySeconds / 2,
                delaySeconds / 2,
                delaySeconds / 40,
                delaySeconds / 40,
                0.01,
                1,
                0,
                swingSeconds,
                second -> swingSeconds * Math.sin(phase + second / 2_000.0),
                _ -> 1,
                _ -> true,
                _ -> true);
    }

    SimulatedServer lying(LongToDoubleFunction byScript) {
        return new SimulatedServer(
                name,
                outSeconds,
                backSeconds,
                queueOutSeconds,
                queueBackSeconds,
                loss,
                stratum,
                rootDelaySeconds,
                rootDispersionSeconds,
                second -> errorSeconds.applyAsDouble(second) + byScript.applyAsDouble(second),
                queueFactor,
                isAnswering,
                isSynchronised);
    }

    SimulatedServer losing(double share) {
        return new SimulatedServer(
                name,
                outSeconds,
                backSeconds,
                queueOutSeconds,
                queueBackSeconds,
                share,
                stratum,
                rootDelaySeconds,
                rootDispersionSeconds,
                errorSeconds,
                queueFactor,
                isAnswering,
                isSynchronised);
    }

    SimulatedServer away(double out, double back, double queueOut, double queueBack) {
        return new SimulatedServer(
                name,
                out,
                back,
                queueOut,
                queueBack,
                loss,
                stratum,
                rootDelaySeconds,
                rootDispersionSeconds,
                errorSeconds,
                queueFactor,
                isAnswering,
                isSynchronised);
    }

    SimulatedServer queueing(LongToDoubleFunction factor) {
        return new SimulatedServer(
                name,
                outSeconds,
                backSeconds,
                queueOutSeconds,
                queueBackSeconds,
                loss,
                stratum,
                rootDelaySeconds,
                rootDispersionSeconds,
                errorSeconds,
                factor,
                isAnswering,
                isSynchronised);
    }

    SimulatedServer answering(LongPredicate whether) {
        return new SimulatedServer(
                name,
                outSeconds,
                backSeconds,
                queueOutSeconds,
                queueBackSeconds,
                loss,
                stratum,
                rootDelaySeconds,
                rootDispersionSeconds,
                errorSeconds,
                queueFactor,
                whether,
                isSynchronised);
    }

    SimulatedServer synchronised(LongPredicate whether) {
        return new SimulatedServer(
                name,
                outSeconds,
                backSeconds,
                queueOutSeconds,
                queueBackSeconds,
                loss,
                stratum,
                rootDelaySeconds,
                rootDispersionSeconds,
                errorSeconds,
                queueFactor,
                isAnswering,
                whether);
    }

    double wayOut(long second, Random random) {
        return outSeconds - queueOutSeconds * queueFactor.applyAsDouble(second) * Math.log(1 - random.nextDouble());
    }

    double wayBack(long second, Random random) {
        return backSeconds - queueBackSeconds * queueFactor.applyAsDouble(second) * Math.log(1 - random.nextDouble());
    }

    boolean isLost(long second, Random random) {
        return !isAnswering.test(second) || random.nextDouble() < loss;
    }

    Leap leap(long second) {
        return isSynchronised.test(second) ? Leap.NONE : Leap.UNKNOWN;
    }

    RefId refId() {
        return new RefId(name.hashCode());
    }
}

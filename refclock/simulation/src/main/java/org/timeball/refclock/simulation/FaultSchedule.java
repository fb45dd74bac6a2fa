package org.timeball.refclock.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * All that goes wrong in a scenario, and what follows from it second by second.
 *
 * @param faults in any order; several may show at once
 */
public record FaultSchedule(List<Fault> faults) {

    /** Nothing goes wrong. */
    public static final FaultSchedule NONE = new FaultSchedule(List.of());

    /** Copies the list. */
    public FaultSchedule {
        faults = List.copyOf(faults);
    }

    /** These faults. */
    public static FaultSchedule of(Fault... faults) {
        return new FaultSchedule(List.of(faults));
    }

    /**
     * Honest accidents drawn by lot: what wears out, is pulled, rings or goes quiet; no deceit. A line that stamps one
     * edge alone, and the wrong one from the start, is beyond what can be noticed without other sources, and not among
     * them.
     *
     * @param seed    the same gives the same
     * @param seconds the length of the scenario, at least 1,000
     */
    public static FaultSchedule random(long seed, int seconds) {
        var random = new Random(seed);
        var faults = new ArrayList<Fault>();
        int count = 1 + random.nextInt(6);
        for (int i = 0; i < count; i++) {
            int from = random.nextInt(seconds);
            int until = from + 1 + (int) Math.round(Math.exp(random.nextDouble(Math.log(600))));
            faults.add(accident(random, from, until));
        }
        return new FaultSchedule(faults);
    }

    private static Fault accident(Random random, int from, int until) {
        return switch (random.nextInt(12)) {
            case 0 -> new Fault.MissingPulses(from, until, random.nextDouble());
            case 1 -> new Fault.ExtraEdges(from, until, 1 + random.nextInt(60));
            case 2 -> new Fault.Ringing(from, until, random.nextDouble(1e-3, 0.7));
            case 3 -> new Fault.TwiceDelivered(from, until);
            case 4 -> new Fault.WrongEdge(Math.max(from, 60), Math.max(until, 61), random.nextBoolean() ? 0.1 : 0.2);
            case 5 -> new Fault.Jitter(from, until, random.nextDouble(1e-6, 1e-3));
            case 6 -> new Fault.Silence(from, until);
            case 7 -> new Fault.Mute(from, until);
            case 8 -> new Fault.NoFix(from, until);
            case 9 -> new Fault.WrongSecond(from, from + 1 + random.nextInt(8), random.nextBoolean() ? 1 : -86_400);
            case 10 -> new Fault.LateBursts(from, until, random.nextDouble(-0.1, 0.3));
            default -> new Fault.Jump(from, until, random.nextGaussian() * 300e-9);
        };
    }

    /** How late the pulse of a second is, by all that moves it; its jitter apart. */
    public double lateSeconds(int second) {
        double drags =
                of(Fault.Drag.class).mapToDouble(it -> it.lateSeconds(second)).sum();
        double jumps =
                at(Fault.Jump.class, second).mapToDouble(Fault.Jump::seconds).sum();
        double edges = at(Fault.WrongEdge.class, second)
                .mapToDouble(Fault.WrongEdge::widthSeconds)
                .sum();
        return drags + jumps + edges;
    }

    /** By how much pulses scatter more than the line does, one standard deviation. */
    public double jitterSeconds(int second) {
        return at(Fault.Jitter.class, second).mapToDouble(Fault.Jitter::seconds).sum();
    }

    /** Whether a pulse comes; {@code chance} is uniform from 0 to 1. */
    public boolean isPulseMissing(int second, double chance) {
        return isSilent(second) || is(Fault.MissingPulses.class, second, it -> chance < it.share());
    }

    /** Whether nothing comes at all. */
    public boolean isSilent(int second) {
        return is(Fault.Silence.class, second, _ -> true);
    }

    /** Whether there is no burst. */
    public boolean isMute(int second) {
        return isSilent(second) || is(Fault.Mute.class, second, _ -> true);
    }

    /** Whether the receiver says it has a fix. */
    public boolean hasFix(int second) {
        return !is(Fault.NoFix.class, second, _ -> true);
    }

    /** Whether each edge comes twice. */
    public boolean isTwiceDelivered(int second) {
        return is(Fault.TwiceDelivered.class, second, _ -> true);
    }

    /** When other edges than the pulse come, seconds after it. */
    public List<Double> otherEdges(int second) {
        var edges = new ArrayList<Double>();
        at(Fault.ExtraEdges.class, second).forEach(it -> {
            for (int i = 1; i <= it.perSecond(); i++) {
                edges.add(i / (it.perSecond() + 1.0));
            }
        });
        at(Fault.Ringing.class, second).forEach(it -> edges.add(it.afterSeconds()));
        return edges;
    }

    /** What the receiver's name for a second is off by. */
    public long wrongBySeconds(int second) {
        return at(Fault.WrongSecond.class, second)
                .mapToLong(Fault.WrongSecond::seconds)
                .sum();
    }

    /** How much later than usual the burst comes. */
    public double burstLateSeconds(int second) {
        return at(Fault.LateBursts.class, second)
                .mapToDouble(Fault.LateBursts::seconds)
                .sum();
    }

    /** The faults of a kind that show in a second. */
    public <T extends Fault> Stream<T> at(Class<T> kind, int second) {
        return of(kind).filter(it -> it.isAt(second));
    }

    private <T extends Fault> Stream<T> of(Class<T> kind) {
        return faults.stream().filter(kind::isInstance).map(kind::cast);
    }

    private <T extends Fault> boolean is(Class<T> kind, int second, Predicate<T> which) {
        return at(kind, second).anyMatch(which);
    }
}

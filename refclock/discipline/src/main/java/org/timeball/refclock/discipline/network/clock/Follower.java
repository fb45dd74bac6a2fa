package org.timeball.refclock.discipline.network.clock;

import java.util.Optional;
import org.timeball.refclock.discipline.holdover.HoldoverSlopes;
import org.timeball.refclock.discipline.network.Ageing;
import org.timeball.refclock.discipline.network.Interval;

/**
 * What is believed by what the sources say, and where the truth is.
 *
 * <p>Sources that contradict what the clock knows of itself are not followed for a while: the clock goes on as it was,
 * and what is said of the truth holds both claims. When they keep to it they are believed.
 *
 * <p>All readings and offsets are of the free-running clock. Not thread-safe.
 */
final class Follower {

    /** How long it is said that sources were believed which had contradicted the clock. */
    private static final double TOLD_SECONDS = 3_600;

    /** Agreement of two or more is worth so much of one's patience. */
    private static final double SEVERAL = 0.25;

    /** Before a phase was measured. */
    private record Before(double rate, double rateDeviation) {}

    private record Dispute(SelfWitness.Contradiction contradiction, long sinceNanos) {

        Dispute moved(long deltaNanos, long utcNanos) {
            var anchor = contradiction.anchor().moved(deltaNanos, utcNanos);
            return new Dispute(
                    new SelfWitness.Contradiction(anchor, contradiction.sentence()), sinceNanos + deltaNanos);
        }
    }

    private final NetworkClockSettings settings;
    private final HoldoverSlopes slopes;
    private final SelfWitness witness;
    private final RateRange range;
    private Before before;
    private Optional<Course> measured = Optional.empty();
    private Optional<Anchor> agreed = Optional.empty();
    private Optional<Interval> refused = Optional.empty();
    private Optional<Dispute> dispute = Optional.empty();
    private Optional<Dispute> lost = Optional.empty();
    private int updates;

    /**
     * Nothing measured yet.
     *
     * @param rate          how fast the clock is expected to fall behind, s/s
     * @param rateDeviation one standard deviation of that
     */
    Follower(NetworkClockSettings settings, HoldoverSlopes slopes, double rate, double rateDeviation) {
        this.settings = settings;
        this.slopes = slopes;
        this.witness = new SelfWitness(slopes);
        this.range = new RateRange(slopes, rate, Course.DEVIATIONS * rateDeviation);
        this.before = new Before(rate, rateDeviation);
    }

    /** What time does to an answer. */
    Ageing ageing() {
        var now = measured;
        double rate = now.map(Course::rate).orElse(before.rate);
        return new Drift(rate, rateDoubt(rate, now), slopes);
    }

    /** How far off a rate may be at most: by chance, or by what liars make of it. */
    private double rateDoubt(double rate, Optional<Course> course) {
        return Math.max(course.map(Course::rateDoubt).orElse(0.0), range.doubt(rate));
    }

    /** Updates since the start, or since all was begun anew. */
    int updates() {
        return updates;
    }

    /** How fast the clock is believed to fall behind, s/s. */
    double rate() {
        return steered().map(Course::rate).orElse(before.rate);
    }

    /** One standard deviation of that. */
    double rateDeviation() {
        return steered().map(Course::rateDeviation).orElse(before.rateDeviation);
    }

    /** By what the clock is steered. */
    Optional<Course> steered() {
        return dispute.isPresent() ? dispute.map(it -> it.contradiction.anchor().course()) : measured;
    }

    /**
     * A new measurement.
     *
     * @param freeNanos     now
     * @param behindSeconds what the sources say in the mean
     * @param variance      of that
     * @param agreeing      how many agree
     * @param truth         where the truth is by their word
     */
    void measure(long freeNanos, double behindSeconds, double variance, int agreeing, Interval truth) {
        var taken = measured.isPresent()
                ? measured.get().at(freeNanos).measured(behindSeconds, variance)
                : Course.begin(freeNanos, behindSeconds, variance, before.rate, before.rateDeviation);
        var course = taken.within(truth);
        measured = Optional.of(course);
        updates++;
        range.learn(freeNanos, truth);
        agree(freeNanos, truth);
        var contradiction = witness.against(course, truth);
        if (contradiction.isEmpty()) {
            dispute = Optional.empty();
            witness.remember(anchor(course, truth));
        } else if (dispute.isEmpty()) {
            dispute = Optional.of(new Dispute(contradiction.get(), freeNanos));
        } else if (secondsSince(dispute.get().sinceNanos, freeNanos) >= patienceSeconds(agreeing)) {
            lost = Optional.of(new Dispute(contradiction.get(), freeNanos));
            dispute = Optional.empty();
            witness.forget();
        }
    }

    private double patienceSeconds(int agreeing) {
        return settings.disputeSeconds() * (agreeing >= 2 ? SEVERAL : 1);
    }

    /** The sources agree on where the truth is, and nothing else is believed. */
    void agree(long freeNanos, Interval truth) {
        refused = Optional.empty();
        measured = measured.map(course -> course.at(freeNanos).within(truth));
        agreed = measured.map(course -> anchor(course, truth));
    }

    private Anchor anchor(Course course, Interval truth) {
        return new Anchor(course, truth, rateDoubt(course.rate(), Optional.of(course)));
    }

    /** They do, but are not followed: it may still be as they say. */
    void refuse(Interval truth) {
        refused = Optional.of(truth);
    }

    /** Where the truth is; empty before the first agreement. */
    Optional<Interval> truth(long freeNanos) {
        return agreed.map(anchor -> {
            var truth = anchor.truthAt(freeNanos, slopes);
            if (dispute.isPresent()) {
                truth = truth.hull(dispute.get().contradiction.anchor().truthAt(freeNanos, slopes));
            }
            return refused.isPresent() ? truth.hull(refused.get()) : truth;
        });
    }

    /** Whether sources that contradict the clock are held off. */
    boolean isDisputed() {
        return dispute.isPresent();
    }

    /** What a person must know of contradictions: one that goes on, or was lost lately. */
    Optional<String> contradiction(long freeNanos) {
        if (dispute.isPresent()) {
            return dispute.map(it -> it.contradiction.sentence() + "; they are not followed");
        }
        return lost.filter(it -> secondsSince(it.sinceNanos, freeNanos) < TOLD_SECONDS)
                .map(it -> it.contradiction.sentence() + "; they kept to it and are followed");
    }

    private static double secondsSince(long earlier, long later) {
        return (later - earlier) * 1e-9;
    }

    /** The clock was stepped. */
    void onStep(long deltaNanos) {
        move(deltaNanos, 0);
    }

    /** It was moved together with UTC. */
    void onLeap(long deltaNanos) {
        move(deltaNanos, deltaNanos);
    }

    private void move(long deltaNanos, long utcNanos) {
        measured = measured.map(course -> course.moved(deltaNanos, utcNanos));
        agreed = agreed.map(anchor -> anchor.moved(deltaNanos, utcNanos));
        refused = refused.map(truth -> truth.moved((utcNanos - deltaNanos) * 1e-9, 0));
        dispute = dispute.map(it -> it.moved(deltaNanos, utcNanos));
        lost = lost.map(it -> it.moved(deltaNanos, utcNanos));
        witness.move(deltaNanos, utcNanos);
        range.move(deltaNanos, utcNanos);
    }

    /** What was known of the phase is lost, as after a sleep: only the rate is as it was, roughly. */
    void beginAnew(double rateDeviation) {
        before = new Before(rate(), Math.max(rateDeviation(), rateDeviation));
        measured = Optional.empty();
        agreed = Optional.empty();
        refused = Optional.empty();
        dispute = Optional.empty();
        witness.forget();
        range.beginAnew(Course.DEVIATIONS * rateDeviation);
        updates = 0;
    }
}

package org.timeball.firmware.appliance.bench.server;

import java.util.OptionalDouble;

/**
 * How often a warm daemon's heap is collected while it answers a steady load. Replies leave no garbage; what there is comes
 * of the threads beside them, of the clock and of the receiver.
 */
final class CollectionTrial {

    /** Answers a second; each server of this bench bears it. */
    private static final double LOAD = 50_000;

    /** Code that runs once a second takes minutes to be compiled. */
    private static final int WARM_UPS = 6;

    private static final double MOST_SECONDS = 60;

    private final LoadGenerator loader;
    private final Plan plan;
    private final TrialTable table;

    /** Prepares. */
    CollectionTrial(LoadGenerator loader, Plan plan, TrialTable table) {
        this.loader = loader;
        this.plan = plan;
        this.table = table;
    }

    /**
     * Counts, after a while of the same load in which the compilers come to rest.
     *
     * @param timeball ours, which nobody follows by its control socket
     */
    void run(BenchedServer timeball) throws BenchException, InterruptedException {
        double load = Math.min(LOAD, plan.highestRate());
        String what = "gc, %.0f/s for %.0f s".formatted(load, plan.collectionSeconds());
        ask(timeball, load, WARM_UPS * plan.warmUpSeconds());
        long beginNanos = System.nanoTime();
        var before = timeball.usage();
        var outcome = ask(timeball, load, plan.collectionSeconds());
        var after = timeball.usage();
        double seconds = (System.nanoTime() - beginNanos) * 1e-9;
        if (outcome instanceof Outcome.NotServed(var reason, var _)) {
            table.refusal(what, Contender.TIMEBALL, reason);
            return;
        }
        table.row(
                what,
                Contender.TIMEBALL,
                OptionalDouble.of(after.collections() - before.collections()),
                "collections, %,d answers, %.1f kB of garbage a second, %.0f MB resident"
                        .formatted(
                                after.answered() - before.answered(),
                                (after.allocatedByAll() - before.allocatedByAll()) / seconds / 1_000,
                                timeball.contender().process().residentKilobytes() / 1024.0));
    }

    /** Asks for so long, in runs of a minute at most: the load generator knows no longer ones. */
    private Outcome ask(BenchedServer timeball, double load, double seconds)
            throws BenchException, InterruptedException {
        Outcome outcome = new Outcome.NotServed("nothing was asked");
        boolean isAnswered = true;
        for (double left = seconds; left > 0 && isAnswered; left -= MOST_SECONDS) {
            var arguments = TrialRates.fixed(load, Math.min(left, MOST_SECONDS));
            outcome = loader.ask(timeball.contender(), Mode.NTP, arguments);
            isAnswered = outcome instanceof Outcome.Answered;
        }
        return outcome;
    }
}

package org.timeball.firmware.appliance.bench.server;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Asks every server in every mode, round by round, so that what disturbs the machine disturbs all of them. */
final class Rounds {

    /** Where a search begins that knows nothing; the load generator's own beginning. */
    private static final double SLOWEST = 2_000;

    private final LoadGenerator loader;
    private final Plan plan;
    private final List<Contender> contenders;
    private final List<Mode> modes;
    private final Results results = new Results();

    /** By server and mode, the last highest rate: the next search begins at half of it. */
    private final Map<String, Double> lastRates = new HashMap<>();

    /**
     * Prepares.
     *
     * @param contenders that run and serve
     */
    Rounds(LoadGenerator loader, Plan plan, List<Contender> contenders, List<Mode> modes) {
        this.loader = loader;
        this.plan = plan;
        this.contenders = List.copyOf(contenders);
        this.modes = List.copyOf(modes);
    }

    /**
     * Measures.
     *
     * @param progress is told a line a round
     */
    Results run(Consumer<String> progress) throws BenchException, InterruptedException {
        // The round before the first warms up compilers and caches, and its figures are not kept.
        for (int round = plan.warmUpSeconds() > 0 ? 0 : 1; round <= plan.rounds(); round++) {
            progress.accept(round == 0 ? "warming up" : "round %d of %d".formatted(round, plan.rounds()));
            for (var mode : modes) {
                for (var contender : contenders) {
                    var outcome = ask(contender, mode, round == 0);
                    if (round > 0) {
                        results.add(contender.name(), mode, round, outcome);
                    }
                }
            }
        }
        return results;
    }

    private Outcome ask(Contender contender, Mode mode, boolean isWarmUp) throws BenchException, InterruptedException {
        if (!contender.process().isAlive()) {
            return new Outcome.NotServed("it has ended: " + contender.process().lastWords());
        }
        var key = contender.name() + " " + mode.word();
        double from = Math.max(SLOWEST, lastRates.getOrDefault(key, 0.0) / 2);
        var outcome = loader.ask(contender, mode, plan.arguments(mode, from, isWarmUp));
        if (mode.isSearch()) {
            if (outcome instanceof Outcome.Answered(var answer)) {
                lastRates.put(key, answer.number("received_per_s"));
            } else {
                lastRates.remove(key);
            }
        }
        return outcome;
    }
}

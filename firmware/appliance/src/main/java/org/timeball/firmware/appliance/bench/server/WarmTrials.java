package org.timeball.firmware.appliance.bench.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** What is judged of warm servers beside their rates: latency under load, a second socket, allocation, collections. */
final class WarmTrials {

    private final LoadGenerator loader;
    private final Plan plan;
    private final TrialTable table;

    /** Prepares. */
    WarmTrials(LoadGenerator loader, Plan plan, TrialTable table) {
        this.loader = loader;
        this.plan = plan;
        this.table = table;
    }

    /**
     * Judges.
     *
     * @param timeball ours
     * @param others   beside it
     * @param rate     that is half a load for the slower of ours and chronyd, a second
     */
    void run(BenchedServer timeball, List<Contender> others, double rate) throws BenchException, InterruptedException {
        latency(timeball, others, rate);
        sockets(timeball, rate);
        for (var mode : List.of(Mode.NTP, Mode.NTS15, Mode.NTS30)) {
            allocation(timeball, mode, rate / 2);
        }
        new CollectionTrial(loader, plan, table).run(timeball);
    }

    private void latency(BenchedServer timeball, List<Contender> others, double rate)
            throws BenchException, InterruptedException {
        var contenders = new ArrayList<>(List.of(timeball.contender()));
        contenders.addAll(others);
        var results = new ArrayList<Series>();
        contenders.forEach(_ -> results.add(new Series()));
        for (int round = 0; round < plan.rounds(); round++) {
            for (int i = 0; i < contenders.size(); i++) {
                var outcome = loader.ask(contenders.get(i), Mode.NTP, TrialRates.fixed(rate, plan.stepSeconds()));
                if (outcome instanceof Outcome.Answered(var answer)) {
                    results.get(i).add(round, answer.number("p99_us"));
                }
            }
        }
        var chronyd = reference(contenders, results);
        for (int i = 0; i < contenders.size(); i++) {
            var series = results.get(i);
            table.row(
                    "p99 at %.0f/s, us".formatted(rate),
                    contenders.get(i).name(),
                    series.median(),
                    chronyd.map(series::ratioTo).orElse(OptionalDouble.empty()),
                    "of chronyd's");
        }
    }

    private static Optional<Series> reference(List<Contender> contenders, List<Series> results) {
        for (int i = 0; i < contenders.size(); i++) {
            if (contenders.get(i).name().equals(Contender.CHRONYD)) {
                return Optional.of(results.get(i));
            }
        }
        return Optional.empty();
    }

    /** The same load on one socket, and on two of which each has a thread; both on the one core. */
    private void sockets(BenchedServer timeball, double rate) throws BenchException, InterruptedException {
        var one = new Series();
        var two = new Series();
        double seconds = 2 * plan.stepSeconds();
        for (int round = 0; round < plan.rounds(); round++) {
            var alone = loader.ask(timeball.contender(), Mode.NTP, TrialRates.fixed(rate, seconds));
            if (alone instanceof Outcome.Answered(var answer)) {
                one.add(round, answer.number("cpu_us_per_response"));
            }
            var arguments = TrialRates.fixed(rate / 2, seconds);
            var contender = timeball.contender();
            var first = loader.start(contender, contender.ntpPort(), Mode.NTP, arguments);
            var second = loader.start(contender, timeball.secondNtpPort(), Mode.NTP, arguments);
            var firstOutcome = loader.finish(first);
            var secondOutcome = loader.finish(second);
            if (firstOutcome instanceof Outcome.Answered(var firstAnswer)
                    && secondOutcome instanceof Outcome.Answered(var secondAnswer)) {
                two.add(round, cpuMicros(firstAnswer, secondAnswer));
            }
        }
        table.row("us CPU/answer", "one socket", one.median(), "");
        table.row("us CPU/answer", "two sockets", two.median(), two.ratioTo(one), "of one");
    }

    /** Each run sees the processor time of all the process, in the same seconds. */
    private static double cpuMicros(LoaderJson.Answer first, LoaderJson.Answer second) {
        double firstRate = first.number("received_per_s");
        double secondRate = second.number("received_per_s");
        double cores = (first.number("cpu_share") + second.number("cpu_share")) / 2;
        return cores / (firstRate + secondRate) * 1e6;
    }

    private void allocation(BenchedServer timeball, Mode mode, double rate)
            throws BenchException, InterruptedException {
        var before = timeball.usage();
        var outcome = loader.ask(timeball.contender(), mode, TrialRates.fixed(rate, 4 * plan.stepSeconds()));
        var after = timeball.usage();
        var what = "octets/answer, " + mode.word();
        if (outcome instanceof Outcome.NotServed(var reason, var _)) {
            table.refusal(what, Contender.TIMEBALL, reason);
            return;
        }
        long answered = after.answered() - before.answered();
        table.row(
                what,
                Contender.TIMEBALL,
                OptionalDouble.of((double) (after.allocated() - before.allocated()) / Math.max(1, answered)),
                "%d answers, %d collections".formatted(answered, after.collections() - before.collections()));
    }
}

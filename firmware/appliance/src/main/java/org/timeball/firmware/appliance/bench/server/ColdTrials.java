package org.timeball.firmware.appliance.bench.server;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** What is judged of servers just started: ours and chronyd. */
final class ColdTrials {

    private static final int HONEST = 20;
    private static final int MOST_STARTS = 3;

    private final LoadGenerator loader;
    private final LocalServers servers;
    private final Plan plan;
    private final TrialTable table;

    /** Prepares. */
    ColdTrials(LoadGenerator loader, LocalServers servers, Plan plan, TrialTable table) {
        this.loader = loader;
        this.servers = servers;
        this.plan = plan;
        this.table = table;
    }

    /**
     * Judges; the servers started last also by what they hold and stand.
     *
     * @param rates of warm servers
     */
    void run(TrialRates rates) throws BenchException, InterruptedException {
        int starts = Math.min(MOST_STARTS, plan.rounds());
        var ours = new Series();
        var chronyds = new Series();
        for (int start = 1; start <= starts; start++) {
            boolean isLast = start == starts;
            var timeball = servers.timeball("cold-" + start).contender();
            firstSecond(timeball, rates.timeball(), start, ours);
            end(timeball, isLast);
            var chronyd = servers.chronyd("cold-chronyd-" + start);
            if (chronyd.isPresent()) {
                firstSecond(chronyd.get(), rates.chronyd(), start, chronyds);
                end(chronyd.get(), isLast);
            }
        }
        table.row("first second / warm rate", Contender.TIMEBALL, ours.median(), "");
        if (!chronyds.isEmpty()) {
            table.row("first second / warm rate", Contender.CHRONYD, chronyds.median(), "");
        }
    }

    /** As soon as it answers, whatever it answers: a clock needs some seconds more to be sure of its time. */
    private void firstSecond(Contender contender, double warmRate, int round, Series shares)
            throws BenchException, InterruptedException {
        if (!Probe.awaitAnswer(contender.process(), contender.ntpPort(), LocalServers.START_SECONDS)) {
            throw new BenchException(
                    contender.name() + " does not start: " + contender.process().lastWords());
        }
        var said =
                switch (loader.ask(contender, Mode.NTP, TrialRates.fixed(warmRate, 1))) {
                    case Outcome.Answered(var answer) -> Optional.of(answer);
                    case Outcome.NotServed notServed -> notServed.said();
                };
        // In one second: what came without a time (stratum 0) is told as a number, not as a rate.
        shares.add(
                round,
                said.map(it -> (it.number("received_per_s") + it.number("kod")) / warmRate)
                        .orElse(0.0));
    }

    private void end(Contender contender, boolean isLast) throws BenchException, InterruptedException {
        if (isLast) {
            grown(contender);
        }
        contender.process().close();
    }

    /** Memory after many requests of all kinds, and honest key exchanges while others sit on their connections. */
    private void grown(Contender contender) throws BenchException, InterruptedException {
        if (!Probe.awaitSynchronised(contender.process(), contender.ntpPort(), LocalServers.START_SECONDS)) {
            throw new BenchException(contender.name() + " does not synchronise: "
                    + contender.process().lastWords());
        }
        var third = TrialRates.upTo(plan.mixedRequests() / 3);
        loader.ask(contender, Mode.NTP, third);
        loader.ask(contender, Mode.NTS15, third);
        if (loader.ask(contender, Mode.NTS30, third) instanceof Outcome.NotServed) {
            loader.ask(contender, Mode.NTS15, third);
        }
        loader.ask(contender, Mode.KE, List.of("-t", "30", "-M", Integer.toString(plan.mixedRequests() / 1_000)));
        loader.ask(contender, Mode.OFFSET_INTERLEAVED, List.of("-t", "1"));
        table.row(
                "MB resident after %,d".formatted(plan.mixedRequests()),
                contender.name(),
                OptionalDouble.of(contender.process().residentKilobytes() / 1024.0),
                "");
        honest(contender);
    }

    private void honest(Contender contender) throws BenchException, InterruptedException {
        int port = contender.keyExchangePort().orElseThrow();
        try (var idle = new IdleConnections(port, plan.idle())) {
            var holder = Thread.ofPlatform().name("idle-connections").daemon().start(idle);
            // One second to be there; the load generator gives each exchange five.
            holder.join(1_000);
            var outcome =
                    loader.ask(contender, Mode.KE, List.of("-c", "1", "-M", Integer.toString(HONEST), "-t", "150"));
            double completed = outcome instanceof Outcome.Answered(var answer) ? HONEST - answer.number("failed") : 0;
            table.row(
                    "of %d exchanges, %,d idle held".formatted(HONEST, plan.idle()),
                    contender.name(),
                    OptionalDouble.of(completed),
                    outcome instanceof Outcome.NotServed(var reason, var _) ? reason : "");
        }
    }
}

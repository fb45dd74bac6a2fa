package org.timeball.firmware.appliance.bench.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code timeball bench query}: how long a query takes from the start of its process, and what makes it short. */
@Command(
        name = "query",
        description = {
            "Asks our daemon on loopback by new processes, in turns, and prints how long the answer and the end took:",
            "the small program with its own runtime and AOT caches, without caches, and chronyd -Q where it is installed.",
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class QueryBenchCommand implements Callable<Integer> {

    private static final int MAX_RUNS = 10_000;
    private static final double MILLIS = 1e3;
    private static final String OURS = "offset ";
    private static final String CHRONYS = "System clock wrong by";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ProgramOption option = new ProgramOption();

    @Option(names = "--runs", paramLabel = "N", defaultValue = "21", description = "Default: ${DEFAULT-VALUE}.")
    private int runs;

    @Option(
            names = "--realtime",
            description = "All goes before other jobs (chrt -f 10): for a busy machine; wants root.")
    private boolean isRealtime;

    @Option(names = "--train", description = "Makes the program's AOT caches instead, from one run of each command.")
    private boolean isTraining;

    /** For picocli, which fills the fields. */
    public QueryBenchCommand() {}

    @Override
    public Integer call() throws BenchException, InterruptedException {
        if (runs < 1 || runs > MAX_RUNS) {
            throw new ParameterException(spec.commandLine(), "--runs: " + runs + " is not in 1.." + MAX_RUNS);
        }
        var program = option.program();
        var opened = new Opened();
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("bench-end").unstarted(opened::close));
        try (opened) {
            var workshop = Workshop.open();
            opened.add(workshop::close);
            var servers = new LocalServers(workshop, Placement.ofThisMachine(isRealtime), opened);
            var server = servers.timeball("timeball").contender();
            if (!Probe.awaitSynchronised(server.process(), server.ntpPort(), LocalServers.START_SECONDS)) {
                throw new BenchException("our daemon does not come to serve time: "
                        + server.process().lastWords());
            }
            if (isTraining) {
                train(program, server);
                new DaemonRehearsal(program, workshop.folder("rehearsal")).run(server);
            } else {
                measure(askers(program, server));
            }
        }
        return 0;
    }

    private static String plain(Contender server) {
        return "127.0.0.1:" + server.ntpPort();
    }

    private static String exchange(Contender server) {
        return "localhost:" + server.keyExchangePort().orElseThrow();
    }

    private static void train(SyncProgram program, Contender server) throws BenchException, InterruptedException {
        var authority = server.authority().toString();
        var ntp = plain(server);
        var nts = exchange(server);
        new Asker("the plain query", program.training(SyncProgram.QUERY, "query", ntp), OURS).ask();
        var all = new ArrayList<String>();
        all.addAll(List.of("query", "--nts", "--ca", authority, nts));
        all.addAll(List.of("+", "query", ntp, "localhost:" + server.ntpPort()));
        all.addAll(List.of("+", "nts", "check", "--ca", authority, nts));
        new Asker("all commands", program.training(SyncProgram.WHOLE, all.toArray(String[]::new)), OURS).ask();
    }

    private List<Asker> askers(SyncProgram program, Contender server) {
        var nts = new String[] {"query", "--nts", "--ca", server.authority().toString(), exchange(server)};
        var askers = new ArrayList<Asker>();
        askers.add(new Asker("timeball query", program.command(SyncProgram.QUERY, "query", plain(server)), OURS));
        askers.add(new Asker("timeball query --nts", program.command(SyncProgram.WHOLE, nts), OURS));
        askers.add(new Asker("query, no cache", program.cold("query", plain(server)), OURS));
        askers.add(new Asker("query --nts, no cache", program.cold(nts), OURS));
        ChronyConfiguration.installed()
                .ifPresentOrElse(
                        chronyd -> askers.addAll(chronys(chronyd.toString(), server)),
                        () -> tell("skipped: chronyd -Q, for chronyd is not installed"));
        return isRealtime ? askers.stream().map(Asker::realtime).toList() : askers;
    }

    private static List<Asker> chronys(String chronyd, Contender server) {
        var common =
                List.of("timeout", "30", chronyd, "-x", "-Q", "-t", "20", "-U", "-u", System.getProperty("user.name"));
        var plain = new ArrayList<>(common);
        plain.add("server 127.0.0.1 port " + server.ntpPort() + " iburst maxsamples 1");
        var nts = new ArrayList<>(common);
        nts.add("server localhost nts ntsport " + server.keyExchangePort().orElseThrow() + " iburst maxsamples 1");
        nts.add("ntstrustedcerts " + server.authority());
        return List.of(new Asker("chronyd -Q", plain, CHRONYS), new Asker("chronyd -Q, nts", nts, CHRONYS));
    }

    private void measure(List<Asker> askers) throws BenchException, InterruptedException {
        List<List<Asker.Waited>> waited =
                askers.stream().<List<Asker.Waited>>map(_ -> new ArrayList<>()).toList();
        for (int run = -1; run < runs; run++) {
            for (int i = 0; i < askers.size(); i++) {
                var one = askers.get(i).ask();
                if (run >= 0) {
                    waited.get(i).add(one);
                }
            }
        }
        print("milliseconds from the start of the process, median of %d runs (least, most)%n", runs);
        print("%-24s %8s %20s %8s%n", "", "answer", "", "end");
        for (int i = 0; i < askers.size(); i++) {
            print(askers.get(i).name(), waited.get(i));
        }
    }

    private void print(String name, List<Asker.Waited> waited) {
        var answers = waited.stream()
                .mapToDouble(Asker.Waited::answerSeconds)
                .sorted()
                .toArray();
        var ends =
                waited.stream().mapToDouble(Asker.Waited::endSeconds).sorted().toArray();
        print(
                "%-24s %8.1f %20s %8.1f%n",
                name,
                answers[answers.length / 2] * MILLIS,
                String.format(Locale.ROOT, "(%.1f, %.1f)", answers[0] * MILLIS, answers[answers.length - 1] * MILLIS),
                ends[ends.length / 2] * MILLIS);
    }

    private void print(String format, Object... figures) {
        spec.commandLine().getOut().printf(Locale.ROOT, format, figures);
        spec.commandLine().getOut().flush();
    }

    private void tell(String progress) {
        spec.commandLine().getErr().println("timeball: " + progress);
        spec.commandLine().getErr().flush();
    }
}

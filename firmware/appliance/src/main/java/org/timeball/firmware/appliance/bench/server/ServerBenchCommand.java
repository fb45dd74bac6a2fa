package org.timeball.firmware.appliance.bench.server;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code timeball bench server}: how fast and how true the daemon serves, beside echod, chronyd and others. */
@Command(
        name = "server",
        description = {
            "Starts the daemon on a simulated receiver, echod (the least C that answers) and Debian's chronyd -x where",
            "it is installed, each on one core, and asks them in turns from another by the load generator ntpload,",
            "which is built from its sources with gcc and make. Prints medians and ratios; touches no clock. Without",
            "--mode and --json it also judges latency, sockets, allocation, collections of the heap, a cold start,",
            "memory, and a flood of idle connections."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class ServerBenchCommand implements Callable<Integer> {

    private static final int LEAST_ROUNDS = 7;
    private static final int MOST_ROUNDS = 1_000;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--loadgen",
            paramLabel = "DIR",
            description = "The sources of ntpload and echod (default: shared/loadgen, beside the checkout).")
    private Optional<Path> loadgen = Optional.empty();

    @Option(
            names = "--peers",
            paramLabel = "DIR",
            description = "A root file system with a newer chrony, and ntpd-rs below peers/, to be measured as well;"
                    + " wants root.")
    private Optional<Path> peers = Optional.empty();

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "How often each is asked, 7 to 1000 (default: ${DEFAULT-VALUE}).",
            defaultValue = "7")
    private int rounds;

    @Option(
            names = "--mode",
            paramLabel = "MODE",
            split = ",",
            description = "One or more of: ntp, nts15, nts30, ke, offset, offset-interleaved (default: all).")
    private List<String> modes = List.of();

    @Option(
            names = "--realtime",
            description = "Servers and load go before all other jobs (chrt -f 10): for a busy machine; wants root.")
    private boolean isRealtime;

    @Option(
            names = "--gc",
            description =
                    "Only counts how often the daemon's heap is collected in ten minutes at 50,000 requests a second.")
    private boolean isOfCollections;

    @Option(names = "--brief", description = "One round of a moment: shows that it works, and measures nothing.")
    private boolean isBrief;

    @Option(
            names = "--json",
            description = "An array of objects, one for each server and mode, instead of tables for people.")
    private boolean isJson;

    /** For picocli, which fills the fields. */
    public ServerBenchCommand() {}

    @Override
    public Integer call() throws BenchException, InterruptedException {
        var wanted = wantedModes();
        if (rounds < LEAST_ROUNDS || rounds > MOST_ROUNDS) {
            throw new ParameterException(spec.commandLine(), "--rounds: " + rounds + " is not in 7..1000");
        }
        if (isRealtime && !ServerProcess.isRoot()) {
            throw new ParameterException(spec.commandLine(), "--realtime: only root may put jobs before all others");
        }
        var sources = sources();
        var placement = Placement.ofThisMachine(isRealtime);
        var opened = new Opened();
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("bench-end").unstarted(opened::close));
        try (opened) {
            measure(sources, placement, wanted, opened);
        }
        return 0;
    }

    private List<Mode> wantedModes() {
        if (modes.isEmpty()) {
            return List.of(Mode.values());
        }
        return modes.stream()
                .map(word -> Mode.of(word)
                        .orElseThrow(() -> new ParameterException(
                                spec.commandLine(), "--mode: '" + word + "' is none of " + Mode.words())))
                .distinct()
                .sorted()
                .toList();
    }

    private Path sources() throws BenchException {
        var folder = loadgen.or(LoadGenerator::besideUs)
                .orElseThrow(
                        () -> new BenchException("bench server needs the load generator ntpload, which is not part of"
                                + " this program: name the folder of its sources with --loadgen DIR"));
        if (!LoadGenerator.isSource(folder)) {
            throw new BenchException(folder + ": has no ntpload.c; --loadgen wants the folder of ntpload's sources");
        }
        return folder;
    }

    private void measure(Path sources, Placement placement, List<Mode> wanted, Opened opened)
            throws BenchException, InterruptedException {
        var workshop = Workshop.open();
        opened.add(workshop::close);
        tell("building the load generator of " + sources);
        var loader = LoadGenerator.build(sources, workshop.folder("loadgen"), placement);
        opened.add(loader::close);
        var servers = new LocalServers(workshop, placement, opened);
        var timeball = servers.timeball("timeball");
        requireSynchronised(timeball.contender());
        if (isOfCollections) {
            new CollectionTrial(loader, plan(), new TrialTable(out())).run(timeball);
            return;
        }
        var contenders = new ArrayList<>(List.of(timeball.contender()));
        var others = others(servers, loader, workshop, placement, opened);
        contenders.addAll(others);
        var plan = plan();
        var results = new Rounds(loader, plan, contenders, wanted).run(this::tell);
        if (opened.isClosed()) {
            throw new InterruptedException("told to end while measuring");
        }
        print(results, wanted);
        if (modes.isEmpty() && !isJson) {
            var rates = TrialRates.of(results);
            if (rates.isEmpty()) {
                tell("skipped: all that follows from our highest rate, for there is none");
                return;
            }
            var table = new TrialTable(out());
            new WarmTrials(loader, plan, table)
                    .run(timeball, others, rates.get().half());
            // A cold start has the core to itself.
            contenders.forEach(contender -> contender.process().close());
            new ColdTrials(loader, servers, plan, table).run(rates.get());
        }
    }

    private Plan plan() {
        return isBrief ? Plan.brief() : Plan.ofRounds(rounds);
    }

    private List<Contender> others(
            LocalServers servers, LoadGenerator loader, Workshop workshop, Placement placement, Opened opened)
            throws BenchException {
        var started = new ArrayList<Contender>();
        started.add(servers.echod(loader));
        servers.chronyd("chronyd")
                .ifPresentOrElse(
                        started::add,
                        () -> tell("skipped: chronyd is not installed, so there is nothing to compare with but echod"));
        if (peers.isPresent()) {
            var root = peers.get().toAbsolutePath().normalize();
            started.addAll(PeerServers.open(root, workshop, placement, opened).start());
        } else {
            tell("skipped: the peers, for --peers names no folder of them");
        }
        return serving(started);
    }

    private List<Contender> serving(List<Contender> started) throws BenchException {
        var serving = new ArrayList<Contender>();
        for (var contender : started) {
            boolean serves =
                    Probe.awaitSynchronised(contender.process(), contender.ntpPort(), LocalServers.START_SECONDS);
            if (contender.process().maySetClock()) {
                throw new BenchException(contender.name() + " could set this machine's clock, and is not let run");
            }
            if (serves) {
                serving.add(contender);
            } else {
                tell("skipped: " + contender.name() + " does not serve time: "
                        + contender.process().lastWords());
            }
        }
        return serving;
    }

    private static void requireSynchronised(Contender timeball) throws BenchException {
        if (!Probe.awaitSynchronised(timeball.process(), timeball.ntpPort(), LocalServers.START_SECONDS)) {
            throw new BenchException("our daemon does not come to serve time: "
                    + timeball.process().lastWords());
        }
    }

    private void print(Results results, List<Mode> wanted) {
        if (isJson) {
            out().print(ResultsJson.array(results));
        } else {
            out().print(ResultsTable.HEAD);
            wanted.forEach(mode -> out().print(ResultsTable.of(results, mode)));
        }
        out().flush();
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private void tell(String progress) {
        spec.commandLine().getErr().println("timeball: " + progress);
        spec.commandLine().getErr().flush();
    }
}

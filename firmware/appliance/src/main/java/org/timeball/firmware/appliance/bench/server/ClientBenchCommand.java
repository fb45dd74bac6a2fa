package org.timeball.firmware.appliance.bench.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.timeball.server.client.PollRange;
import org.timeball.server.client.net.AddressFamily;
import org.timeball.server.client.net.BlockingClient;
import org.timeball.server.client.net.ClientSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code timeball bench client}: how exactly clients read a clock over loopback, ours beside others'. */
@Command(
        name = "client",
        description = {
            "Has our library, timeball query, chronyd -Q and ntpdig ask one chronyd on loopback in turns. Server and",
            "clients have the same clock, so each offset is an error; prints how large they are.",
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class ClientBenchCommand implements Callable<Integer> {

    private static final int MAX_ROUNDS = 100_000;

    /** ntpdig knows no other. */
    private static final int NTP_PORT = 123;

    private static final Pattern OURS = Pattern.compile("\"offsetSeconds\" : (-?[0-9.E-]+)");
    private static final Pattern CHRONYS = Pattern.compile("System clock wrong by (-?[0-9.]+) seconds");
    private static final Pattern NTPDIGS = Pattern.compile("\\(\\+0000\\) ([-+][0-9.]+) \\+/-");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ProgramOption option = new ProgramOption();

    @Option(names = "--rounds", paramLabel = "N", defaultValue = "200", description = "Default: ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(
            names = "--own-network",
            description = "This process has a network of its own, in which port 123 is free; the launcher says so.")
    private boolean isAlone;

    @Option(names = "--realtime", description = "The server goes before other jobs (chrt -f 10); wants root.")
    private boolean isRealtime;

    /** For picocli, which fills the fields. */
    public ClientBenchCommand() {}

    @Override
    public Integer call() throws BenchException, InterruptedException {
        if (rounds < 1 || rounds > MAX_ROUNDS) {
            throw new ParameterException(spec.commandLine(), "--rounds: " + rounds + " is not in 1.." + MAX_ROUNDS);
        }
        var program = option.program();
        var chronyd = ChronyConfiguration.installed()
                .orElseThrow(
                        () -> new BenchException("bench client has chronyd as its server, which is not installed"));
        var opened = new Opened();
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("bench-end").unstarted(opened::close));
        try (opened) {
            var workshop = Workshop.open();
            opened.add(workshop::close);
            int port = isAlone ? NTP_PORT : FreePorts.udp();
            var server = new LocalServers(workshop, Placement.ofThisMachine(isRealtime), opened)
                    .chronyd("chronyd", port)
                    .orElseThrow();
            if (!Probe.awaitSynchronised(server.process(), port, LocalServers.START_SECONDS)) {
                throw new BenchException("chronyd does not come to serve time: "
                        + server.process().lastWords());
            }
            measure(askers(program, chronyd, workshop, port, opened));
        }
        return 0;
    }

    private List<OffsetAsker> askers(SyncProgram program, Path chronyd, Workshop workshop, int port, Opened opened)
            throws BenchException {
        var askers = new ArrayList<OffsetAsker>();
        askers.add(new OffsetAsker.Library("our library, one process", library(port, opened)));
        var query = program.command(SyncProgram.QUERY, "query", "--json", "127.0.0.1:" + port);
        askers.add(new OffsetAsker.Program("timeball query", query, OURS));
        askers.add(new OffsetAsker.Program("chronyd -Q, one sample", chronys(chronyd, workshop, port), CHRONYS));
        if (!isAlone) {
            tell("skipped: ntpdig, for it knows no port but 123, which takes a network of one's own");
        } else if (!isOnPath("ntpdig")) {
            tell("skipped: ntpdig, for it is not installed");
        } else {
            askers.add(new OffsetAsker.Program(
                    "ntpdig", List.of("env", "TZ=UTC", "timeout", "30", "ntpdig", "127.0.0.1"), NTPDIGS));
        }
        return askers;
    }

    private static BlockingClient library(int port, Opened opened) throws BenchException {
        var settings = ClientSettings.plain("127.0.0.1")
                .withPort(port)
                .withFamily(AddressFamily.IPV4)
                .withPolls(new PollRange(3, 4, Duration.ZERO));
        try {
            var client = new BlockingClient(settings);
            opened.add(() -> {
                try {
                    client.close();
                } catch (IOException impossible) {
                    throw new AssertionError("it keeps nothing", impossible);
                }
            });
            return client;
        } catch (IOException impossible) {
            throw new BenchException("a client without a file: " + impossible.getMessage(), impossible);
        }
    }

    private static List<String> chronys(Path chronyd, Workshop workshop, int port) {
        return List.of(
                "timeout",
                "30",
                chronyd.toString(),
                "-x",
                "-Q",
                "-t",
                "20",
                "-U",
                "-u",
                System.getProperty("user.name"),
                "server 127.0.0.1 port " + port + " iburst maxsamples 1",
                "pidfile " + workshop.path().resolve("query.pid"));
    }

    private static boolean isOnPath(String program) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    /** In turns, each round beginning with another; the first round is not counted. */
    private void measure(List<OffsetAsker> askers) throws BenchException, InterruptedException {
        List<List<Double>> offsets =
                askers.stream().<List<Double>>map(_ -> new ArrayList<>()).toList();
        for (int round = -1; round < rounds; round++) {
            for (int i = 0; i < askers.size(); i++) {
                int turn = Math.floorMod(i + round, askers.size());
                double offset = askers.get(turn).offsetSeconds();
                if (round >= 0) {
                    offsets.get(turn).add(offset);
                }
            }
        }
        var out = spec.commandLine().getOut();
        out.println(rounds + " queries each, in turns");
        out.println(OffsetFigures.HEAD);
        for (int i = 0; i < askers.size(); i++) {
            out.println(OffsetFigures.of(offsets.get(i)).line(askers.get(i).name()));
        }
        out.flush();
    }

    private void tell(String progress) {
        spec.commandLine().getErr().println("timeball: " + progress);
        spec.commandLine().getErr().flush();
    }
}

package org.timeball.firmware.sync.query;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.timeball.server.client.CertificateClock;
import org.timeball.server.client.NtpServer;
import org.timeball.server.client.Security;
import org.timeball.server.client.net.BlockingClient;
import org.timeball.server.client.net.ClientException;
import org.timeball.server.client.net.ClientSettings;
import org.timeball.server.client.net.KeyExchangeConnection;
import org.timeball.server.control.ControlJson;
import org.timeball.server.control.Printable;
import org.timeball.server.discovery.net.PoolKeyExchange;
import org.timeball.server.discovery.pool.Pool;
import org.timeball.server.protocol.AeadAlgorithm;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;

/** {@code query}: asks servers for the time, side by side, and sets nothing. */
public final class QueryCommand implements Callable<Integer> {

    static final int USAGE = 64;
    private static final int SOME_SILENT = 1;
    private static final int ALL_SILENT = 2;
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    /** For a key exchange with one address. */
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);
    private final ServerOptions options;
    private final DiscoveryOptions discovery;

    private QueryCommand() {
        CommandWords.describe(
                spec,
                "query",
                "Asks servers for the time, all at once, and says how far this machine's clock is off. Sets nothing.");
        CommandWords.exitCodes(
                spec,
                USAGE,
                "0:all told the time, or as many as were wanted",
                "1:some did not",
                "2:none did",
                "64:the command was not understood");
        spec.usageMessage().footer("", "An offset is positive when this machine's clock is ahead, as chronyc says it.");
        spec.addPositional(PositionalParamSpec.builder()
                .arity("1..*")
                .index("0..*")
                .required(true)
                .paramLabel("HOST")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .description("Name or address, with :PORT if need be: of NTP (123), with --nts of key exchange (4460).")
                .build());
        spec.addOption(
                CommandWords.flag("Have the time proven; a server that does not prove it is not believed.", "--nts"));
        spec.addOption(OptionSpec.builder("--aead")
                .arity("1")
                .splitRegex(",")
                .paramLabel("NUMBER")
                .type(List.class)
                .auxiliaryTypes(Integer.class)
                .description("AEAD algorithms to offer with --nts, the best first: 15, 16, 17, 30. Without it: 30,15.")
                .build());
        options = ServerOptions.addedTo(spec);
        spec.addOption(CommandWords.flag(
                "Have HOST name its servers of NTS in SRV records, which must be signed; with --nts or without.",
                "--srv"));
        spec.addOption(OptionSpec.builder("--sources")
                .arity("1")
                .paramLabel("NUMBER")
                .type(int.class)
                .description("How many servers of a HOST that stands for several are asked, with --nts or --srv.")
                .build());
        discovery = DiscoveryOptions.addedTo(spec);
        spec.addOption(CommandWords.flag("An array of objects, in the order of the hosts.", "--json"));
    }

    /** The command as picocli takes it. */
    public static CommandSpec spec() {
        return new QueryCommand().spec;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        var answers = ask(questions());
        var out = spec.commandLine().getOut();
        var text = CommandWords.has(spec, "--json")
                ? ControlJson.pretty(answers.stream().map(Record.class::cast).toList()) + "\n"
                : answers.stream().map(answer -> answer.line() + "\n").collect(Collectors.joining());
        out.print(Printable.of(text, System.out.charset()));
        out.flush();
        long told = answers.stream().filter(QueryAnswer.Told.class::isInstance).count();
        if (told == 0) {
            return ALL_SILENT;
        }
        // A server that others could stand in for is told of, and no failure.
        return told == (long) hosts().size() * sources() ? 0 : SOME_SILENT;
    }

    private List<String> hosts() {
        return CommandWords.positional(spec, List.of());
    }

    private int sources() {
        return CommandWords.value(spec, "--sources", 1);
    }

    private boolean has(String name) {
        return CommandWords.has(spec, name);
    }

    /** What is asked for one host. */
    private interface Question {
        List<QueryAnswer> ask() throws IOException, InterruptedException;
    }

    private List<Question> questions() {
        int sources = sources();
        if (sources < 1 || sources > 1 && !has("--nts") && !has("--srv")) {
            throw misused("--sources " + sources + " needs --nts or --srv, and a number from 1");
        }
        var questions = new ArrayList<Question>();
        boolean isPool = has("--srv") || sources > 1;
        for (var host : hosts()) {
            if (isPool) {
                var pool = pool(host);
                questions.add(pool::run);
            } else {
                var settings = settings(host);
                questions.add(() -> List.of(ask(host, settings)));
            }
        }
        return questions;
    }

    private PoolQuery pool(String typed) {
        var target = target(typed);
        boolean isSrv = has("--srv");
        if (isSrv && target.port().isPresent()) {
            throw misused("\"" + typed + "\" has a port; with --srv the records say it");
        }
        var pool = isSrv
                ? new Pool.Domain(target.host())
                : new Pool.Balancer(new NtpServer(target.host(), target.port().orElse(KeyExchangeConnection.PORT)));
        var exchange = new PoolKeyExchange(
                options.authorities(), options.family(), offered(), QueryCommand::certificateClock, PATIENCE);
        return new PoolQuery(typed, pool, sources(), discovery.discovery(), exchange);
    }

    /** This machine's, which is believed: nothing is set by it. */
    private static CertificateClock certificateClock() {
        long now = Instant.now().getEpochSecond() * NANOS_PER_SECOND;
        return new CertificateClock(now, now, true);
    }

    /**
     * All at once, each on a thread of its own; one alone on this.
     *
     * <p>A virtual thread that waits for a packet has the platform start a thread that waits for all such, and the virtual
     * machine, when it ends, waits 0.3 s for that one.
     */
    private static List<QueryAnswer> ask(List<Question> questions) throws IOException, InterruptedException {
        if (questions.size() == 1) {
            return questions.getFirst().ask();
        }
        var answers = new ArrayList<QueryAnswer>();
        try (var threads = Executors.newCachedThreadPool()) {
            var asked = questions.stream()
                    .map(question -> threads.submit(question::ask))
                    .toList();
            for (var answer : asked) {
                answers.addAll(answer.get());
            }
        } catch (ExecutionException fault) {
            throw new IllegalStateException("asking failed", fault.getCause());
        }
        return answers;
    }

    private static QueryAnswer ask(String host, ClientSettings settings) throws IOException, InterruptedException {
        try (var client = new BlockingClient(settings)) {
            var measurement = client.query();
            var address = client.asked().orElseThrow();
            return QueryAnswer.Told.of(
                    host,
                    address.getAddress().getHostAddress() + " port " + address.getPort(),
                    measurement,
                    client.algorithm().map(QueryCommand::words).orElse(""));
        } catch (ClientException failure) {
            return new QueryAnswer.Silent(host, failure.trouble().name(), String.valueOf(failure.getMessage()));
        }
    }

    static String words(AeadAlgorithm algorithm) {
        return algorithm.name().replace('_', '-') + ", AEAD " + algorithm.id();
    }

    private ClientSettings settings(String typed) {
        var target = target(typed);
        var usual = has("--nts")
                ? ClientSettings.nts(target.host(), options.authorities()).withOffered(offered())
                : ClientSettings.plain(target.host());
        var settings = usual.withFamily(options.family());
        return target.port().isPresent() ? settings.withPort(target.port().getAsInt()) : settings;
    }

    private Target target(String typed) {
        try {
            return Target.of(typed);
        } catch (IllegalArgumentException mistake) {
            throw misused(String.valueOf(mistake.getMessage()));
        }
    }

    private List<AeadAlgorithm> offered() {
        var aeads = CommandWords.<List<Integer>>value(spec, "--aead", List.of());
        return aeads.isEmpty()
                ? Security.USUAL_OFFER
                : aeads.stream()
                        .map(id -> AeadAlgorithm.ofId(id)
                                .orElseThrow(() -> misused("--aead " + id + " is not known; 15, 16, 17 and 30 are")))
                        .toList();
    }

    private ParameterException misused(String why) {
        return new ParameterException(spec.commandLine(), why);
    }
}

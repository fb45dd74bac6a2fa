package org.timeball.firmware.sync.query;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.timeball.server.client.Security;
import org.timeball.server.client.net.BlockingClient;
import org.timeball.server.client.net.ClientException;
import org.timeball.server.client.net.ClientSettings;
import org.timeball.server.control.ControlJson;
import org.timeball.server.control.Printable;
import org.timeball.server.protocol.AeadAlgorithm;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code query}: asks servers for the time, side by side, and sets nothing. */
@Command(
        name = "query",
        description =
                "Asks servers for the time, all at once, and says how far this machine's clock is off. Sets nothing.",
        mixinStandardHelpOptions = true,
        exitCodeOnInvalidInput = QueryCommand.USAGE,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:all told the time", "1:some did not", "2:none did", "64:the command was not understood"},
        footer = {"", "An offset is positive when this machine's clock is ahead, as chronyc says it."})
public final class QueryCommand implements Callable<Integer> {

    static final int USAGE = 64;
    private static final int SOME_SILENT = 1;
    private static final int ALL_SILENT = 2;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            arity = "1..*",
            paramLabel = "HOST",
            description = "Name or address, with :PORT if need be: of NTP (123), with --nts of key exchange (4460).")
    private List<String> hosts = List.of();

    @Option(names = "--nts", description = "Have the time proven; a server that does not prove it is not believed.")
    private boolean isNts;

    @Option(
            names = "--aead",
            split = ",",
            paramLabel = "NUMBER",
            description = "AEAD algorithms to offer with --nts, the best first: 15, 16, 17, 30. Without it: 30,15.")
    private List<Integer> aeads = List.of();

    @Mixin
    private ServerOptions options = new ServerOptions();

    @Option(names = "--json", description = "An array of objects, in the order of the hosts.")
    private boolean isJson;

    /** Asks nobody until it is called. */
    public QueryCommand() {}

    @Override
    public Integer call() throws InterruptedException {
        var settings = new ArrayList<ClientSettings>();
        hosts.forEach(host -> settings.add(settings(host)));
        var answers = ask(settings);
        var out = spec.commandLine().getOut();
        var text = isJson
                ? ControlJson.pretty(answers.stream().map(Record.class::cast).toList()) + "\n"
                : answers.stream().map(answer -> answer.line() + "\n").collect(Collectors.joining());
        out.print(Printable.of(text, System.out.charset()));
        out.flush();
        long silent =
                answers.stream().filter(QueryAnswer.Silent.class::isInstance).count();
        if (silent == 0) {
            return 0;
        }
        return silent == answers.size() ? ALL_SILENT : SOME_SILENT;
    }

    /** All at once, each on a virtual thread of its own. */
    private List<QueryAnswer> ask(List<ClientSettings> settings) throws InterruptedException {
        var answers = new ArrayList<QueryAnswer>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var asked = new ArrayList<Future<QueryAnswer>>();
            for (int i = 0; i < settings.size(); i++) {
                var host = hosts.get(i);
                var one = settings.get(i);
                asked.add(threads.submit(() -> ask(host, one)));
            }
            for (var answer : asked) {
                answers.add(answer.get());
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
        var usual = isNts
                ? ClientSettings.nts(target.host(), options.authorities(spec)).withOffered(offered())
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

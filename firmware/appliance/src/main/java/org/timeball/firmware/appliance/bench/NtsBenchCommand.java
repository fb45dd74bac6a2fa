package org.timeball.firmware.appliance.bench;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.timeball.server.linux.nettle.NettleAeads;
import org.timeball.server.protocol.AeadAlgorithm;
import org.timeball.server.protocol.aead.Aead;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code timeball bench nts}: what the ciphers of a protected reply cost. */
@Command(
        name = "nts",
        description = {
            "Answers NTS requests without a socket, each another client's, and prints the processor time of a reply by",
            "algorithm, cookies and who computes: our own code, or libnettle where it is installed.",
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class NtsBenchCommand implements Callable<Integer> {

    private static final int ROUNDS = 15;
    private static final int MIN_REPLIES = 100;
    private static final int MAX_REPLIES = 1_000_000;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--replies",
            paramLabel = "N",
            defaultValue = "40000",
            description = "Replies in each of " + ROUNDS + " rounds (default: ${DEFAULT-VALUE}).")
    private int replies;

    /** For picocli, which fills the fields. */
    NtsBenchCommand() {}

    @Override
    public Integer call() {
        if (replies < MIN_REPLIES || replies > MAX_REPLIES) {
            throw new ParameterException(
                    spec.commandLine(), "--replies: %d is not in %d..%d".formatted(replies, MIN_REPLIES, MAX_REPLIES));
        }
        print(
                "%-10s %4s %7s %6s %8s %9s %11s%n",
                "by", "AEAD", "cookies", "octets", "us/reply", "replies/s", "heap octets");
        for (var algorithm : AeadAlgorithm.values()) {
            printRows("java", algorithm, Map.of());
        }
        var nettle = NettleAeads.load().inPlaceOfOurs();
        nettle.keySet().stream().sorted().forEach(algorithm -> printRows("libnettle", algorithm, nettle));
        if (nettle.isEmpty()) {
            print("libnettle is not installed%n");
        }
        return 0;
    }

    private void printRows(String by, AeadAlgorithm algorithm, Map<AeadAlgorithm, Aead> ciphers) {
        for (int placeholders : new int[] {0, 7}) {
            var cost = new ReplyTrial(ciphers).measure(algorithm, placeholders, ROUNDS, replies);
            print(
                    "%-10s %4d %7d %6d %8.2f %9.0f %11.1f%n",
                    by,
                    algorithm.id(),
                    1 + placeholders,
                    cost.requestOctets(),
                    cost.nanos() / 1e3,
                    1e9 / cost.nanos(),
                    cost.heapOctets());
        }
    }

    private void print(String format, Object... values) {
        spec.commandLine().getOut().printf(Locale.ROOT, format, values).flush();
    }
}

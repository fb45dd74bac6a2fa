package org.timeball.server.client.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The library as it is published: one small jar that needs the JDK's base module and nothing else. Programs are compiled
 * against that jar and run with nothing beside it, against servers that are really there.
 */
@Timeout(120)
class ClientJarIT {

    private static final Path JAR = Path.of("target", "client.jar").toAbsolutePath();

    /** 120 KB. */
    private static final long MOST_OCTETS = 122_880;

    /** What every program begins with: its arguments are a file of authorities and ports, or a folder. */
    private static final String PREAMBLE = """
            import java.nio.file.Path;
            import java.time.Duration;
            import java.util.List;
            import org.timeball.server.client.*;
            import org.timeball.server.client.net.*;
            import org.timeball.server.protocol.AeadAlgorithm;

            ClientSettings unhurried(ClientSettings settings, String port) {
                return settings.withFamily(AddressFamily.IPV4)
                        .withPolls(new PollRange(3, 11, Duration.ZERO))
                        .withPort(Integer.parseInt(port));
            }

            ClientSettings plain(String port) {
                return unhurried(ClientSettings.plain("localhost"), port);
            }

            ClientSettings nts(String authorities, String port) throws Exception {
                return unhurried(ClientSettings.nts("localhost", TrustedAuthorities.of(Path.of(authorities))), port);
            }

            void ask(ClientSettings settings) throws Exception {
                try (var client = new BlockingClient(settings)) {
                    for (int i = 0; i < 5; i++) {
                        var time = client.query();
                        boolean isHere = Math.abs(time.offsetSeconds()) <= time.boundSeconds();
                        System.out.println((time.isAuthentic() ? "proven " : "unproven ") + isHere + " " + time.stratum()
                                + " " + time.refId() + " " + time.leap());
                    }
                    client.algorithm().ifPresent(System.out::println);
                } catch (ClientException refused) {
                    System.out.println(refused.trouble());
                }
            }
            """;

    @TempDir
    private Path folder;

    @Test
    void isSmall() throws Exception {
        assertTrue(
                Files.size(JAR) <= MOST_OCTETS,
                () -> JAR + " has " + JAR.toFile().length() + " octets");
    }

    @Test
    void needsTheBaseModuleAlone() {
        var out = new StringWriter();
        int exit = ToolProvider.findFirst("jdeps")
                .orElseThrow()
                .run(new PrintWriter(out), new PrintWriter(out), "--print-module-deps", JAR.toString());

        assertEquals(0, exit, out::toString);
        assertEquals("java.base", out.toString().strip());
    }

    @Test
    void hasTimeWithoutProof() throws Exception {
        try (var server = LoopbackServer.start()) {
            assertEquals("unproven true 1 PPS NONE\n".repeat(5), run("""
                    void main(String[] given) throws Exception {
                        ask(plain(given[0]));
                    }
                    """, server.ntpPort()));
        }
    }

    @Test
    void hasTimeWithProofUnderEveryAlgorithm() throws Exception {
        try (var server = LoopbackServer.start()) {
            var proven = "proven true 1 PPS NONE\n".repeat(5);
            assertEquals(
                    proven + "AES_SIV_CMAC_256\n" + proven + "AES_SIV_CMAC_384\n" + proven + "AES_SIV_CMAC_512\n"
                            + proven + "AES_128_GCM_SIV\n",
                    run("""
                    void main(String[] given) throws Exception {
                        for (var algorithm : AeadAlgorithm.values()) {
                            ask(nts(given[0], given[1]).withOffered(List.of(algorithm)));
                        }
                    }
                    """, authority(server), server.keyExchangePort()));
            assertEquals(4, server.keyExchanges());
        }
    }

    @Test
    void keepsCookiesOverARestart() throws Exception {
        try (var server = LoopbackServer.start()) {
            for (int run = 0; run < 2; run++) {
                assertEquals(
                        "proven true 1 PPS NONE\n".repeat(5) + "AES_128_GCM_SIV\n",
                        run("""
                        void main(String[] given) throws Exception {
                            ask(nts(given[0], given[1]).keptIn(Path.of(given[2])));
                        }
                        """, authority(server), server.keyExchangePort(), folder.resolve("cookies")));
            }
            assertEquals(1, server.keyExchanges());
        }
    }

    /** Who asks for no proof believes the same forger. */
    @Test
    void refusesAForgedReply() throws Exception {
        try (var forger = new Between((_, reply) -> Forger.later(reply));
                var server = LoopbackServer.startBehind(forger.port())) {
            forger.start(server.ntpPort());
            assertEquals(
                    "NO_ANSWER\n" + "unproven false 1 PPS NONE\n".repeat(5),
                    run("""
                    void main(String[] given) throws Exception {
                        ask(nts(given[0], given[1]).withPatience(Duration.ofMillis(300), 2));
                        ask(plain(given[2]));
                    }
                    """, authority(server), server.keyExchangePort(), forger.port()));
        }
    }

    @Test
    void refusesAnUnknownAuthority() throws Exception {
        try (var server = LoopbackServer.start();
                var stranger = LoopbackServer.start()) {
            assertEquals("CERTIFICATE\n", run("""
                    void main(String[] given) throws Exception {
                        ask(nts(given[0], given[1]));
                    }
                    """, authority(stranger), server.keyExchangePort()));
        }
    }

    @Test
    void pollsAsLongAsItIsOpen() throws Exception {
        try (var server = LoopbackServer.start()) {
            assertEquals("proven\n", run("""
                    void main(String[] given) throws Exception {
                        var polls = new java.util.concurrent.LinkedBlockingQueue<PollingClient.Poll>();
                        try (var client = PollingClient.start(nts(given[0], given[1]), polls::add)) {
                            System.out.println(switch (polls.take()) {
                                case PollingClient.Time(var time) -> time.isAuthentic() ? "proven" : "unproven";
                                case PollingClient.Failure(var why) -> why.getMessage();
                            });
                        }
                    }
                    """, authority(server), server.keyExchangePort()));
        }
    }

    /** Sealed types are complete, records come apart by their components' names, generics and texts are as they were. */
    @Test
    void promisesWhatTheSourcesPromise() throws Exception {
        assertEquals("""
                PollRange[shortestLog2=5, longestLog2=11, spacing=PT2S]
                to a.example with 48 octets
                """, run("""
                void main(String[] given) throws Exception {
                    System.out.println(PollRange.USUAL);
                    var random = new java.security.SecureRandom();
                    var security = new Security.Plain(new NtpServer("a.example", 1));
                    var settings = new AssociationSettings(security, PollRange.USUAL, false, 0);
                    System.out.println(switch (new Association(settings, random::nextBytes, 0).next(0)) {
                        case Step.Ask(NtpServer(var host, var port), var request) ->
                            "to " + host + " with " + request.length + " octets";
                        case Step.ExchangeKeys(var offered) -> offered.getFirst().name();
                        case Step.Rest(var untilNanos) -> "until " + untilNanos;
                        case Step.Stop(var code) -> code.name();
                    });
                }
                """));
    }

    private Path authority(LoopbackServer server) throws Exception {
        return Files.write(folder.resolve("ca.pem"), server.authorityPem());
    }

    /** What a program says that has the jar and nothing else. */
    private String run(String program, Object... arguments) throws Exception {
        var source = Files.writeString(folder.resolve("Program.java"), PREAMBLE + program);
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var output = folder.resolve("output").toFile();
        var command = Stream.concat(
                Stream.of(java, "-cp", JAR.toString(), source.toString()),
                List.of(arguments).stream().map(Object::toString));
        var process = new ProcessBuilder(command.toList())
                .redirectErrorStream(true)
                .redirectOutput(output)
                .start();
        boolean hasEnded = process.waitFor(60, TimeUnit.SECONDS);
        process.destroyForcibly();
        assertTrue(hasEnded);
        return Files.readString(output.toPath());
    }
}

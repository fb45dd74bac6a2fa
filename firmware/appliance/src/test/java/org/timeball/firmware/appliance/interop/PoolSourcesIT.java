package org.timeball.firmware.appliance.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.timeball.firmware.appliance.interop.SyncIT.Running;
import org.timeball.refclock.linux.PseudoTerminal;
import org.timeball.server.control.AskedServer;
import org.timeball.server.control.Source;
import org.timeball.server.control.Status;
import org.timeball.server.control.SyncStatus;

/** Pools as sources of both daemons: a signed domain served by nsd with chronyd as a member, and a balancer of ours. */
@Timeout(300)
@Execution(ExecutionMode.CONCURRENT)
class PoolSourcesIT {

    private static final long PATIENCE_SECONDS = 120;

    @TempDir
    Path folder;

    private static boolean isFollowed(SyncStatus status, String member) {
        return status.state().isSynchronised()
                && status.servers().stream().anyMatch(it -> it.name().equals(member) && it.answered() >= 4);
    }

    private static List<String> names(SyncStatus status) {
        return status.servers().stream().map(AskedServer::name).sorted().toList();
    }

    /** One that is not there and one that gives keys and no time are passed over; the third tells the time. */
    @Test
    void walksDownASignedDomain() throws Exception {
        SignedDomain.require();
        try (var chronyd = LocalChronyd.start(folder.resolve("chronyd"));
                var silent = new PoolBalancer(true, "127.0.0.2");
                var domain =
                        new SignedDomain(Files.createDirectories(folder.resolve("zone")), "pool.test.", """
                        _ntske._tcp.pool.test. 60 IN SRV 1 0 9 localhost.
                        _ntske._tcp.pool.test. 60 IN SRV 2 0 %d localhost.
                        _ntske._tcp.pool.test. 60 IN SRV 3 0 %d localhost.
                        """.formatted(
                                        silent.keyExchangePort(), chronyd.keyExchangePort()))) {
            var home = Files.createDirectories(folder.resolve("sync"));
            Files.writeString(
                    home.resolve("ca.pem"),
                    new String(silent.authorityPem(), java.nio.charset.StandardCharsets.US_ASCII)
                            + Files.readString(chronyd.ca()));
            var chronyds = "localhost:" + chronyd.keyExchangePort();
            try (var daemon = Running.start(home, domain(domain, "count = 1", "ca-path = \"ca.pem\""))) {
                var status = daemon.await(PATIENCE_SECONDS, now -> isFollowed(now, chronyds));

                assertEquals(List.of(chronyds), names(status));
                var member = status.servers().getFirst();
                assertEquals("pool.test", member.pool());
                assertEquals(3, member.stratum());
                assertTrue(member.protection().startsWith("NTS, AES-"), member::toString);
                var log = daemon.errors().soFar();
                assertTrue(log.contains("event=member-left pool=pool.test source=localhost:9 "), log);
                assertTrue(
                        log.contains(
                                "event=member-left pool=pool.test source=localhost:" + silent.keyExchangePort() + " "),
                        log);
                var shown =
                        Launcher.timeball("status", "--socket", daemon.socket().toString());
                assertTrue(shown.output().contains(chronyds + " of pool.test, 127.0.0.1 port "), shown::all);
                daemon.endsWithinTwoSeconds();
            }
            assertTrue(Files.exists(home.resolve("state/cookies-" + chronyds)));
        }
    }

    private static String[] domain(SignedDomain domain, String... more) {
        return new String[] {
            "[[source]]",
            "srv = \"pool.test\"",
            "family = \"ipv4\"",
            "resolvers = [\"" + domain.resolver() + "\"]",
            "trust-anchors-path = \"" + domain.anchors() + "\"",
            String.join("\n", more)
        };
    }

    /** Once by the root's keys, which do not vouch for it, and once by a resolver that has not checked. */
    @Test
    void saysWhyNobodyOfADomainIsAsked() throws Exception {
        SignedDomain.require();
        try (var domain = new SignedDomain(
                Files.createDirectories(folder.resolve("zone")),
                "pool.test.",
                "_ntske._tcp.pool.test. 60 IN SRV 1 0 9 localhost.\n")) {
            var rows = List.of("trust-resolver = false", "trust-resolver = true");
            var reasons = List.of("is not what was signed", "does not say that _ntske._tcp.pool.test. is signed");
            for (int i = 0; i < rows.size(); i++) {
                var reason = reasons.get(i);
                var home = folder.resolve("sync" + i);
                try (var daemon = Running.start(
                        home,
                        "[[source]]",
                        "srv = \"pool.test\"",
                        "resolvers = [\"" + domain.resolver() + "\"]",
                        rows.get(i))) {
                    var status = daemon.await(now ->
                            now.servers().stream().anyMatch(row -> row.reason().contains(reason)));

                    var row = status.servers().getFirst();
                    assertTrue(row.hasNobody(), status::toString);
                    assertTrue(row.reason().startsWith("pool without members: "), row::reason);
                    daemon.await(now -> now.upSeconds() >= 13);
                    assertEquals(1, daemon.errors().soFar().split("event=pool-fails", -1).length - 1);
                    daemon.endsWithinTwoSeconds();
                }
            }
        }
    }

    /** Two of three are asked, each once; the one whose keys are lost makes room for the third, who was not asked before. */
    @Test
    void replacesABalancersMember() throws Exception {
        try (var balancer = new PoolBalancer(false, "127.0.0.2", "127.0.0.3", "127.0.0.4")) {
            var home = Files.createDirectories(folder.resolve("sync"));
            Files.write(home.resolve("ca.pem"), balancer.authorityPem());
            try (var daemon = Running.start(
                    home,
                    "minimum-agreeing-sources = 2",
                    "[[source]]",
                    "pool = \"localhost\"",
                    "family = \"ipv4\"",
                    "port = " + balancer.keyExchangePort(),
                    "count = 2",
                    "ca-path = \"ca.pem\"")) {
                var status = daemon.await(now -> isFollowed(now, "127.0.0.2") && isFollowed(now, "127.0.0.3"));

                assertEquals(List.of("127.0.0.2", "127.0.0.3"), names(status));
                assertTrue(
                        status.servers().stream()
                                .allMatch(it -> it.pool().equals("localhost:" + balancer.keyExchangePort())),
                        status::toString);
                assertEquals(List.of(List.of(), List.of("127.0.0.2")), balancer.denials());

                balancer.losesItsKeys("127.0.0.2");
                var later = daemon.await(PATIENCE_SECONDS, now -> isFollowed(now, "127.0.0.4"));
                assertEquals(List.of("127.0.0.3", "127.0.0.4"), names(later));
                assertEquals(
                        List.of("127.0.0.3", "127.0.0.2"), balancer.denials().getLast());
                daemon.endsWithinTwoSeconds();
            }
            assertFalse(Files.exists(home.resolve("state/retry-localhost:" + balancer.keyExchangePort())));
        }
    }

    /** A box whose receiver is silent gets its first sources, others, and none, while it runs. */
    @Test
    void theBoxTakesUpSourcesAtAHangup() throws Exception {
        SignedDomain.require();
        try (var line = PseudoTerminal.open();
                var chronyd = LocalChronyd.start(folder.resolve("chronyd"));
                var balancer = new PoolBalancer(false, "127.0.0.2");
                var domain = new SignedDomain(
                        Files.createDirectories(folder.resolve("zone")),
                        "pool.test.",
                        "_ntske._tcp.pool.test. 60 IN SRV 1 0 %d localhost.\n".formatted(chronyd.keyExchangePort()))) {
            Files.write(folder.resolve("balancer.pem"), balancer.authorityPem());
            var box = new Box(folder, line.slavePath().toString());
            var pool = String.join("\n", domain(domain, "ca-path = \"" + chronyd.ca() + "\""));
            var given = "[[source]]\npool = \"localhost\"\nfamily = \"ipv4\"\ncount = 1\nca-path = \"balancer.pem\"\n"
                    + "port = " + balancer.keyExchangePort();
            try (box) {
                box.start("");
                box.await(now -> rows(now).isEmpty());

                box.hangUp(pool);
                box.await(now -> now.state().isSynchronised() && now.tracking().stratum() == 4);
                var chronyds = "localhost:" + chronyd.keyExchangePort();
                int reach = row(box.await(now -> row(now, chronyds).reach() > 0), chronyds)
                        .reach();

                box.hangUp(pool + "\n" + given);
                var both = box.await(
                        now -> row(now, "127.0.0.2").reach() > 0 && now.state().isSynchronised());
                assertEquals("pool.test", row(both, chronyds).pool());
                assertEquals(
                        "localhost:" + balancer.keyExchangePort(),
                        row(both, "127.0.0.2").pool());
                assertTrue(row(both, chronyds).reach() >= reach, "one that is as it was goes on");
                var shown = Launcher.timeball("sources", "--socket", box.socket.toString());
                assertTrue(shown.output().contains("   of pool.test\n"), shown::all);
                assertEquals(1, box.log().split("event=member-tried pool=pool.test", -1).length - 1, box.log());

                box.hangUp("");
                box.await(now -> rows(now).isEmpty());
            }
        }
    }

    private static List<Source> rows(Status status) {
        return status.sources().stream()
                .filter(source -> source.mode().equals("^"))
                .toList();
    }

    private static Source row(Status status, String name) {
        return rows(status).stream()
                .filter(source -> source.name().equals(name))
                .findFirst()
                .orElse(Source.nobody(name, "is not there"));
    }

    /** The box's daemon as a process of its own. */
    private static final class Box implements AutoCloseable {

        private final Path folder;
        private final String receiver;
        private final Path socket;
        private final int ntpPort;
        private Process process;
        private Launcher.Collected output;

        Box(Path folder, String receiver) throws IOException {
            this.folder = folder;
            this.receiver = receiver;
            this.socket = folder.resolve("box.sock");
            this.ntpPort = RunningDemo.Ports.free(folder).ntp();
        }

        private void write(String sources) throws IOException {
            Files.writeString(folder.resolve("timeball.toml"), """
                    schema = 1
                    warm-up-seconds = 0
                    state-directory = "box"
                    control-socket = "box.sock"
                    [receiver]
                    port = "%s"
                    baud = 115200
                    set-up = false
                    pulse = "none"
                    [[server]]
                    listen = "127.0.0.1:%d"
                    [leap]
                    cold-start-seconds = 0
                    %s
                    """.formatted(receiver, ntpPort, sources));
        }

        void start(String sources) throws IOException {
            write(sources);
            var file = folder.resolve("timeball.toml").toString();
            process = Launcher.builder(Launcher.command("daemon", "--config", file))
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            output = new Launcher.Collected(process.getInputStream());
        }

        void hangUp(String sources) throws IOException, InterruptedException {
            write(sources);
            Launcher.run(10, List.of("kill", "-HUP", Long.toString(process.pid())));
        }

        String log() {
            return output.soFar();
        }

        Status await(Predicate<Status> wanted) throws InterruptedException {
            return AwaitedStatus.of(socket, wanted, this::log);
        }

        @Override
        public void close() {
            process.destroy();
            process.onExit().completeOnTimeout(process, 5, TimeUnit.SECONDS).join();
            process.destroyForcibly();
        }
    }
}

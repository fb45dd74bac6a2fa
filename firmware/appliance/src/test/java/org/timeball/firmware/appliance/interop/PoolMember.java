package org.timeball.firmware.appliance.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.timeball.refclock.linux.PseudoTerminal;
import org.timeball.refclock.time.DeviceException;
import org.timeball.server.certificates.NameConstraints;
import org.timeball.server.certificates.OwnCertificateAuthority;
import org.timeball.server.certificates.PemCertificates;
import org.timeball.server.certificates.ServerNames;
import org.timeball.server.control.Status;
import org.timeball.server.control.event.EventReport;
import org.timeball.server.control.net.ControlClient;
import org.timeball.server.control.net.ControlException;
import org.timeball.server.state.StateDirectory;
import org.timeball.server.state.StateException;

/** The daemon as it is started, a member of a pool called {@code my}; its receiver is silent, and it serves even so. */
final class PoolMember implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 120;

    private final Path folder;
    private final OwnCertificateAuthority authority;
    private final PseudoTerminal line;
    private final RunningDemo.Ports ports;
    private final Process process;
    private final Launcher.Collected output;

    private PoolMember(Path folder) throws IOException, GeneralSecurityException, StateException, DeviceException {
        this.folder = folder;
        authority = OwnCertificateAuthority.create("a test", NameConstraints.NONE, Instant.now());
        var secrets = StateDirectory.open(folder.resolve("secrets"));
        var names = new ServerNames(List.of("localhost"), List.of());
        PemCertificates.save(secrets, "chain.pem", "key.pem", authority.issue(names, Instant.now()));
        ports = RunningDemo.Ports.free(folder);
        line = PseudoTerminal.open();
        configure("");
        process = Launcher.builder(Launcher.command(
                        "daemon", "--config", folder.resolve("timeball.toml").toString()))
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        output = new Launcher.Collected(process.getInputStream());
    }

    /** Starts one, and waits until it answers. */
    static PoolMember start(Path folder) throws Exception {
        var member = new PoolMember(folder);
        member.await(status -> !status.pools().joined().isEmpty());
        return member;
    }

    /** Writes the configuration, with these lines under its {@code [[pool]]}. */
    void configure(String more) throws IOException {
        Files.writeString(folder.resolve("timeball.toml"), """
                schema = 1
                warm-up-seconds = 0
                state-directory = "state"
                control-socket = "my.sock"
                [receiver]
                port = "%s"
                baud = 115200
                set-up = false
                pulse = "none"
                [leap]
                cold-start-seconds = 0
                [[server]]
                listen = "127.0.0.1:%d"
                [[nts-ke-server]]
                listen = "127.0.0.1:%d"
                certificate-chain-path = "secrets/chain.pem"
                private-key-path = "secrets/key.pem"
                ntp-server = "ntp.example.org"
                [[pool]]
                name = "my"
                host = "ntp.example.org"
                %s
                """.formatted(
                        line.slavePath(), ports.ntp(), ports.keyExchange(), more));
    }

    /** A pool's connection to it. */
    PoolVisitor visitor() throws IOException, GeneralSecurityException {
        return new PoolVisitor(authority.pem(), ports.keyExchange());
    }

    int ntpPort() {
        return ports.ntp();
    }

    long pid() {
        return process.pid();
    }

    /** All that it has said. */
    String log() {
        return output.soFar();
    }

    /** Its state directory. */
    Path state() {
        return folder.resolve("state");
    }

    private Path socket() {
        return folder.resolve("my.sock");
    }

    /** Gives a command that has to succeed; what it printed. */
    String tell(String typed, String... words) throws IOException, InterruptedException {
        var finished = order(typed, words);
        assertEquals(0, finished.exitCode(), finished::all);
        return finished.output();
    }

    /** Gives a command of the launcher's with a line for its standard input. */
    Launcher.Finished order(String typed, String... words) throws IOException, InterruptedException {
        var file = Files.writeString(folder.resolve("typed"), typed, StandardCharsets.UTF_8);
        var command = new java.util.ArrayList<>(Launcher.command(words));
        command.addAll(List.of("--socket", socket().toString()));
        var started = Launcher.builder(command).redirectInput(file.toFile()).start();
        var printed = new Launcher.Collected(started.getInputStream());
        var complained = new Launcher.Collected(started.getErrorStream());
        if (!started.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            started.destroyForcibly();
            throw new AssertionError(command + " did not end");
        }
        return new Launcher.Finished(started.exitValue(), printed.text(), complained.text());
    }

    Status status() throws ControlException {
        try (var client = ControlClient.open(socket())) {
            return client.status();
        }
    }

    EventReport events() throws ControlException {
        try (var client = ControlClient.open(socket())) {
            return client.events(100);
        }
    }

    /** The status as soon as it is as wanted; asked from outside, as a person would. */
    Status await(Predicate<Status> wanted) throws InterruptedException {
        return AwaitedStatus.of(socket(), wanted, this::log);
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().completeOnTimeout(process, 5, TimeUnit.SECONDS).join();
        process.destroyForcibly();
        line.close();
    }
}

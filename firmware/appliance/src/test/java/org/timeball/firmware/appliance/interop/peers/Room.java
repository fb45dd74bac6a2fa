package org.timeball.firmware.appliance.interop.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.timeball.firmware.appliance.interop.Launcher;

/**
 * A network of two machines that are none, made by {@code room.sh}: a server is on one, its clients on the other. No
 * packet leaves it, port 123 is free in it, and nobody in it has a right to the clock.
 */
final class Room implements AutoCloseable {

    static final String IPV4 = "192.0.2.1";
    static final String IPV6 = "2001:db8::1";

    /** Names that have one address each, for peers that ask for a name and would choose among addresses. */
    static final String NAME4 = "ntp4.timeball.test";

    static final String NAME6 = "ntp6.timeball.test";

    /** A name that has both. */
    static final String NAME = "ntp.timeball.test";

    private static final int READY_SECONDS = 20;

    private final Path folder;
    private final Process keeper;
    private final String servers;
    private final String clients;
    private final List<Running> started = new ArrayList<>();

    private Room(Path folder, Process keeper, String servers, String clients) {
        this.folder = folder;
        this.keeper = keeper;
        this.servers = servers;
        this.clients = clients;
    }

    /**
     * Makes it; skips the calling test, visibly, where this user may have no namespaces.
     *
     * @param folder the test's, which the peers see, too
     */
    static Room open(Path folder) throws IOException, InterruptedException {
        List.of("unshare", "nsenter", "setpriv", "ip").forEach(Launcher::require);
        var hosts = Files.writeString(
                folder.resolve("hosts"),
                "127.0.0.1 localhost\n::1 localhost\n%1$s %2$s %5$s\n%3$s %4$s %5$s\n"
                        .formatted(IPV4, NAME4, IPV6, NAME6, NAME));
        var command = new ArrayList<>(List.of("unshare", "--user", "--map-root-user", "--net", "--mount", "sh"));
        command.addAll(List.of(Confinement.script("room.sh").toString(), hosts.toString(), folder.toString()));
        PeerPrograms.newerDebian().ifPresent(root -> command.add(root.toString()));
        var keeper = new ProcessBuilder(command).redirectErrorStream(true).start();
        var line = new Launcher.Collected(keeper.getInputStream()).awaitLine(READY_SECONDS);
        if (!line.startsWith("ready ")) {
            keeper.destroyForcibly();
            Assumptions.abort("skipped: this user may have no namespaces: " + line);
        }
        var processes = line.split(" ");
        return new Room(folder, keeper, processes[1], processes[2]);
    }

    /** Skips the calling test, visibly, where the kernel has no IPv6. */
    void requireIpv6() {
        Assumptions.assumeTrue(Files.exists(Path.of("/proc/net/if_inet6")), "skipped: this kernel has no IPv6");
    }

    /** Starts our own program on the server's side, until it is closed or the room is. */
    Running startOurs(List<String> command) throws IOException {
        return start(enter(servers, Confinement.ROOT.of(command)));
    }

    /** Starts a peer on the servers' side, until it is closed or the room is. */
    Running startServer(Program program, String... arguments) throws IOException {
        return start(enter(servers, Confinement.ROOT.of(program.with(List.of(arguments)))));
    }

    /** Runs a program on the servers' side to its end. */
    Launcher.Finished runAtServers(Program program, String... arguments) throws IOException, InterruptedException {
        return Launcher.run(60, enter(servers, Confinement.ROOT.of(program.with(List.of(arguments)))));
    }

    /** Starts a peer that stays, until it is closed or the room is. */
    Running start(Confinement confinement, Program program, String... arguments) throws IOException {
        return start(enter(clients, confinement.of(program.with(List.of(arguments)))));
    }

    private Running start(List<String> command) throws IOException {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        var running = new Running(process, new Launcher.Collected(process.getInputStream()));
        started.add(running);
        return running;
    }

    /** Runs a program on the clients' side to its end. */
    Launcher.Finished run(Program program, String... arguments) throws IOException, InterruptedException {
        return Launcher.run(60, enter(clients, Confinement.ROOT.of(program.with(List.of(arguments)))));
    }

    /** Runs a command of the shell's on the clients' side. */
    Launcher.Finished shell(String text) throws IOException, InterruptedException {
        return run(new Program(List.of("sh", "-c"), folder), text);
    }

    /** Runs a command there behind the check alone, without what makes it pass. */
    Launcher.Finished runUnconfined(List<String> command) throws IOException, InterruptedException {
        return Launcher.run(60, enter(clients, Confinement.checked(command)));
    }

    private static List<String> enter(String process, List<String> command) {
        var all = new ArrayList<>(List.of("nsenter", "--target", process, "--user", "--net", "--mount"));
        all.addAll(List.of("--preserve-credentials", "--"));
        all.addAll(command);
        return all;
    }

    /**
     * A peer.
     *
     * @param process its own
     * @param said    what it says
     */
    record Running(Process process, Launcher.Collected said) implements AutoCloseable {

        /** What it has said, and how it ended if it did. */
        String words() {
            var end = process.isAlive() ? Optional.<Integer>empty() : Optional.of(process.exitValue());
            return said.soFar() + end.map(code -> "(ended, " + code + ")\n").orElse("");
        }

        /** Has it end, and waits for that. */
        void end() {
            process.destroy();
            process.onExit().completeOnTimeout(process, 5, TimeUnit.SECONDS).join();
            process.destroyForcibly();
        }

        @Override
        public void close() {
            end();
        }
    }

    @Override
    public void close() throws IOException {
        started.forEach(Running::close);
        keeper.getOutputStream().close();
        keeper.onExit().completeOnTimeout(keeper, 5, TimeUnit.SECONDS).join();
        keeper.destroyForcibly();
    }
}

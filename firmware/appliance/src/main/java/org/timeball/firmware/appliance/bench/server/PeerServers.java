package org.timeball.firmware.appliance.bench.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * Starts other servers from a root file system of their own, of a newer Debian: chrony, and ntpd-rs below
 * {@code peers}. That takes root.
 *
 * <p>NTPsec is not among them, for it insists on port 123.
 */
final class PeerServers {

    private static final String NTPD_RS = "ntpd-rs-peer";

    private final Path root;
    private final Path folder;
    private final Workshop workshop;
    private final Placement placement;
    private final Opened opened;

    private PeerServers(Path root, Path folder, Workshop workshop, Placement placement, Opened opened) {
        this.root = root;
        this.folder = folder;
        this.workshop = workshop;
        this.placement = placement;
        this.opened = opened;
    }

    /**
     * Makes a passing folder in that root.
     *
     * @param opened where that folder and what is started is noted
     * @throws BenchException if there is no such root, or this is not root
     */
    static PeerServers open(Path root, Workshop workshop, Placement placement, Opened opened) throws BenchException {
        if (!Files.isDirectory(root.resolve("peers"))) {
            throw new BenchException(
                    root + ": has no folder peers/ in it; --peers wants a root file system with chrony,"
                            + " and ntpd-rs unpacked below peers/");
        }
        if (!ServerProcess.isRoot()) {
            throw new BenchException("--peers changes the root of processes (chroot), which only root may do");
        }
        try {
            var folder = Files.createTempDirectory(Files.createDirectories(root.resolve("tmp")), "timeball-bench-");
            opened.add(() -> Workshop.remove(folder));
            workshop.copyCertificate(folder);
            return new PeerServers(root, folder, workshop, placement, opened);
        } catch (IOException refused) {
            throw new BenchException("cannot write into " + root + ": " + refused.getMessage(), refused);
        }
    }

    /** Those that are there. */
    List<Contender> start() throws BenchException {
        var contenders = new ArrayList<Contender>();
        if (isThere("usr/sbin/chronyd")) {
            int port = FreePorts.udp();
            int keyExchangePort = FreePorts.tcp();
            var file = write("chrony.conf", ChronyConfiguration.text(inside(), inside(), port, keyExchangePort));
            contenders.add(start(
                    Contender.PEER_CHRONYD,
                    port,
                    keyExchangePort,
                    ChronyConfiguration.command("/usr/sbin/chronyd", file)));
        }
        if (isThere("peers/usr/bin/ntp-daemon")) {
            int port = FreePorts.udp();
            int keyExchangePort = FreePorts.tcp();
            var file = write("ntp.toml", ntpdRs(port, keyExchangePort));
            contenders.add(
                    start(NTPD_RS, port, keyExchangePort, List.of("/peers/usr/bin/ntp-daemon", "--config", file)));
        }
        return contenders;
    }

    private Contender start(String name, int port, int keyExchangePort, List<String> program) throws BenchException {
        var command = new ArrayList<>(List.of("chroot", root.toString()));
        command.addAll(program);
        var process = ServerProcess.start(placement, workshop.path().resolve(name + ".log"), false, command);
        opened.add(process::close);
        return new Contender(name, process, port, OptionalInt.of(keyExchangePort), workshop.authority());
    }

    private String ntpdRs(int port, int keyExchangePort) {
        return """
                [observability]
                log-level = "warn"

                [synchronization]
                local-stratum = 1

                [[server]]
                listen = "127.0.0.1:%1$d"

                [[nts-ke-server]]
                listen = "127.0.0.1:%2$d"
                certificate-chain-path = "%3$s/%4$s"
                private-key-path = "%3$s/%5$s"
                ntp-port = %1$d
                """.formatted(port, keyExchangePort, inside(), Workshop.CHAIN, Workshop.KEY);
    }

    private boolean isThere(String program) {
        return Files.isExecutable(root.resolve(program));
    }

    /** The folder's path after the change of root. */
    private Path inside() {
        return Path.of("/").resolve(root.relativize(folder));
    }

    private String write(String name, String text) throws BenchException {
        try {
            Files.writeString(folder.resolve(name), text);
            return inside().resolve(name).toString();
        } catch (IOException refused) {
            throw new BenchException("cannot write into " + folder + ": " + refused.getMessage(), refused);
        }
    }
}

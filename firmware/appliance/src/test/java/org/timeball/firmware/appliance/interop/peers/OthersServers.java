package org.timeball.firmware.appliance.interop.peers;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.timeball.server.certificates.NameConstraints;
import org.timeball.server.certificates.OwnCertificateAuthority;
import org.timeball.server.certificates.PemCertificates;
import org.timeball.server.certificates.ServerNames;
import org.timeball.server.state.StateDirectory;

/**
 * Other people's servers, on the first machine of a {@link Room}: each serves the machine's own time on the usual ports,
 * with a certificate of the test's authority, and without a right to the clock.
 *
 * @param room   where they run
 * @param folder the test's, for what they read and write
 */
record OthersServers(Room room, Path folder) {

    /** The authority's certificate, PEM, in the test's folder. */
    static final String AUTHORITY = "ca.pem";

    private static final String SECRETS = "secrets";
    private static final Pattern VERSION = Pattern.compile("(?:version |ntpsec-|ntp-ctl )([0-9.]*[0-9])");

    /** Whose. */
    enum Kind {
        /** Of this machine. */
        CHRONYD("chronyd", List.of(15)),
        /** Of {@code --peers}. */
        NEWER_CHRONYD("chronyd", List.of(15, 30)),
        /** Of {@code --peers}; it ends where it may not steer, so that what it does to the clock is pretended. */
        NTPD_RS("ntpd-rs", List.of(15, 17)),
        /** Of {@code --peers}; it steers nothing ({@code disable ntp}), and vouches for its time as an orphan. */
        NTPSEC("NTPsec ntpd", List.of(15, 16, 17));

        private final String name;
        private final List<Integer> aeads;

        Kind(String name, List<Integer> aeads) {
            this.name = name;
            this.aeads = aeads;
        }

        /** The ciphers that it knows. */
        List<Integer> aeads() {
            return aeads;
        }
    }

    /** Makes authority and certificate. */
    static OthersServers in(Room room, Path folder) throws Exception {
        var names = new ServerNames(
                List.of(Room.NAME, Room.NAME4, Room.NAME6),
                List.of(InetAddress.ofLiteral(Room.IPV4), InetAddress.ofLiteral(Room.IPV6)));
        var authority = OwnCertificateAuthority.create("Timeball test", NameConstraints.NONE, Instant.now());
        var secrets = StateDirectory.open(folder.resolve(SECRETS));
        PemCertificates.save(secrets, "chain.pem", "key.pem", authority.issue(names, Instant.now()));
        Files.write(folder.resolve(AUTHORITY), authority.pem());
        return new OthersServers(room, folder);
    }

    /**
     * Starts one.
     *
     * @param keys  folder of its cookies' keys: the same again for one that still knows them
     * @param extra lines of its configuration
     */
    Room.Running start(Kind kind, String keys, String... extra) throws IOException {
        makeFolder(keys);
        var programs = new PeerPrograms(folder);
        return switch (kind) {
            case CHRONYD -> chronyd(programs.installed("chronyd"), keys, extra);
            case NEWER_CHRONYD -> chronyd(programs.newer("chronyd"), keys, extra);
            case NTPD_RS -> {
                var daemon = programs.newerThatInsists("ntp-daemon");
                var text = ntpdRs(daemon, keys)
                        + "\n[keyset]\nkey-storage-path = \"%s/keys\"\n%s\n"
                                .formatted(daemon.sees(keys), String.join("\n", extra));
                Files.writeString(folder.resolve("ntp.toml"), text);
                yield room.startServer(daemon, "--config", daemon.sees("ntp.toml"));
            }
            case NTPSEC -> {
                var ntpd = programs.newer("ntpd");
                Files.writeString(folder.resolve("ntp.conf"), ntpsec(ntpd, keys) + String.join("\n", extra) + '\n');
                yield room.startServer(ntpd, "-n", "-N", "-c", ntpd.sees("ntp.conf"), "-p", ntpd.sees("ntpd.pid"));
            }
        };
    }

    private Room.Running chronyd(Program chronyd, String keys, String... extra) throws IOException {
        var arguments = new ArrayList<>(List.of(
                "-d",
                "-x",
                "-U",
                "-u",
                "root",
                "local stratum 1",
                "allow",
                "cmdport 0",
                "bindcmdaddress /",
                "pidfile " + chronyd.sees(keys) + "/chronyd.pid",
                "ntsdumpdir " + chronyd.sees(keys),
                "ntsservercert " + chronyd.sees(SECRETS) + "/chain.pem",
                "ntsserverkey " + chronyd.sees(SECRETS) + "/key.pem"));
        arguments.addAll(List.of(extra));
        return room.startServer(chronyd, arguments.toArray(String[]::new));
    }

    /** Its patience in key exchange is a second, which a busy machine may take to start our program's TLS. */
    private static String ntpdRs(Program daemon, String keys) {
        var text = new StringBuilder("""
                [observability]
                log-level = "info"
                observation-path = "%s/observe"

                [synchronization]
                local-stratum = 1
                """.formatted(daemon.sees(keys)));
        for (String address : List.of(Room.IPV4, "[" + Room.IPV6 + "]")) {
            text.append("""

                    [[server]]
                    listen = "%1$s:123"

                    [[nts-ke-server]]
                    listen = "%1$s:4460"
                    certificate-chain-path = "%2$s/chain.pem"
                    private-key-path = "%2$s/key.pem"
                    key-exchange-timeout-ms = 10000
                    """.formatted(address, daemon.sees(SECRETS)));
        }
        return text.toString();
    }

    private static String ntpsec(Program ntpd, String keys) {
        return """
                disable ntp
                restrict default
                tos orphan 1 orphanwait 1
                nts enable
                nts cert %1$s/chain.pem
                nts key %1$s/key.pem
                nts cookie %2$s/keys
                driftfile %2$s/drift
                logfile /dev/stdout
                """.formatted(ntpd.sees(SECRETS), ntpd.sees(keys));
    }

    /** chronyd wants the folder of its keys for itself. */
    private void makeFolder(String name) throws IOException {
        if (!Files.exists(folder.resolve(name))) {
            Files.createDirectory(
                    folder.resolve(name),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
    }

    /** Name and version, by what its program says of itself; skips the calling test, visibly, where there is none. */
    String version(Kind kind) throws IOException, InterruptedException {
        var programs = new PeerPrograms(folder);
        var finished =
                switch (kind) {
                    case CHRONYD -> room.run(programs.installed("chronyd"), "--version");
                    case NEWER_CHRONYD -> room.run(programs.newer("chronyd"), "--version");
                    case NTPD_RS -> room.run(programs.newer("ntp-ctl"), "--version");
                    case NTPSEC -> room.run(programs.newer("ntpd"), "--version");
                };
        var matcher = VERSION.matcher(finished.all());
        if (!matcher.find()) {
            throw new AssertionError(kind + " has no version: " + finished.all());
        }
        return kind.name + " " + matcher.group(1);
    }
}

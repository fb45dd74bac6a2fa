package org.timeball.firmware.appliance.bench.server;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** chronyd as a server of the machine's own time, with its defaults and without a right to the clock ({@code -x}). */
final class ChronyConfiguration {

    private ChronyConfiguration() {}

    /** Where it is installed; {@code sbin} is seldom in a user's path. */
    static Optional<Path> installed() {
        return Stream.concat(Stream.of(System.getenv("PATH").split(":")), Stream.of("/usr/sbin", "/sbin"))
                .map(folder -> Path.of(folder, "chronyd"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * The file's text.
     *
     * @param folder      for what it writes
     * @param certificate where certificate and key are, as chronyd sees it
     */
    static String text(Path folder, Path certificate, int port, int keyExchangePort) {
        return """
                local stratum 1
                allow 127.0.0.0/8
                bindaddress 127.0.0.1
                port %d
                cmdport 0
                bindcmdaddress /
                pidfile %s/chronyd.pid
                ntsport %d
                ntsservercert %4$s/%5$s
                ntsserverkey %4$s/%6$s
                """.formatted(port, folder, keyExchangePort, certificate, Workshop.CHAIN, Workshop.KEY);
    }

    /** How it is started: in the foreground, as the user who runs the bench. */
    static List<String> command(String program, String file) {
        return List.of(program, "-d", "-x", "-U", "-u", System.getProperty("user.name"), "-f", file);
    }
}

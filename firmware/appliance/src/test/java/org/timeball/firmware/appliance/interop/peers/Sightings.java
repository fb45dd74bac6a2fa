package org.timeball.firmware.appliance.interop.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/** What was seen of each peer, a line each, for the launcher to print. */
final class Sightings {

    private static final Path REPORT = Path.of("target", "interop-report.txt");

    private Sightings() {}

    /**
     * Notes one.
     *
     * @param peer     name and version
     * @param network  IPv4 or IPv6
     * @param mode     NTP, or NTS with its cipher
     * @param said     by the peer
     * @param counters ours
     */
    static void note(String peer, String network, String mode, String said, Served.Counters counters)
            throws IOException {
        note(
                peer,
                network,
                mode,
                String.format(
                        Locale.ROOT,
                        "%-55s answered %d, authentic %d, interleaved %d, exchanges %d",
                        said,
                        counters.answered(),
                        counters.authenticated(),
                        counters.interleaved(),
                        counters.exchanges()));
    }

    /**
     * Notes what was seen of a peer that is a server.
     *
     * @param mode what was done
     * @param seen what came of it
     */
    static void note(String peer, String network, String mode, String seen) throws IOException {
        var line = String.format(Locale.ROOT, "%-22s %-5s %-12s %s%n", peer, network, mode, seen);
        Files.createDirectories(REPORT.getParent());
        Files.writeString(REPORT, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}

package org.timeball.firmware.appliance.interop.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * ntpd-rs as a client, as ntp-ctl tells of it. It ends where it may not steer, so what it does to the clock succeeds
 * without having been done ({@link ClockFilter}).
 */
class NtpdRsPeerIT extends AskedByPeers {

    /**
     * A request under AEAD 17, which it offers before 15: header, identifier, cookie, authenticator (RFC 8915 §5). It
     * does not say which cipher it has, and the length of the cookie does.
     */
    private static final int REQUEST_OCTETS = 48 + 36 + (4 + 168) + 40;

    /** One source with NTS, one without, each over its own network. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void takesOurTimeWithNtsAndWithout(boolean isIpv6) throws Exception {
        room.requireIpv6();
        var programs = new PeerPrograms(folder);
        var daemon = programs.newerThatInsists("ntp-daemon");
        var control = programs.newer("ntp-ctl");
        var configuration = "ntp-" + isIpv6 + ".toml";
        Files.writeString(folder.resolve(configuration), configuration(isIpv6, daemon));
        var before = ours.counters();
        try (var lengths = listen(programs);
                var running = room.start(Confinement.ROOT, daemon, "--config", daemon.sees(configuration))) {
            ours.awaitMoreThanCookies(running, before);
            var status = Patience.await(
                    "both sources have answered",
                    running,
                    () -> answered(room.run(control, "--config", control.sees(configuration), "status")
                            .output()));

            var withNts = source(status, isIpv6 ? Room.NAME6 : Room.NAME4);
            var without = source(status, isIpv6 ? Room.IPV4 : Room.IPV6);
            assertTrue(withNts.contains(":" + Served.NTS_PORT + " [NTS]"), status);
            assertTrue(withNts.contains("8/8 available"), status);
            assertTrue(!without.contains("NTS"), status);
            assertTrue(running.words().contains("Offset: "), running::words);
            var octets = lengths.words()
                    .lines()
                    .filter(it -> it.startsWith("octets "))
                    .collect(Collectors.toSet());
            assertEquals(Set.of("octets " + REQUEST_OCTETS), octets);
            var counted = ours.counters().since(before);
            assertCounted(counted);
            Sightings.note(
                    "ntpd-rs " + version(control),
                    isIpv6 ? "IPv6" : "IPv4",
                    "NTS AEAD 17",
                    "[NTS], cookies 8/8 available; NTP over the other, too",
                    counted);
        }
    }

    private static Room.Running listen(PeerPrograms programs) throws IOException, InterruptedException {
        var python = programs.newer("python3");
        Files.copy(
                Confinement.script("requests.py"), folder.resolve("requests.py"), StandardCopyOption.REPLACE_EXISTING);
        var listening =
                room.start(Confinement.ROOT, python, python.sees("requests.py"), Integer.toString(Served.NTS_PORT));
        assertEquals("listening", listening.said().awaitLine(20), listening::words);
        return listening;
    }

    private static String configuration(boolean isIpv6, Program daemon) {
        return """
                [observability]
                log-level = "info"
                observation-path = "%1$s"

                [synchronization]
                minimum-agreeing-sources = 1

                [source-defaults]
                initial-poll-interval = 0
                poll-interval-limits = { min = 0, max = 0 }

                [[source]]
                mode = "nts"
                address = "%2$s:%3$d"
                certificate-authority = "%4$s"

                [[source]]
                mode = "server"
                address = "%5$s"
                """.formatted(
                        daemon.sees("observe-" + isIpv6),
                        isIpv6 ? Room.NAME6 : Room.NAME4,
                        Served.KEY_EXCHANGE_PORT,
                        daemon.sees(Served.AUTHORITY),
                        isIpv6 ? Room.IPV4 : "[" + Room.IPV6 + "]:123");
    }

    /** The status, once neither source has missed an answer, and both are at our offset. */
    private static Optional<String> answered(String status) {
        long sources = status.lines()
                .filter(line -> line.strip().matches("Offset:\\s+-?0\\.0\\d+"))
                .count();
        return Optional.of(status).filter(it -> sources == 2);
    }

    /** The paragraph of a source. */
    private static String source(String status, String name) {
        return List.of(status.split("\n\n")).stream()
                .filter(it -> it.contains(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is not in\n" + status));
    }

    private static void assertCounted(Served.Counters counted) {
        assertEquals(1, counted.exchanges(), counted::toString);
        assertTrue(counted.answered() > counted.authenticated(), counted::toString);
        assertEquals(0, counted.naks() + counted.failures(), counted::toString);
    }

    private static String version(Program control) throws IOException, InterruptedException {
        var finished = room.run(control, "--version");
        var matcher = Pattern.compile("([0-9]+\\.[0-9.]+)").matcher(finished.all());
        assertTrue(matcher.find(), finished::all);
        return matcher.group(1);
    }
}

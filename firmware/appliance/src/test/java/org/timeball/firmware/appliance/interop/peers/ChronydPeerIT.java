package org.timeball.firmware.appliance.interop.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** chronyd as a client, this machine's and a newer one, as chronyc tells of it. */
class ChronydPeerIT extends AskedByPeers {

    private static final double OFFSET_LIMIT_SECONDS = 0.05;

    private static int started;

    /**
     * How it asks.
     *
     * @param isNewer       whether it is the one of {@code --peers}
     * @param isIpv6        over which network
     * @param aead          the cipher to be agreed on, or 0 for NTP alone: 30 is what a newer one offers first, with 15
     * @param cookieOctets  of our cookies under that cipher
     * @param isInterleaved by {@code xleave}, RFC 9769
     */
    record Row(boolean isNewer, boolean isIpv6, int aead, int cookieOctets, boolean isInterleaved) {

        String network() {
            return isIpv6 ? "IPv6" : "IPv4";
        }

        String mode() {
            return aead == 0 ? "NTP" : "NTS AEAD " + aead;
        }

        @Override
        public String toString() {
            return "%s chronyd, %s, %s%s"
                    .formatted(
                            isNewer ? "newer" : "installed", network(), mode(), isInterleaved ? ", interleaved" : "");
        }
    }

    static final List<Row> ROWS = List.of(
            new Row(false, false, 0, 0, true),
            new Row(false, true, 0, 0, false),
            new Row(false, false, 15, 104, false),
            new Row(false, true, 15, 104, true),
            new Row(true, false, 0, 0, false),
            new Row(true, true, 0, 0, true),
            new Row(true, false, 15, 104, true),
            new Row(true, true, 15, 104, false),
            new Row(true, false, 30, 64, false),
            new Row(true, false, 30, 64, true),
            new Row(true, true, 30, 64, true));

    @ParameterizedTest
    @FieldSource("ROWS")
    void takesOurTime(Row row) throws Exception {
        if (row.isIpv6()) {
            room.requireIpv6();
        }
        var programs = new PeerPrograms(folder);
        var chronyd = row.isNewer() ? programs.newer("chronyd") : programs.installed("chronyd");
        var chronyc = row.isNewer() ? programs.newer("chronyc") : programs.installed("chronyc");
        var version = version(chronyd);
        var before = ours.counters();
        var socket = makeFolder("chronyd-" + ++started) + "/chronyd.sock";
        try (var running = room.start(Confinement.ROOT, chronyd, arguments(row, version, chronyd, socket))) {
            var data = Patience.await(
                    row + " has " + Served.MORE_THAN_COOKIES + " good replies",
                    running,
                    () -> goodData(ask(version, chronyc, socket, "ntpdata")));
            var authentication = ask(version, chronyc, socket, "-N", "-c", "authdata");

            assertServed(row, data);
            assertKeys(row, authentication);
            var counted = ours.counters().since(before);
            assertCounted(row, data, counted);
            Sightings.note("chronyd " + version, row.network(), row.mode(), said(data, authentication), counted);
        }
    }

    private static void assertServed(Row row, Map<String, String> data) {
        assertEquals("1", data.get("Stratum"), data::toString);
        assertEquals("Normal", data.get("Leap status"), data::toString);
        assertTrue(data.get("Remote address").startsWith((row.isIpv6() ? Room.IPV6 : Room.IPV4) + " "), data::toString);
        assertEquals(row.aead() == 0 ? "No" : "Yes", data.get("Authenticated"), data::toString);
        assertEquals(row.isInterleaved() ? "Yes" : "No", data.get("Interleaved"), data::toString);
        double offsetSeconds = Double.parseDouble(data.get("Offset").split(" ")[0]);
        assertEquals(0, offsetSeconds, OFFSET_LIMIT_SECONDS, data::toString);
        assertEquals(data.get("Total RX"), data.get("Total valid RX"), "every reply is valid: " + data);
    }

    /** {@code authdata}: name, mode, key, cipher, key length in bits, age, attempts, NAKs, cookies, their length. */
    private static void assertKeys(Row row, String authentication) {
        var columns = authentication.strip().split(",");
        assertEquals(row.aead() == 0 ? "-" : "NTS", columns[1], authentication);
        assertEquals(row.aead(), Integer.parseInt(columns[3]), authentication);
        assertEquals("0", columns[7], "no NAK: " + authentication);
        if (row.aead() != 0) {
            assertTrue(Integer.parseInt(columns[8]) >= 7, "cookies do not run short: " + authentication);
            assertEquals(row.cookieOctets(), Integer.parseInt(columns[9]), authentication);
        }
    }

    private static void assertCounted(Row row, Map<String, String> data, Served.Counters counted) {
        long valid = Long.parseLong(data.get("Total valid RX"));
        assertTrue(counted.answered() >= valid, () -> counted + ", " + data);
        assertEquals(row.aead() == 0 ? 0 : counted.answered(), counted.authenticated(), counted::toString);
        assertEquals(row.aead() == 0 ? 0 : 1, counted.exchanges(), counted::toString);
        assertEquals(0, counted.naks() + counted.failures(), counted::toString);
        assertTrue(
                row.isInterleaved()
                        ? counted.interleaved() >= Served.MORE_THAN_COOKIES / 2
                        : counted.interleaved() == 0,
                counted::toString);
    }

    private static String said(Map<String, String> data, String authentication) {
        var columns = authentication.strip().split(",");
        return "Authenticated %s, Type %s, CLen %s, Interleaved %s"
                .formatted(data.get("Authenticated"), columns[3], columns[9], data.get("Interleaved"));
    }

    private static String[] arguments(Row row, String version, Program chronyd, String socket) {
        var source = row.aead() == 0
                ? "server %s port 123".formatted(row.isIpv6() ? Room.IPV6 : Room.IPV4)
                : "server %s nts ntsport %d"
                        .formatted(row.isIpv6() ? Room.NAME6 : Room.NAME4, Served.KEY_EXCHANGE_PORT);
        var arguments = new ArrayList<>(List.of(
                "-d",
                "-x",
                "-U",
                "-u",
                "root",
                source + " iburst minpoll -2 maxpoll -2" + (row.isInterleaved() ? " xleave" : ""),
                "ntstrustedcerts " + chronyd.sees(Served.AUTHORITY),
                "cmdport 0",
                "bindcmdaddress " + chronyd.sees(socket),
                "pidfile " + chronyd.sees(socket) + ".pid"));
        if (canChooseCiphers(version) && row.aead() == 15) {
            arguments.add("ntsaeads 15");
        }
        return arguments.toArray(String[]::new);
    }

    private static String ask(String version, Program chronyc, String socket, String... question)
            throws IOException, InterruptedException {
        var arguments = new ArrayList<>(List.of("-h", chronyc.sees(socket)));
        if (givesUpItsUser(version)) {
            arguments.addAll(List.of("-u", "root"));
        }
        arguments.addAll(List.of(question));
        var finished = room.run(chronyc, arguments.toArray(String[]::new));
        return finished.exitCode() == 0 ? finished.output() : "";
    }

    private static Optional<Map<String, String>> goodData(String report) {
        Map<String, String> data = new TreeMap<>();
        report.lines().filter(line -> line.contains(" : ")).forEach(line -> {
            int colon = line.indexOf(" : ");
            data.put(line.substring(0, colon).strip(), line.substring(colon + 3).strip());
        });
        return Optional.of(data)
                .filter(it -> Integer.parseInt(it.getOrDefault("Total good RX", "0")) >= Served.MORE_THAN_COOKIES);
    }

    /** chronyd wants the folder of its socket for itself. */
    private static String makeFolder(String name) throws IOException {
        Files.createDirectory(
                folder.resolve(name),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        return name;
    }

    private static String version(Program chronyd) throws IOException, InterruptedException {
        var finished = room.run(chronyd, "--version");
        var matcher = Pattern.compile("version ([0-9.]+)").matcher(finished.all());
        assertTrue(matcher.find(), finished::all);
        return matcher.group(1);
    }

    private static boolean canChooseCiphers(String version) {
        return minor(version) >= 6;
    }

    private static boolean givesUpItsUser(String version) {
        return minor(version) >= 7;
    }

    private static int minor(String version) {
        return Integer.parseInt(version.split("\\.")[1]);
    }
}

package org.timeball.firmware.appliance.interop.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** NTPsec's ntpd as a client that steers nothing ({@code disable ntp}), as its log and ntpq tell of it. */
class NtpsecPeerIT extends AskedByPeers {

    private static final Pattern VERSION = Pattern.compile("ntpsec-([0-9.]+)");
    private static final Pattern REACH = Pattern.compile("\\breach=([0-7]+)");

    /**
     * How it asks.
     *
     * @param isIpv6       whether its source with NTS has IPv6; the one without has the other
     * @param aead         the one cipher it offers
     * @param name         NTPsec's, of that cipher
     * @param cookieOctets of our cookies under it
     */
    record Row(boolean isIpv6, int aead, String name, int cookieOctets) {

        String network() {
            return isIpv6 ? "IPv6" : "IPv4";
        }

        @Override
        public String toString() {
            return network() + ", " + name;
        }
    }

    static final List<Row> ROWS = List.of(
            new Row(false, 15, "AES_SIV_CMAC_256", 104),
            new Row(true, 15, "AES_SIV_CMAC_256", 104),
            new Row(false, 16, "AES_SIV_CMAC_384", 136),
            new Row(true, 16, "AES_SIV_CMAC_384", 136),
            new Row(false, 17, "AES_SIV_CMAC_512", 168),
            new Row(true, 17, "AES_SIV_CMAC_512", 168));

    /** One source with NTS, one without, each over its own network. */
    @ParameterizedTest
    @FieldSource("ROWS")
    void takesOurTimeWithNtsAndWithout(Row row) throws Exception {
        room.requireIpv6();
        var programs = new PeerPrograms(folder);
        var ntpd = programs.newer("ntpd");
        var ntpq = programs.newerInPython("ntpq");
        Files.writeString(folder.resolve("ntp.conf"), configuration(row, ntpd));
        var before = ours.counters();
        try (var running = room.start(
                Confinement.ROOT, ntpd, "-n", "-N", "-c", ntpd.sees("ntp.conf"), "-p", ntpd.sees("ntpd.pid"))) {
            ours.awaitMoreThanCookies(running, before);
            var withNts = Patience.await(row + " has been reached", running, () -> reached(ntpq, 1));
            var without = Patience.await(row + ", without NTS, has been reached", running, () -> reached(ntpq, 2));
            var log = running.words();

            assertTrue(log.contains("Got 8 cookies, length " + row.cookieOctets() + ", aead=" + row.aead() + "."), log);
            assertSource(withNts, row.isIpv6() ? Room.IPV6 : Room.IPV4, Served.NTS_PORT);
            assertSource(without, row.isIpv6() ? Room.IPV4 : Room.IPV6, 123);
            assertTrue(withNts.contains("authenb, auth,"), withNts);
            assertTrue(withNts.contains("ntscookies=8"), withNts);
            var counted = ours.counters().since(before);
            assertCounted(counted);
            Sightings.note(
                    "NTPsec ntpd " + version(log),
                    row.network(),
                    "NTS AEAD " + row.aead(),
                    "aead=" + row.aead() + ", auth, ntscookies=8; NTP over the other, reached",
                    counted);
        }
    }

    private static void assertSource(String variables, String address, int port) {
        assertTrue(variables.contains("srcadr=" + address + ", srcport=" + port + ","), variables);
        assertTrue(variables.contains("stratum=1,"), variables);
        assertTrue(variables.contains("refid=PPS,"), variables);
        assertTrue(variables.contains("leap=00,"), variables);
    }

    private static void assertCounted(Served.Counters counted) {
        assertEquals(1, counted.exchanges(), counted::toString);
        assertTrue(counted.answered() > counted.authenticated(), counted::toString);
        assertEquals(0, counted.naks() + counted.failures(), counted::toString);
    }

    private static String configuration(Row row, Program ntpd) {
        return """
                disable ntp
                tinker panic 0
                restrict default
                restrict 127.0.0.1
                restrict ::1
                driftfile %5$s
                logfile /dev/stdout
                server %1$s:%2$d nts ca %3$s aead %4$s iburst minpoll 0 maxpoll 0
                server %6$s iburst minpoll 0 maxpoll 0
                """.formatted(
                        row.isIpv6() ? Room.NAME6 : Room.NAME4,
                        Served.KEY_EXCHANGE_PORT,
                        ntpd.sees(Served.AUTHORITY),
                        row.name(),
                        ntpd.sees("drift"),
                        row.isIpv6() ? Room.IPV4 : Room.IPV6);
    }

    /** The variables of a source by its number, on one line, once it has answered. */
    private static Optional<String> reached(Program ntpq, int number) throws IOException, InterruptedException {
        var finished = room.run(ntpq, "-n", "-c", "rv &" + number, "127.0.0.1");
        var variables = finished.output().replaceAll("\\s+", " ");
        var matcher = REACH.matcher(variables);
        return Optional.of(variables)
                .filter(it -> matcher.find() && !matcher.group(1).matches("0+"));
    }

    private static String version(String log) {
        var matcher = VERSION.matcher(log);
        assertTrue(matcher.find(), log);
        return matcher.group(1);
    }
}

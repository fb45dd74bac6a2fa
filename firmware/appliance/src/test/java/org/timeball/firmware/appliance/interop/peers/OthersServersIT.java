package org.timeball.firmware.appliance.interop.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.timeball.firmware.appliance.interop.Launcher;

/** {@code timeball query} and {@code timeball nts check} against other people's servers. */
class OthersServersIT extends AsksOthers {

    private static final List<Integer> OURS = List.of(15, 16, 17, 30);

    /** Its words and exit code: with each cipher that the server has, over both networks, and with none. */
    @ParameterizedTest
    @EnumSource
    void tellTheirTimeUnderEveryCipherThatTheyHave(OthersServers.Kind kind) throws Exception {
        room.requireIpv6();
        var version = servers.version(kind);
        try (var server = servers.start(kind, "keys-" + kind)) {
            awaitTime(server);

            assertNothingIsWrong(kind, check(Room.NAME4));
            for (int aead : kind.aeads()) {
                assertProven(aead, query(aead));
            }
            Sightings.note(version, "both", "asked by us", kind.aeads() + ": check 0, each query proven");
        }
    }

    private static Launcher.Finished check(String name) throws Exception {
        return client.timeball("nts", "check", "--ca", authority(), name);
    }

    private static Launcher.Finished query(int aead) throws Exception {
        return client.timeball(
                "query",
                "--nts",
                "--aead",
                Integer.toString(aead),
                "--ca",
                authority(),
                "--json",
                Room.NAME4,
                Room.NAME6);
    }

    private static String authority() {
        return folder.resolve(OthersServers.AUTHORITY).toString();
    }

    private static void assertNothingIsWrong(OthersServers.Kind kind, Launcher.Finished checked) {
        var said = checked.output();
        assertEquals(0, checked.exitCode(), checked::all);
        for (String step :
                List.of("DNS: ", "TCP: ", "TLS: version 1.3, ALPN ntske/1", "certificate: good for the name")) {
            assertTrue(said.contains("✓ " + step), checked::all);
        }
        for (int aead : OURS) {
            if (kind.aeads().contains(aead)) {
                assertWorks(aead, said);
            } else {
                assertTrue(
                        Pattern.compile("· AEAD " + aead + " .*: the server does not offer it")
                                .matcher(said)
                                .find(),
                        said);
            }
        }
        assertEquals(kind.aeads().contains(30), said.contains("✓ record 1024: "), said);
        assertTrue(said.contains("· pool: "), said);
    }

    private static void assertWorks(int aead, String said) {
        for (String step : List.of(
                "agreed; the server's records: protocol \\[0], AEAD \\[" + aead + "], .*8 × cookie of \\d+ octets",
                "authentic time from .*, this clock [-+]0\\.0\\d+ s ahead",
                "request of \\d+ octets asked for \\d cookies, reply of \\d+ octets brought [5-8]",
                "a cookie that came with it is good for another request")) {
            assertTrue(
                    Pattern.compile("✓ AEAD " + aead + " \\(.*\\): " + step)
                            .matcher(said)
                            .find(),
                    step + "\n" + said);
        }
    }

    private static void assertProven(int aead, Launcher.Finished asked) {
        assertEquals(0, asked.exitCode(), asked::all);
        assertEquals(2, asked.output().split("\"isAuthenticated\" : true", -1).length - 1, asked::all);
        assertEquals(2, asked.output().split("AEAD " + aead + "\"", -1).length - 1, asked::all);
    }
}

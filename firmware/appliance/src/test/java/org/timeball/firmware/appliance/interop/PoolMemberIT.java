package org.timeball.firmware.appliance.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.timeball.firmware.appliance.durability.NtsPeer;
import org.timeball.server.control.ControlJson;
import org.timeball.server.control.Pools;
import org.timeball.server.control.event.EventRecord;

/**
 * A member of a pool from outside: the daemon told by commands as an operator gives them, and asked by the pool's side in
 * octets of the pool draft, the numbers of the IANA and those of the experiment.
 */
@Timeout(300)
class PoolMemberIT {

    private static final String OLD = "0123456789abcdef".repeat(4);
    private static final String NEW = "fedcba9876543210".repeat(4);
    private static final String WRONG = "00112233445566778899aabbccddeeff".repeat(2);

    private static final String LISTS = "800a0000" + "80090000" + "00080000";
    private static final String NAMES = "800b0000" + "00080000";

    /** Fixed keys 00..3f for NTPv4 and AEAD 15, and the connection is to stand. */
    private static final String KEYS = "800c0040" + hex(fixedKeys()) + "800100020000" + "80040002000f" + "00080000";

    private static final String ALGORITHMS = "000f0020" + "00100030" + "00110040" + "001e0010";
    private static final String END = "80000000";

    /** What is answered to {@link #LISTS}: algorithms with the octets of their keys, NTPv4, and that it stands. */
    private static final String KNOWN = "800a0010" + ALGORITHMS + "800900020000" + "00080000" + END;

    private static final String UNRECOGNISED = "800200020000" + END;

    @TempDir
    Path folder;

    private static byte[] fixedKeys() {
        byte[] both = new byte[64];
        for (int i = 0; i < both.length; i++) {
            both[i] = (byte) i;
        }
        return both;
    }

    private static String hex(byte[] octets) {
        return HexFormat.of().formatHex(octets);
    }

    private static String token(String text) {
        return PoolVisitor.record(14, text);
    }

    private static Pools.Pool pool(PoolMember member) throws Exception {
        return member.status().pools().joined().getFirst();
    }

    private static String once(PoolMember member, String... records) throws Exception {
        try (var pool = member.visitor()) {
            return pool.ask(records);
        }
    }

    private static List<String> told(PoolMember member) throws Exception {
        var events = member.events();
        assertEquals("", events.complaint());
        return events.events().stream().map(EventRecord::what).toList();
    }

    private static EventRecord event(PoolMember member, String what) throws Exception {
        return member.events().events().stream()
                .filter(event -> event.what().equals(what))
                .findFirst()
                .orElseThrow();
    }

    /** Joins, changes its token with an overlap, and leaves. */
    @Test
    void goesThroughTheLifeOfAMembership() throws Exception {
        try (var member = PoolMember.start(folder)) {
            assertEquals(UNRECOGNISED, once(member, token(OLD), LISTS), "before there is a token");
            assertTrue(member.tell(OLD + "\n", "pool", "add", "my", "--label", "of the spring")
                    .contains("lets my in"));
            try (var pool = member.visitor()) {
                assertEquals(KNOWN, pool.ask(token(OLD), LISTS));
                servesTheClientOfThePool(member, pool.ask(token(OLD), KEYS));

                var added =
                        member.tell("accepted-pool-authentication-tokens = [\"" + NEW + "\"]\n", "pool", "add", "my");
                assertTrue(added.contains("the others count, too"), added);
                assertEquals(KNOWN, pool.ask(token(OLD), LISTS));
                assertEquals(KNOWN, once(member, token(NEW), LISTS));

                var old = pool(member).tokens().getFirst();
                assertEquals("of the spring", old.label());
                member.tell("", "pool", "drop", "my", old.fingerprint());
                assertEquals(UNRECOGNISED, pool.ask(token(OLD), LISTS), "on a connection that stands, too");
                assertTrue(pool.isHungUp());
            }
            assertEquals(KNOWN, once(member, token(NEW), LISTS));
            counts(member);

            member.tell("", "pool", "leave", "my");
            assertEquals(UNRECOGNISED, once(member, token(NEW), LISTS));
            tellsWhoDidWhat(member);
        }
    }

    /** Eight cookies, and what they hold are the keys that came: a client of the pool is served by them. */
    private static void servesTheClientOfThePool(PoolMember member, String answer) throws Exception {
        var cookies = answer.split("00050068", -1);
        assertEquals(9, cookies.length, answer);
        assertTrue(cookies[0].startsWith("800100020000" + "80040002000f"), answer);
        assertTrue(answer.endsWith("00080000" + END), answer);
        byte[] keys = fixedKeys();
        var client = NtsPeer.of(
                Arrays.copyOf(keys, 32),
                Arrays.copyOfRange(keys, 32, 64),
                HexFormat.of().parseHex(cookies[1].substring(0, 208)));
        assertEquals(NtsPeer.Answer.AUTHENTIC, client.ask(member.ntpPort()));
    }

    /** Of the requests of {@link #goesThroughTheLifeOfAMembership}, those before it leaves. */
    private static void counts(PoolMember member) throws Exception {
        var pools = member.status().pools();
        var my = pools.joined().getFirst();
        assertEquals(4, my.lists(), my::toString);
        assertEquals(1, my.cookies(), my::toString);
        assertEquals(2, pools.wrongTokens(), pools::toString);
        assertEquals(1, pools.wrongNetworks(), pools::toString);
        assertEquals(1, my.tokens().size());
        assertTrue(my.tokens().getFirst().lastShownSeconds() < 60, my::toString);
    }

    private static void tellsWhoDidWhat(PoolMember member) throws Exception {
        member.await(_ -> {
            try {
                return told(member).stream().filter("pool-visit"::equals).count() == 2;
            } catch (Exception failure) {
                throw new AssertionError(failure);
            }
        });
        var told = told(member);
        assertTrue(
                told.containsAll(List.of("pool-add", "pool-drop", "pool-leave", "pool-token-unknown")), told::toString);
        var added = event(member, "pool-add");
        assertEquals("timeball pool add", added.from());
        assertTrue(
                added.sentence().contains("let the pool my in by another token, \"of the spring\""), added::toString);
        assertEquals("127.0.0.1", event(member, "pool-visit").from());
        assertEquals("pool my", event(member, "pool-visit").user());
        assertEquals("127.0.0.1", event(member, "pool-token-unknown").from());
    }

    /** Record 11 is answered by the names we give, and the numbers of the experiment by the setting alone. */
    @Test
    void speaksAsItsSettingsSay() throws Exception {
        try (var member = PoolMember.start(folder)) {
            var oldToken = PoolVisitor.record(0x4005, OLD);
            var oldLists = "c0010000" + "c0040000" + "40000000";
            member.tell(OLD, "pool", "add", "my");

            var names = PoolVisitor.record(6, "ntp.example.org");
            assertEquals(
                    names + "00080000" + END, once(member, token(OLD), NAMES).replace("8006", "0006"));
            assertEquals(UNRECOGNISED, once(member, token(WRONG), NAMES));
            assertEquals(UNRECOGNISED, once(member, NAMES), "without a token");
            assertEquals(UNRECOGNISED, once(member, oldToken, oldLists));

            member.configure("old-numbers = true");
            member.tell("", "reload");
            var known = "c0010010" + ALGORITHMS + "c00400020000" + "40000000" + END;
            assertEquals(known, once(member, oldToken, oldLists));
            assertEquals(KNOWN, once(member, token(OLD), LISTS), "the others count, too");
        }
    }

    /** W1: mode 0600, and nowhere else: not in logs, status, events, other files of the state, nor a dump of the memory. */
    @Test
    void keepsATokenInItsFileAlone() throws Exception {
        Launcher.require("jcmd");
        try (var member = PoolMember.start(folder)) {
            var printed = member.tell(OLD, "pool", "add", "my") + member.tell("", "pool", "list");
            try (var pool = member.visitor()) {
                assertEquals(KNOWN, pool.ask(token(OLD), LISTS));
            }
            once(member, token(WRONG), LISTS);
            assertEquals(
                    1, member.order("short-and-wrong-0123", "pool", "add", "my").exitCode());

            var file = member.state().resolve("pool-my.tokens");
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
            var texts = String.join(
                    "",
                    printed,
                    member.log(),
                    ControlJson.pretty(member.status()),
                    ControlJson.pretty(member.events()),
                    member.order("", "status").all());
            assertFalse(texts.contains(OLD) || texts.contains(WRONG) || texts.contains("short-and-wrong"), texts);
            assertTrue(texts.contains("0123…cdef"), texts);
            assertIsNotIn(dumped(member), OLD, WRONG);
            try (var files = Files.walk(folder)) {
                for (var other : files.filter(Files::isRegularFile)
                        .filter(it -> !it.equals(file) && !it.endsWith("typed"))
                        .toList()) {
                    assertIsNotIn(other, OLD, WRONG);
                }
            }
        }
    }

    /** What is reachable in the daemon's memory. */
    private Path dumped(PoolMember member) throws IOException, InterruptedException {
        var dump = folder.resolve("dump");
        var finished = Launcher.run(
                60,
                List.of(
                        "jcmd",
                        Long.toString(member.pid()),
                        "GC.heap_dump",
                        dump.toAbsolutePath().toString()));
        assertTrue(Files.exists(dump), finished::all);
        return dump;
    }

    private static void assertIsNotIn(Path file, String... secrets) throws IOException {
        var content = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        for (String secret : secrets) {
            assertFalse(content.contains(secret), () -> "a token is in " + file);
        }
    }
}

package org.timeball.server.ntp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.timeball.refclock.time.ClockSnapshot;
import org.timeball.server.ntp.access.AccessRules;
import org.timeball.server.ntp.access.Prefix;
import org.timeball.server.ntp.clients.ClientPrivacy;
import org.timeball.server.ntp.clients.RateLimit;

/** Who is answered and who is told why not, by requests as they come. */
class AdmissionTest {

    private static final long RAW_NANOS = 1_795_400_000_123_456_789L;
    private static final long SECOND = 1_000_000_000L;
    private static final long CLIENT = 0xffff_c000_0201L;
    private static final String REQUEST = "230006ec" + "00".repeat(36) + "8081828384858687";
    private static final String UID = "01040024" + "40".repeat(32);

    private static final AccessRules KEEPS_OUT =
            new AccessRules(List.of(), List.of(Prefix.of(new byte[] {(byte) 192, 0, 2, 0}, 24)));

    private static Responder responder(int oldestVersion, AccessRules access, boolean kisses, RateLimit limit) {
        var snapshot = ClockSnapshot.starting(RAW_NANOS);
        var clocks = new Clocks(() -> snapshot, () -> RAW_NANOS, () -> 0);
        var policy = new NtpPolicy(
                oldestVersion, true, access, kisses, Optional.of(limit), kisses, 1_024, ClientPrivacy.OFF);
        return new Responder(clocks, Optional.empty(), policy, -25, new Random(1)::nextLong);
    }

    private static int ask(Responder responder, byte[] packet, long client, long nowNanos) {
        var arrival = new Arrival().at(RAW_NANOS, nowNanos).from(0, client, false);
        return responder.respond(MemorySegment.ofArray(packet), 0, packet.length, packet.length, arrival);
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }

    /** N2 of the test catalogue: versions 1 and 2 by configuration, and then still mode 3 alone. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void answersTheVersionsItIsTold(int oldest) {
        var responder = responder(oldest, AccessRules.OPEN, false, RateLimit.NONE);
        for (int first = 0; first < 256; first++) {
            byte[] packet = hex(REQUEST);
            packet[0] = (byte) first;
            int version = first >> 3 & 7;
            boolean isAnswered = (first & 7) == 3 && version >= oldest && version <= 4;

            assertEquals(isAnswered, ask(responder, packet, CLIENT, 0) == 48, "first octet " + first);
            assertTrue(!isAnswered || (packet[0] >> 3 & 7) == version, "in the version of the request");
        }
    }

    @Test
    void keepsSilentToWhomItKeepsOut() {
        var responder = responder(3, KEEPS_OUT, false, RateLimit.NONE);
        byte[] packet = hex(REQUEST);

        assertEquals(DropReason.DENIED.code(), ask(responder, packet, CLIENT, 0));
        assertArrayEquals(hex(REQUEST), packet);
        assertEquals(48, ask(responder, packet, CLIENT + 256, 0));
    }

    /** RFC 5905 §7.4, and its stamps as ntpd has them, for chronyd heeds no kiss whose stamps are zero. */
    @Test
    void tellsWhomItKeepsOutOnceInFourSeconds() {
        var responder = responder(3, KEEPS_OUT, true, RateLimit.NONE);
        byte[] packet = hex(REQUEST);

        assertEquals(48, ask(responder, packet, CLIENT, 0));
        assertEquals(
                "e40006e7" + "00".repeat(8) + "44454e59" + "00".repeat(8) + "8081828384858687".repeat(3),
                HexFormat.of().formatHex(packet));
        for (int i = 1; i < 100; i++) {
            assertEquals(DropReason.DENIED.code(), ask(responder, hex(REQUEST), CLIENT, i * SECOND / 25));
        }
        assertEquals(48, ask(responder, hex(REQUEST), CLIENT, 4 * SECOND));
        var statistics = responder.counters().statistics();
        assertEquals(Map.of(DropReason.DENIED, 99L, DropReason.DENY_KISSED, 2L), statistics.drops());
        assertEquals(0, statistics.answered());
        assertEquals(101, statistics.received());
    }

    @Test
    void tellsWhoAsksTooOften() {
        var responder = responder(3, AccessRules.OPEN, true, new RateLimit(1, 2));
        assertEquals(48, ask(responder, hex(REQUEST), CLIENT, 0));
        assertEquals(48, ask(responder, hex(REQUEST), CLIENT, 0));
        byte[] packet = hex(REQUEST);
        assertEquals(48, ask(responder, packet, CLIENT, 0));

        assertEquals("e4", HexFormat.of().formatHex(packet, 0, 1));
        assertEquals("52415445", HexFormat.of().formatHex(packet, 12, 16));
        assertEquals(DropReason.RATE_LIMITED.code(), ask(responder, hex(REQUEST), CLIENT, 0));
        assertEquals(2, responder.counters().statistics().answered());
    }

    /** N1 of the test catalogue, and RFC 8915 §5.7: an unprotected kiss is nothing to a client with NTS. */
    @Test
    void kissesNoRequestWithFields() {
        var responder = responder(3, KEEPS_OUT, true, RateLimit.NONE);

        assertEquals(DropReason.DENIED.code(), ask(responder, hex(REQUEST + UID), CLIENT, 0));
    }

    /** N5 and N6 of the test catalogue: not even a kiss for what is no client request. */
    @Test
    void kissesNothingButClientRequests() {
        var responder = responder(3, KEEPS_OUT, true, RateLimit.NONE);
        for (int mode : new int[] {0, 1, 2, 4, 5, 6, 7}) {
            byte[] packet = hex(REQUEST);
            packet[0] = (byte) (0x20 | mode);
            assertEquals(DropReason.NOT_A_CLIENT_REQUEST.code(), ask(responder, packet, CLIENT, 0));
        }
    }

    /** N8 of the test catalogue. */
    @Test
    void answersNoAddressThatNoClientHas() {
        var responder = responder(3, AccessRules.OPEN, true, RateLimit.NONE);

        assertEquals(DropReason.IMPOSSIBLE_SOURCE.code(), ask(responder, hex(REQUEST), 0xffffL << 32, 0));
        assertEquals(DropReason.IMPOSSIBLE_SOURCE.code(), ask(responder, hex(REQUEST), 0xffff_ffff_ffffL, 0));
        assertEquals(DropReason.IMPOSSIBLE_SOURCE.code(), ask(responder, hex(REQUEST), 0xffff_e000_0101L, 0));
    }

    /** L4 of the test catalogue: what is no request takes nothing of what its sender may ask. */
    @Test
    void junkCountsAgainstNoClient() {
        var responder = responder(3, AccessRules.OPEN, true, new RateLimit(1, 1));
        for (int i = 0; i < 1_000; i++) {
            byte[] junk = hex(REQUEST);
            junk[0] = 0x27;
            ask(responder, junk, CLIENT, 0);
        }
        assertEquals(48, ask(responder, hex(REQUEST), CLIENT, 0));
        assertEquals(1, responder.counters().statistics().answered());
    }
}

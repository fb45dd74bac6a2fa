package org.timeball.server.ntp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.timeball.refclock.time.ClockSnapshot;
import org.timeball.refclock.time.ClockState;
import org.timeball.refclock.time.Leap;
import org.timeball.refclock.time.NtpTimestamp;
import org.timeball.refclock.time.RefId;
import org.timeball.server.protocol.AeadAlgorithm;
import org.timeball.server.protocol.CookieJar;
import org.timeball.server.protocol.CookieKeyRing;
import org.timeball.server.protocol.Decoded;
import org.timeball.server.protocol.NtpHeader;
import org.timeball.server.protocol.NtsServerExchange;
import org.timeball.server.protocol.SessionKeys;

class ResponderTest {

    private static final long RAW_NANOS = 1_795_400_000_123_456_789L;
    private static final long CORRECTION_NANOS = -1_000_000_250L;
    private static final long HOLDING_NANOS = 20_000;
    private static final long MONOTONIC_NANOS = 77_000_000_000L;

    /** A clock that was locked half a second ago, 16 µs good then and 1000 ppb worse since. */
    private static final ClockSnapshot LOCKED = new ClockSnapshot(
            ClockState.LOCKED,
            Leap.INSERT,
            1,
            RefId.PPS,
            RAW_NANOS - 500_000_000,
            MONOTONIC_NANOS - 500_000_000,
            CORRECTION_NANOS,
            0,
            RAW_NANOS - 500_000_000 + CORRECTION_NANOS,
            0,
            16e-6,
            1_000,
            1e-6,
            10);

    private static final String REQUEST = "230006ec" + "00".repeat(36) + "8081828384858687";
    private static final String UID_BODY = "404142434445464748494a4b4c4d4e4f505152535455565758595a5b5c5d5e5f";
    private static final String UID = "01040024" + UID_BODY;
    private static final String FOREIGN = "f323001c" + "ab".repeat(24);

    private final CookieJar jar = new CookieJar(CookieKeyRing.create(new SecureRandom(), 0), new SecureRandom());
    private final SessionKeys keys = new SessionKeys(AeadAlgorithm.AES_SIV_CMAC_256, filled(0x11), filled(0x22));
    private final byte[] cookie = jar.seal(keys, 1).getFirst();
    private final Responder responder = responder(LOCKED);

    private Responder responder(ClockSnapshot snapshot) {
        var nts = new NtsServerExchange(jar, new SecureRandom());
        return responder(snapshot, () -> RAW_NANOS + HOLDING_NANOS, () -> MONOTONIC_NANOS, Optional.of(nts));
    }

    private static Responder responder(
            ClockSnapshot snapshot, LongSupplier raw, LongSupplier monotonic, Optional<NtsServerExchange> nts) {
        return new Responder(new Clocks(() -> snapshot, raw, monotonic), nts, NtpPolicy.OPEN, -20, () -> 0);
    }

    /** A receive stamp, which is odd. */
    private static NtpTimestamp received(long nanos) {
        return new NtpTimestamp(NtpTimestamp.bitsOf(nanos) | 1);
    }

    /** A transmit stamp, which is even. */
    private static NtpTimestamp transmitted(long nanos) {
        return new NtpTimestamp(NtpTimestamp.bitsOf(nanos) & ~1L);
    }

    @Test
    void tellsTheTimeOfTheSnapshot() {
        byte[] packet = hex(REQUEST);

        assertEquals(48, respond(responder, packet));

        assertEquals(
                new Decoded.Ok<>(new NtpHeader(
                        1,
                        4,
                        4,
                        1,
                        6,
                        -20,
                        0,
                        2,
                        RefId.PPS,
                        NtpTimestamp.ofUtcNanos(RAW_NANOS - 500_000_000 + CORRECTION_NANOS),
                        new NtpTimestamp(0x8081828384858687L),
                        received(RAW_NANOS + CORRECTION_NANOS),
                        transmitted(RAW_NANOS + CORRECTION_NANOS + HOLDING_NANOS))),
                NtpHeader.decode(MemorySegment.ofArray(packet)));
    }

    @Test
    void saysSoWhenItVouchesForNothing() {
        byte[] packet = hex(REQUEST);

        assertEquals(48, respond(responder(ClockSnapshot.starting(RAW_NANOS)), packet));

        NtpHeader reply = header(packet);
        assertEquals(3, reply.leap());
        assertEquals(0, reply.stratum());
        assertEquals(RefId.NONE, reply.refId());
        assertEquals(NtpTimestamp.UNKNOWN, reply.reference());
        assertEquals(16 << 16, reply.rootDispersionBits());
        assertEquals(new NtpTimestamp(0x8081828384858687L), reply.origin());
    }

    @Test
    void neverLeavesBeforeTheRequestCame() {
        var setBack = responder(LOCKED, () -> RAW_NANOS - 3_600_000_000_000L, () -> MONOTONIC_NANOS, Optional.empty());
        byte[] packet = hex(REQUEST);

        assertEquals(48, respond(setBack, packet));

        assertEquals(
                1, header(packet).transmit().bits() - header(packet).receive().bits());
    }

    /** What the snapshot's age or the machine's clock says against it, half a second after it was published. */
    record Withdrawal(String why, long rawNanos, long monotonicNanos) {
        @Override
        public String toString() {
            return why;
        }
    }

    static final List<Withdrawal> WITHDRAWALS = List.of(
            new Withdrawal("the writer hangs", RAW_NANOS + 2_600_000_000L, MONOTONIC_NANOS + 2_600_000_000L),
            new Withdrawal("set ahead by 10 s", RAW_NANOS + 10_000_000_000L, MONOTONIC_NANOS),
            new Withdrawal("set back by 10 s", RAW_NANOS - 10_000_000_000L, MONOTONIC_NANOS),
            new Withdrawal("set ahead by 2 ms", RAW_NANOS + 2_000_000, MONOTONIC_NANOS),
            new Withdrawal("slept for a minute", RAW_NANOS + 60_000_000_000L, MONOTONIC_NANOS + 100_000_000));

    /** C5 and C14 of the test catalogue: no answer as synchronised by a clock that is not what the snapshot was of. */
    @ParameterizedTest
    @FieldSource("WITHDRAWALS")
    void vouchesForNothingByASnapshotThatNoLongerHolds(Withdrawal row) {
        var late = responder(LOCKED, () -> row.rawNanos, () -> row.monotonicNanos, Optional.empty());
        byte[] packet = hex(REQUEST);

        assertEquals(48, respond(late, packet));

        NtpHeader reply = header(packet);
        assertEquals(3, reply.leap());
        assertEquals(0, reply.stratum());
        assertEquals(RefId.NONE, reply.refId());
        assertEquals(16 << 16, reply.rootDispersionBits());
        assertEquals(new NtpTimestamp(0x8081828384858687L), reply.origin());
    }

    /** The clock is seen moved when the time is written, and is put back before it is looked at again. */
    @ParameterizedTest
    @ValueSource(longs = {9_000_000_000L, -9_000_000_000L, 200_000_000L, -200_000_000L})
    void vouchesForNoTimeOfAClockThatWasPutBackMeanwhile(long movedNanos) {
        var reads = new int[1];
        var putBack = responder(
                LOCKED,
                () -> reads[0]++ == 0 ? RAW_NANOS + movedNanos : RAW_NANOS,
                () -> MONOTONIC_NANOS,
                Optional.empty());
        byte[] packet = hex(REQUEST);

        assertEquals(48, respond(putBack, packet));

        NtpHeader reply = header(packet);
        assertEquals(3, reply.leap());
        assertEquals(0, reply.stratum());
    }

    /** The thread is put aside for 5 ms between the readings of the two clocks, once. */
    @Test
    void aPauseBetweenTwoReadingsIsNoMove() {
        var monotonic = new long[] {MONOTONIC_NANOS + 5_000_000, MONOTONIC_NANOS};
        var reads = new int[1];
        var paused = responder(LOCKED, () -> RAW_NANOS, () -> monotonic[Math.min(reads[0]++, 1)], Optional.empty());
        byte[] packet = hex(REQUEST);
        respond(paused, packet);
        assertEquals(1, header(packet).stratum());
        assertEquals(2, reads[0]);
    }

    @Test
    void looksAtTheClockOnceAndLast() {
        byte[] packet = hex(REQUEST);
        byte[] atStamp = new byte[48];
        var counting = new int[1];
        var late = responder(
                LOCKED,
                () -> {
                    counting[0]++;
                    System.arraycopy(packet, 0, atStamp, 0, 48);
                    return RAW_NANOS + HOLDING_NANOS;
                },
                () -> MONOTONIC_NANOS,
                Optional.empty());

        respond(late, packet);

        assertEquals(1, counting[0]);
        assertArrayEquals(Arrays.copyOf(packet, 40), Arrays.copyOf(atStamp, 40), "all but the transmit time stood");
    }

    /** N2 and N20 of the test catalogue. */
    @Test
    void answersModeThreeOfVersionsThreeAndFourAndNothingElse() {
        for (int first = 0; first < 256; first++) {
            byte[] packet = hex(REQUEST);
            packet[0] = (byte) first;
            int version = first >> 3 & 7;
            boolean isOurs = (first & 7) == 3 && (version == 3 || version == 4);

            int result = respond(responder, packet);

            assertEquals(isOurs, result == 48, "first octet " + first);
            if (isOurs) {
                assertEquals(version, header(packet).version());
            } else {
                assertTrue(result < 0);
            }
        }
    }

    record Case(String name, String request, int octets, Optional<DropReason> reason) {
        static Case answered(String name, int octets, String fields) {
            return new Case(name, REQUEST + fields, octets, Optional.empty());
        }

        static Case dropped(String name, DropReason reason, String fields) {
            return new Case(name, REQUEST + fields, reason.code(), Optional.of(reason));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Case> CASES = List.of(
            Case.answered("header alone", 48, ""),
            Case.answered("foreign field", 48, FOREIGN),
            Case.answered("identifier alone", 84, UID),
            Case.answered("identifier behind a foreign field", 84, FOREIGN + UID),
            Case.answered("identifier before a foreign field", 84, UID + FOREIGN),
            Case.answered(
                    "junk cookie and junk authenticator",
                    84,
                    UID + "02040068" + "5a".repeat(100) + "04040028" + "5a".repeat(36)),
            Case.dropped("identifier too short", DropReason.MALFORMED_FIELD, "01040020" + "40".repeat(28)),
            Case.dropped("length 0", DropReason.MALFORMED_FIELD, "f3230000" + "00".repeat(24)),
            Case.dropped("length 4", DropReason.MALFORMED_FIELD, "f3230004" + "00".repeat(24)),
            Case.dropped("length 65532", DropReason.MALFORMED_FIELD, "f323fffc" + "00".repeat(24)),
            Case.dropped("zeros", DropReason.MALFORMED_FIELD, "00".repeat(100)),
            Case.dropped("MD5 MAC", DropReason.TRAILING_OCTETS, "00000001" + "ab".repeat(16)),
            Case.dropped("SHA-1 MAC", DropReason.TRAILING_OCTETS, "00000001" + "ab".repeat(20)),
            Case.dropped("identifier and MAC", DropReason.TRAILING_OCTETS, UID + "00000001" + "ab".repeat(16)),
            Case.dropped("cookie alone", DropReason.INCOMPLETE_NTS, UID + "02040068" + "5a".repeat(100)),
            Case.dropped("authenticator alone", DropReason.INCOMPLETE_NTS, UID + "04040028" + "5a".repeat(36)),
            Case.dropped("too long", DropReason.TOO_LONG, "f3231000" + "00".repeat(4_092)));

    @ParameterizedTest
    @FieldSource("CASES")
    void answersOrSaysWhyNot(Case row) {
        byte[] packet = hex(row.request);

        assertEquals(row.octets, respond(responder, packet));

        if (row.reason.isPresent()) {
            assertArrayEquals(hex(row.request), packet, "a packet that is dropped stays as it was");
            assertEquals(
                    Map.of(row.reason.get(), 1L),
                    responder.counters().statistics().drops());
        } else if (row.octets == 84) {
            assertEquals(UID, HexFormat.of().formatHex(packet, 48, 84));
        }
    }

    @Test
    void answersNoTailShorterThanAField() {
        for (int version = 3; version <= 4; version++) {
            for (int octets = 0; octets < 48 + 28; octets++) {
                byte[] packet = Arrays.copyOf(hex(REQUEST), octets);
                if (octets > 0) {
                    packet[0] = (byte) (version << 3 | 3);
                }
                assertEquals(octets == 48, respond(responder, packet) > 0, octets + " octets");
            }
        }
    }

    @Test
    void dropsWhatTheBufferDidNotHold() {
        byte[] packet = hex(REQUEST + UID);

        assertEquals(
                DropReason.TOO_LONG.code(),
                responder.respond(MemorySegment.ofArray(packet), 0, packet.length, 80, arrival()));
    }

    @Test
    void versionThreeHasNoFields() {
        byte[] packet = hex("1b" + REQUEST.substring(2) + UID);

        assertEquals(DropReason.TRAILING_OCTETS.code(), respond(responder, packet));
    }

    @Test
    void protectsTheReplyToAProtectedRequest() {
        for (int placeholders = 0; placeholders < 8; placeholders++) {
            var request = new NtsRequest(keys, cookie, placeholders);
            byte[] packet = request.octets();

            int octets = respond(responder, packet);

            assertEquals(request.octets().length, octets);
            assertEquals(1 + placeholders, request.cookiesIn(packet, octets));
            assertEquals(new NtpTimestamp(0x8081828384858687L), header(packet).origin());
            assertEquals(
                    HOLDING_NANOS * 1e-9,
                    header(packet).transmit().secondsSince(header(packet).receive()),
                    1e-8);
        }
        assertEquals(8, responder.counters().statistics().ntsAnswered());
    }

    /** E8 of the test catalogue; the fact sheet's NAK, whose poll is 6. */
    @Test
    void tellsAClientWhoseCookieDoesNotOpen() {
        byte[] packet = new NtsRequest(keys, new byte[104], 0).octets();
        packet[2] = 6;

        int octets = respond(responder, packet);

        assertEquals(
                "e40006ec00000000000000004e54534e0000000000000000808182838485868700000000000000000000000000000000"
                        + UID,
                HexFormat.of().formatHex(packet, 0, octets));
        assertEquals(1, responder.counters().statistics().naks());
        assertEquals(0, responder.counters().statistics().answered());
    }

    /** E2 of the test catalogue. */
    @Test
    void neverAuthenticatesAReplyToARequestOfWhichAnOctetChanged() {
        var request = new NtsRequest(keys, cookie, 1);
        for (int at = 0; at < request.octets().length; at++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] packet = request.octets();
                packet[at] ^= (byte) (1 << bit);
                int octets = respond(responder, packet);
                assertTrue(octets <= request.octets().length);
                if (octets > 0) {
                    assertEquals(-1, request.cookiesIn(packet, octets));
                    // One flip makes the identifier's length swallow the rest: a plain request with a long identifier.
                    assertTrue(octets == 84 || packet[49] == 0x04 && packet[50] == 0x01, "NAK or plain");
                }
            }
        }
        assertEquals(0, responder.counters().statistics().ntsAnswered());
    }

    /** E7 of the test catalogue. */
    @Test
    void leavesProtectedRequestsAloneWhenNtsIsOff() {
        var off = responder(LOCKED, () -> RAW_NANOS, () -> MONOTONIC_NANOS, Optional.empty());

        assertEquals(DropReason.NTS_OFF.code(), respond(off, new NtsRequest(keys, cookie, 0).octets()));
    }

    /** F and N1 of the test catalogue: random packets, and good ones with random changes. */
    @Test
    void neverThrowsAndNeverAnswersWithMoreThanItGot() {
        var random = new Random(123);
        byte[][] good = {
            hex(REQUEST),
            hex(REQUEST + FOREIGN),
            hex(REQUEST + UID + FOREIGN),
            new NtsRequest(keys, cookie, 0).octets(),
            new NtsRequest(keys, cookie, 3).octets()
        };
        int answered = 0;
        for (int i = 0; i < 100_000; i++) {
            byte[] packet;
            if (i % 4 == 0) {
                packet = new byte[random.nextInt(300)];
                random.nextBytes(packet);
                if (packet.length > 0) {
                    packet[0] = 0x23;
                }
            } else {
                byte[] from = good[random.nextInt(good.length)];
                packet = Arrays.copyOf(from, Math.max(0, from.length - random.nextInt(8) / 6 * random.nextInt(60)));
                for (int changes = random.nextInt(3); changes > 0 && packet.length > 0; changes--) {
                    packet[random.nextInt(packet.length)] = (byte) random.nextInt();
                }
            }
            int octets = respond(responder, packet);
            assertTrue(octets <= packet.length);
            assertNotEquals(0, octets);
            if (octets > 0) {
                assertTrue(octets >= 48);
                answered++;
            }
        }
        NtpStatistics statistics = responder.counters().statistics();
        assertEquals(100_000, statistics.received());
        assertEquals(answered, statistics.answered() + statistics.naks());
        assertEquals(100_000 - answered, statistics.dropped());
        assertTrue(answered > 20_000);
    }

    /** The law of style.md for the reply path, for every kind of reply that NTS does not protect. */
    @Test
    void allocatesNothingForAPlainReply() {
        var threads = assertInstanceOf(ThreadMXBean.class, ManagementFactory.getThreadMXBean());
        try (var arena = Arena.ofConfined()) {
            for (String request : List.of(REQUEST, REQUEST + FOREIGN, REQUEST + UID, REQUEST.substring(0, 40))) {
                byte[] octets = hex(request);
                MemorySegment original = arena.allocate(octets.length).copyFrom(MemorySegment.ofArray(octets));
                MemorySegment packet = arena.allocate(octets.length);
                long least = IntStream.range(0, 20)
                        .mapToLong(round -> allocatedOctets(threads, original, packet))
                        .min()
                        .orElseThrow();
                assertEquals(0, least, "octets allocated for 20000 replies");
            }
        }
    }

    /** Rounds before the last serve to compile; a reply that allocates would do so in every round. */
    private long allocatedOctets(ThreadMXBean threads, MemorySegment original, MemorySegment packet) {
        int octets = (int) packet.byteSize();
        Arrival arrival = arrival();
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 20_000; i++) {
            MemorySegment.copy(original, 0, packet, 0, octets);
            responder.respond(packet, 0, octets, octets, arrival);
        }
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    private static Arrival arrival() {
        return new Arrival().at(RAW_NANOS, MONOTONIC_NANOS).from(0, 0xffff_c000_0201L, false);
    }

    private static int respond(Responder responder, byte[] packet) {
        return responder.respond(MemorySegment.ofArray(packet), 0, packet.length, packet.length, arrival());
    }

    private static NtpHeader header(byte[] packet) {
        if (NtpHeader.decode(MemorySegment.ofArray(packet)) instanceof Decoded.Ok(NtpHeader header)) {
            return header;
        }
        throw new AssertionError("a reply has a header");
    }

    private static byte[] filled(int octet) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) octet);
        return bytes;
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }
}

package org.timeball.server.ntp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.timeball.refclock.time.ClockSnapshot;
import org.timeball.refclock.time.ClockState;
import org.timeball.refclock.time.Leap;
import org.timeball.refclock.time.NtpTimestamp;
import org.timeball.refclock.time.RefId;
import org.timeball.server.protocol.AeadAlgorithm;
import org.timeball.server.protocol.CookieJar;
import org.timeball.server.protocol.CookieKeyRing;
import org.timeball.server.protocol.Decoded;
import org.timeball.server.protocol.HeaderFields;
import org.timeball.server.protocol.NtpHeader;
import org.timeball.server.protocol.NtsServerExchange;
import org.timeball.server.protocol.SessionKeys;

/**
 * RFC 9769 §2 from the server's side, with departures that the test tells, and what is promised of stamps in any mode.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9769#section-2">RFC 9769 §2</a>
 */
class InterleavedModeTest {

    private static final long START_NANOS = 1_795_400_000_123_456_789L;
    private static final long SECOND = 1_000_000_000L;
    private static final long CLIENT = 0xffff_c000_0201L;

    private final SplittableRandom bits = new SplittableRandom(9_769);
    private long rawNanos = START_NANOS;
    private final Responder responder = responder(NtpPolicy.OPEN, Optional.empty());

    private Responder responder(NtpPolicy policy, Optional<NtsServerExchange> nts) {
        var clocks = new Clocks(this::snapshot, () -> rawNanos, () -> rawNanos);
        return new Responder(clocks, nts, policy, -25, bits::nextLong);
    }

    /** UTC is the raw clock less a quarter of a second. */
    private ClockSnapshot snapshot() {
        return new ClockSnapshot(
                ClockState.LOCKED,
                Leap.NONE,
                1,
                RefId.PPS,
                START_NANOS,
                START_NANOS,
                -SECOND / 4,
                0,
                START_NANOS,
                0,
                1e-6,
                0,
                1e-6,
                0);
    }

    /** A request as the client writes it, and the reply that comes 20 µs after it arrived. */
    private NtpHeader ask(Responder server, long client, long origin, long receive, long transmit) {
        byte[] packet = new byte[NtpHeader.OCTETS];
        packet[0] = 0x23;
        var segment = MemorySegment.ofArray(packet);
        HeaderFields.putOriginBits(segment, 0, origin);
        HeaderFields.putReceiveBits(segment, 0, receive);
        HeaderFields.putTransmitBits(segment, 0, transmit);
        return answer(server, client, packet, NtpHeader.OCTETS);
    }

    private NtpHeader answer(Responder server, long client, byte[] packet, int octets) {
        var segment = MemorySegment.ofArray(packet);
        var arrival = new Arrival().at(rawNanos, rawNanos).from(0, client, false);
        rawNanos += 20_000;
        assertEquals(octets, server.respond(segment, 0, packet.length, packet.length, arrival));
        if (NtpHeader.decode(segment) instanceof Decoded.Ok(NtpHeader header)) {
            return header;
        }
        throw new AssertionError("a reply has a header");
    }

    private static double seconds(NtpTimestamp later, NtpTimestamp earlier) {
        return later.secondsSince(earlier);
    }

    @Test
    void givesTheDepartureOfTheReplyBefore() {
        var first = ask(responder, CLIENT, 0, 0, 100);
        rawNanos += 10_000_000;
        var second = ask(responder, CLIENT, first.receive().bits(), 201, 200);
        assertEquals(200, second.origin().bits(), "the first departure was not kept, for nobody had asked for it");
        responder.departed(responder.ticket(), rawNanos + 3_000);
        rawNanos += 10_000_000;

        var third = ask(responder, CLIENT, second.receive().bits(), 301, 300);

        assertEquals(301, third.origin().bits(), "origin is the client's receive stamp: interleaved");
        assertEquals(23e-6, seconds(third.transmit(), second.receive()), 1e-9);
        assertTrue(seconds(third.receive(), third.transmit()) > 0.009, "it left before this request came");
        assertEquals(1, responder.counters().statistics().interleaved());
        assertEquals(1, responder.clients().uses().getFirst().interleaved());
    }

    @Test
    void givesEachDepartureOnce() {
        var first = ask(responder, CLIENT, 1, 2, 3);
        responder.departed(responder.ticket(), rawNanos);

        assertEquals(
                5, ask(responder, CLIENT, first.receive().bits(), 5, 4).origin().bits());
        assertEquals(
                6, ask(responder, CLIENT, first.receive().bits(), 7, 6).origin().bits());
    }

    @Test
    void answersInBasicModeWhoseDepartureIsNotKnown() {
        var first = ask(responder, CLIENT, 1, 2, 3);

        var second = ask(responder, CLIENT, first.receive().bits(), 5, 4);

        assertEquals(4, second.origin().bits());
        assertTrue(seconds(second.transmit(), second.receive()) >= 0);
    }

    @Test
    void givesNoClientTheDepartureOfAnothersReply() {
        var first = ask(responder, CLIENT, 1, 2, 3);
        responder.departed(responder.ticket(), rawNanos);

        assertEquals(
                4,
                ask(responder, CLIENT + 1, first.receive().bits(), 5, 4)
                        .origin()
                        .bits());
    }

    /** RFC 9769 §2: the stamps of a request in interleaved mode differ; a client's port may (RFC 9109), its address not. */
    @Test
    void answersInBasicModeWhoWritesOneStampTwice() {
        var first = ask(responder, CLIENT, 1, 2, 3);
        responder.departed(responder.ticket(), rawNanos);

        var second = ask(responder, CLIENT, first.receive().bits(), 4, 4);

        assertEquals(4, second.origin().bits());
        assertTrue(seconds(second.transmit(), second.receive()) >= 0);
    }

    /** ntpd and others send our last transmit stamp back: basic mode, which costs no state. */
    @Test
    void takesNoBasicRequestForAnInterleavedOne() {
        var first = ask(responder, CLIENT, 0, 0, 3);
        ask(responder, CLIENT, first.transmit().bits(), 5, 4);
        for (int ticket = 0; ticket < 256; ticket++) {
            responder.departed(ticket, rawNanos + 1);
        }

        assertEquals(0, responder.stamps().held());
    }

    @Test
    void speaksNoInterleavedModeWhereItIsOff() {
        var open = NtpPolicy.OPEN;
        var off = responder(
                new NtpPolicy(3, false, open.access(), false, open.rateLimit(), false, open.clients(), open.privacy()),
                Optional.empty());
        var first = ask(off, CLIENT, 1, 2, 3);
        off.departed(0, rawNanos);

        assertEquals(4, ask(off, CLIENT, first.receive().bits(), 5, 4).origin().bits());
        assertEquals(0, off.stamps().held());
    }

    @Test
    void heedsNoDepartureThatCannotBe() {
        var first = ask(responder, CLIENT, 1, 2, 3);
        responder.departed(responder.ticket(), rawNanos - 30_000);
        responder.departed(responder.ticket(), rawNanos + 2 * SECOND);

        assertEquals(
                4, ask(responder, CLIENT, first.receive().bits(), 5, 4).origin().bits());
    }

    @Test
    void worksUnderNts() {
        var random = new SecureRandom();
        var jar = new CookieJar(CookieKeyRing.create(random, 0), random);
        var keys = new SessionKeys(AeadAlgorithm.AES_SIV_CMAC_256, new byte[32], new byte[32]);
        var server = responder(NtpPolicy.OPEN, Optional.of(new NtsServerExchange(jar, random)));
        byte[] cookie = jar.seal(keys, 1).getFirst();
        var first = new NtsRequest(keys, cookie, 0, 1, 2);
        byte[] packet = first.octets();
        var reply = answer(server, CLIENT, packet, packet.length);
        server.departed(server.ticket(), rawNanos + 7_000);

        var second = new NtsRequest(keys, cookie, 0, reply.receive().bits(), 5);
        byte[] next = second.octets();
        var interleaved = answer(server, CLIENT, next, next.length);

        assertEquals(1, second.cookiesIn(next, next.length), "authentic");
        assertEquals(5, interleaved.origin().bits());
        assertEquals(27e-6, seconds(interleaved.transmit(), reply.receive()), 1e-9);
    }

    /** N11 and C17 of the test catalogue, and RFC 9769: unique, rising, never equal, random below the precision. */
    @Test
    void noTwoStampsAreAlikeAndTheLowBitsAreRandom() {
        var transmits = new HashSet<Long>();
        int[] counts = new int[64];
        NtpTimestamp last = new NtpTimestamp(0);
        int replies = 100_000;
        for (int i = 0; i < replies; i++) {
            var reply = ask(responder, CLIENT, 0, 0, i);
            rawNanos += 1_000 - 20_000;
            assertTrue(transmits.add(reply.transmit().bits()));
            assertTrue(i == 0 || seconds(reply.transmit(), last) > 0);
            assertEquals(1, reply.receive().bits() & 1);
            assertEquals(0, reply.transmit().bits() & 1);
            assertTrue(seconds(reply.transmit(), reply.receive()) > 0);
            counts[(int) (reply.transmit().bits() >> 1 & 63)]++;
            last = reply.transmit();
        }
        double expected = replies / 64.0;
        double chiSquared = 0;
        for (int count : counts) {
            chiSquared += (count - expected) * (count - expected) / expected;
        }
        assertTrue(chiSquared < 103.4, "of 63 degrees of freedom, p > 0.001: " + chiSquared);
    }

    /** A clock that stands still is no reason for two stamps to be equal. */
    @Test
    void twoRepliesOfOneInstantDiffer() {
        var first = ask(responder, CLIENT, 0, 0, 1);
        rawNanos -= 20_000;
        var second = ask(responder, CLIENT, 0, 0, 1);

        assertNotEquals(first.transmit(), second.transmit());
    }

    /** The transmit stamp is that of the departure as it is known from others, and never later. */
    @Test
    void foretellsTheDepartureInBasicMode() {
        var random = new Random(5);
        double earliest = 0;
        for (int i = 0; i < 2_000; i++) {
            rawNanos += 10_000_000;
            var reply = ask(responder, CLIENT, 0, 0, i);
            long delay = 4_000 + random.nextInt(500);
            double early = delay * 1e-9 + 20e-6 - seconds(reply.transmit(), reply.receive());
            assertTrue(early > 0, "reply " + i + " says that it left " + -early + " s after it did");
            earliest = i < 100 ? 0 : Math.max(earliest, early);
            assertNotEquals(Responder.NO_TICKET, responder.ticket());
            responder.departed(responder.ticket(), rawNanos + delay);
        }
        assertTrue(earliest < 1.9e-6, "early by " + earliest + " s");
    }
}

package org.timeball.server.ntp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.util.HashSet;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.timeball.refclock.time.ClockSnapshot;
import org.timeball.server.protocol.HeaderFields;
import org.timeball.server.protocol.NtpHeader;

/**
 * RFC 9769 §2: a receive stamp that one reply of a client has, and that may still be asked about, is no other reply's of
 * that client, whatever the machine's clock does.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9769#section-2">RFC 9769 §2</a>
 */
class UniqueStampsTest {

    private static final long START_NANOS = 1_795_400_000_123_456_789L;
    private static final long CLIENT = 0xffff_c000_0201L;

    private long arrivalNanos = START_NANOS;
    private long rawNanos = START_NANOS;
    private final Responder responder = new Responder(
            new Clocks(() -> ClockSnapshot.starting(START_NANOS), () -> rawNanos, () -> 0),
            Optional.empty(),
            NtpPolicy.OPEN,
            -25,
            new SplittableRandom(2)::nextLong);

    /** A reply's stamps. */
    private record Stamps(long origin, long receive, long transmit) {}

    private Stamps ask(long origin, long receive, long transmit) {
        byte[] packet = new byte[NtpHeader.OCTETS];
        packet[0] = 0x23;
        var segment = MemorySegment.ofArray(packet);
        HeaderFields.putOriginBits(segment, 0, origin);
        HeaderFields.putReceiveBits(segment, 0, receive);
        HeaderFields.putTransmitBits(segment, 0, transmit);
        var arrival = new Arrival().at(arrivalNanos, 0).from(0, CLIENT, false);
        assertEquals(48, responder.respond(segment, 0, packet.length, packet.length, arrival));
        return new Stamps(
                HeaderFields.originBits(segment, 0),
                HeaderFields.receiveBits(segment, 0),
                HeaderFields.transmitBits(segment, 0));
    }

    /** Two clients behind one address ask in the same nanosecond, or a coarse clock stamps both alike. */
    @Test
    void requestsOfOneInstantGetStampsOfTheirOwn() {
        var seen = new HashSet<Long>();
        for (int i = 0; i < 4; i++) {
            assertTrue(seen.add(ask(1, 2, 3).receive()), "the last four of a client are remembered");
        }
        assertTrue(seen.add(ask(0, 0, 3).receive()), "also of a reply in basic mode, whose client may copy it");
    }

    @Test
    void eachGetsItsOwnDepartureAndNotTheOthers() {
        var first = ask(1, 2, 3);
        responder.departed(responder.ticket(), rawNanos + 5_000);
        var second = ask(1, 2, 3);
        responder.departed(responder.ticket(), rawNanos + 900_000);
        arrivalNanos += 1_000_000;
        rawNanos += 1_000_000;

        var interleavedSecond = ask(second.receive(), 5, 4);
        var interleavedFirst = ask(first.receive(), 7, 6);

        assertEquals(5, interleavedSecond.origin());
        assertEquals(7, interleavedFirst.origin());
        assertEquals(900_000, nanosBetween(first.receive(), interleavedSecond.transmit()), 2);
        assertEquals(5_000, nanosBetween(first.receive(), interleavedFirst.transmit()), 2);
    }

    /** A clock that was set back goes through the same instants again. */
    @Test
    void aClockThatIsSetBackRepeatsNoStampThatIsRemembered() {
        var before = ask(1, 2, 3);
        arrivalNanos += 1_000_000_000;
        rawNanos += 1_000_000_000;
        ask(0, 0, 3);
        arrivalNanos = START_NANOS;
        rawNanos = START_NANOS;

        assertTrue(before.receive() != ask(1, 2, 3).receive());
    }

    private static double nanosBetween(long earlier, long later) {
        return (later - earlier) / (double) (1L << 32) * 1e9;
    }
}

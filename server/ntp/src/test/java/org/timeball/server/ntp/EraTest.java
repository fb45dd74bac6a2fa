package org.timeball.server.ntp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.timeball.refclock.time.ClockSnapshot;
import org.timeball.refclock.time.ClockState;
import org.timeball.refclock.time.Leap;
import org.timeball.refclock.time.NtpTimestamp;
import org.timeball.refclock.time.RefId;
import org.timeball.server.protocol.Decoded;
import org.timeball.server.protocol.NtpHeader;

/** C13 of the test catalogue: what clients read while an era ends, from a machine whose own clock is elsewhere. */
class EraTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long HOLDING_NANOS = 20_000;

    /** Where an era or a count of seconds ends, and how far the machine's own clock is from it. */
    @ParameterizedTest
    @CsvSource({
        "2036-02-07T06:28:16Z, 0",
        "2036-02-07T06:28:16Z, 1.7e9",
        "2038-01-19T03:14:08Z, 0",
        "2038-01-19T03:14:08Z, 2147483648",
        "2106-02-07T06:28:16Z, -3600",
        "2172-03-15T12:56:32Z, 1e9"
    })
    void isToldAsAnyOther(String instant, double machineBehindSeconds) {
        long edge = Instant.parse(instant).getEpochSecond() * SECOND;
        long correction = Math.round(machineBehindSeconds) * SECOND;
        for (int k = -500; k <= 500; k++) {
            long utc = edge + k * SECOND - HOLDING_NANOS / 2;
            var reply = ask(utc - correction, correction);
            assertEquals(utc, reply.receive().utcNanos(edge), 1);
            assertEquals(utc + HOLDING_NANOS, reply.transmit().utcNanos(edge), 1);
            assertEquals(HOLDING_NANOS * 1e-9, reply.transmit().secondsSince(reply.receive()), 1e-9);
            assertEquals(utc - SECOND, reply.reference().utcNanos(edge));
            assertEquals(0, offsetOfAClientSeconds(reply, utc), 1e-6);
            assertTrue(reply.stratum() == 1 && reply.leap() == 0);
        }
    }

    /** What a client works out that sent and received with no delay by a clock that is right. */
    private static double offsetOfAClientSeconds(NtpHeader reply, long utcNanos) {
        var sent = NtpTimestamp.ofUtcNanos(utcNanos);
        var received = NtpTimestamp.ofUtcNanos(utcNanos + HOLDING_NANOS);
        return (reply.receive().secondsSince(sent) + reply.transmit().secondsSince(received)) / 2;
    }

    private static NtpHeader ask(long rawNanos, long correctionNanos) {
        var snapshot = new ClockSnapshot(
                ClockState.LOCKED,
                Leap.NONE,
                1,
                RefId.PPS,
                rawNanos,
                0,
                correctionNanos,
                0,
                rawNanos + correctionNanos - SECOND,
                0,
                1e-6,
                0,
                1e-6,
                0);
        var clocks = new Clocks(() -> snapshot, () -> rawNanos + HOLDING_NANOS, () -> HOLDING_NANOS);
        var responder = new Responder(clocks, Optional.empty(), NtpPolicy.OPEN, -25, () -> 0);
        var arrival = new Arrival().at(rawNanos, 0).from(0, 0xffff_c000_0201L, false);
        byte[] packet = new byte[NtpHeader.OCTETS];
        packet[0] = 0x23;
        var segment = MemorySegment.ofArray(packet);
        assertEquals(NtpHeader.OCTETS, responder.respond(segment, 0, packet.length, packet.length, arrival));
        if (NtpHeader.decode(segment) instanceof Decoded.Ok(NtpHeader header)) {
            return header;
        }
        throw new AssertionError("a reply has a header");
    }
}

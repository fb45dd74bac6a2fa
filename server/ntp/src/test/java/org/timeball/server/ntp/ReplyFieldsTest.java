package org.timeball.server.ntp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.timeball.refclock.time.ClockSnapshot;
import org.timeball.refclock.time.ClockState;
import org.timeball.refclock.time.Leap;
import org.timeball.refclock.time.RefId;
import org.timeball.server.protocol.Decoded;
import org.timeball.server.protocol.NtpHeader;

/** What every reply says beside the time, in each state of the clock, and what none gives away. */
class ReplyFieldsTest {

    private static final long RAW_NANOS = 1_795_400_000_123_456_789L;

    record Walk(ClockState state, Leap leap) {}

    /** Each state with each leap indicator that it may have. */
    static final List<Walk> WALK = walk();

    private static List<Walk> walk() {
        var walk = new ArrayList<Walk>();
        for (var state : ClockState.values()) {
            for (var leap : Leap.values()) {
                if (state.isSynchronised() != (leap == Leap.UNKNOWN)) {
                    walk.add(new Walk(state, leap));
                }
            }
        }
        return walk;
    }

    private static Responder responder(Walk row) {
        boolean isSynchronised = row.state.isSynchronised();
        var snapshot = new ClockSnapshot(
                row.state,
                row.leap,
                isSynchronised ? 1 : 0,
                isSynchronised ? RefId.PPS : RefId.NONE,
                RAW_NANOS,
                0,
                0,
                0,
                RAW_NANOS,
                0,
                isSynchronised ? 1e-3 : 16,
                0,
                1e-6,
                0);
        var clocks = new Clocks(() -> snapshot, () -> RAW_NANOS, () -> 0);
        return new Responder(clocks, Optional.empty(), NtpPolicy.OPEN, -25, new SplittableRandom(17)::nextLong);
    }

    private static int ask(Responder responder, byte[] packet) {
        var arrival = new Arrival().at(RAW_NANOS, 0).from(0, 0xffff_c000_0201L, false);
        return responder.respond(MemorySegment.ofArray(packet), 0, packet.length, packet.length, arrival);
    }

    private static byte[] request(int octets) {
        byte[] packet = new byte[octets];
        packet[0] = 0x23;
        packet[2] = 10;
        return packet;
    }

    private static NtpHeader reply(Responder responder, byte[] packet) {
        assertEquals(NtpHeader.OCTETS, ask(responder, packet));
        if (NtpHeader.decode(MemorySegment.ofArray(packet)) instanceof Decoded.Ok(NtpHeader header)) {
            return header;
        }
        throw new AssertionError("a reply has a header");
    }

    /** N17 of the test catalogue, and RFC 5905 §7.3. */
    @ParameterizedTest
    @FieldSource("WALK")
    void saysInEachStateWhatItIs(Walk row) {
        var reply = reply(responder(row), request(48));

        boolean isSynchronised = row.state == ClockState.LOCKED || row.state == ClockState.HOLDOVER;
        assertEquals(isSynchronised ? row.leap.bits() : 3, reply.leap());
        assertEquals(isSynchronised ? 1 : 0, reply.stratum());
        assertEquals(isSynchronised ? RefId.PPS : RefId.NONE, reply.refId());
        assertEquals(isSynchronised ? 66 : 16 << 16, reply.rootDispersionBits(), "a millisecond, rounded up");
        assertEquals(-25, reply.precisionLog2());
        assertEquals(10, reply.pollLog2());
        assertEquals(0, reply.rootDelayBits());
    }

    /** N9 of the test catalogue: the same to everybody, and nothing of any other client. */
    @Test
    void givesNobodyAway() {
        var responder = responder(new Walk(ClockState.LOCKED, Leap.NONE));
        var fixed = new HashSet<List<Object>>();
        for (int i = 0; i < 1_000; i++) {
            byte[] packet = request(48);
            packet[47] = (byte) i;
            packet[46] = (byte) (i >> 8);
            var reply = reply(responder, packet);
            fixed.add(List.of(reply.refId(), reply.reference(), reply.stratum(), reply.rootDispersionBits()));
        }
        assertEquals(1, fixed.size());
    }

    /** N4, N7 and L5 of the test catalogue: silence or a shorter answer, and of the tail nothing comes back. */
    @Test
    void returnsNothingOfATail() {
        var responder = responder(new Walk(ClockState.LOCKED, Leap.NONE));
        var random = new Random(4);
        int answered = 0;
        for (int octets = 49; octets <= 1_500; octets++) {
            for (int version = 3; version <= 4; version++) {
                for (int kind = 0; kind < 3; kind++) {
                    byte[] packet = request(octets);
                    packet[0] = (byte) (version << 3 | 3);
                    if (kind == 1) {
                        Arrays.fill(packet, 48, octets, (byte) 0xab);
                    } else if (kind == 2 && octets >= 52) {
                        random.nextBytes(packet);
                        packet[0] = (byte) (version << 3 | 3);
                        // One field of a type that nobody knows, as long as the tail.
                        packet[48] = (byte) 0xf0;
                        packet[50] = (byte) (octets - 48 >> 8);
                        packet[51] = (byte) (octets - 48);
                    }
                    int reply = ask(responder, packet);
                    assertTrue(reply < 0 || reply == NtpHeader.OCTETS, octets + " octets, kind " + kind);
                    answered += reply > 0 ? 1 : 0;
                }
            }
        }
        assertEquals((1_500 - 76) / 4 + 1, answered, "fields of 28 octets and more, by fours, of version 4 alone");
    }
}

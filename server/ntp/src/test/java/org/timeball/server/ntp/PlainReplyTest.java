package org.timeball.server.ntp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.timeball.refclock.time.ClockSnapshot;
import org.timeball.refclock.time.ClockState;
import org.timeball.refclock.time.Leap;
import org.timeball.refclock.time.RefId;
import org.timeball.server.protocol.CookieJar;
import org.timeball.server.protocol.CookieKeyRing;
import org.timeball.server.protocol.NtsServerExchange;

/**
 * RFC 5905 §14, figure 31: where each field of a reply comes from, read off its octets; and RFC 7822: which fields of a
 * request are none of its business.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5905#section-14">RFC 5905 §14</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7822#section-3">RFC 7822 §3</a>
 */
class PlainReplyTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long RAW_NANOS = 1_795_400_000L * SECOND;

    /** Seconds from 1900 to the Unix epoch, RFC 5905 figure 4. */
    private static final long UNIX_EPOCH = 2_208_988_800L;

    private long arrivalNanos = RAW_NANOS;

    private final ClockSnapshot clock = new ClockSnapshot(
            ClockState.LOCKED,
            Leap.DELETE,
            1,
            RefId.GPS,
            RAW_NANOS,
            0,
            0,
            0,
            RAW_NANOS - 7 * SECOND,
            0.5,
            0.25,
            1_000_000,
            1e-3,
            0);
    private final Responder responder = new Responder(
            new Clocks(() -> clock, () -> arrivalNanos + SECOND / 4, () -> arrivalNanos + SECOND / 4 - RAW_NANOS),
            Optional.of(new NtsServerExchange(
                    new CookieJar(CookieKeyRing.create(new SecureRandom(), 0), new SecureRandom()),
                    new SecureRandom())),
            NtpPolicy.OPEN,
            -20,
            () -> 0);

    private int respond(byte[] packet) {
        var arrival = new Arrival().at(arrivalNanos, arrivalNanos - RAW_NANOS).from(0, 0xffff_c000_0201L, false);
        return responder.respond(MemorySegment.ofArray(packet), 0, packet.length, packet.length, arrival);
    }

    private ByteBuffer reply(byte[] packet) {
        assertEquals(48, respond(packet));
        return ByteBuffer.wrap(packet);
    }

    /** Whatever a client writes into its other fields, a basic reply has of it version, poll and transmit stamp. */
    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void isMadeOfRequestAndClockAsFigure31HasIt(int version) {
        var random = new Random(31);
        long seconds = RAW_NANOS / SECOND + UNIX_EPOCH;
        for (int i = 0; i < 1_000; i++) {
            byte[] request = new byte[48];
            random.nextBytes(request);
            request[0] = (byte) (random.nextInt(4) << 6 | version << 3 | 3);
            request[31] &= (byte) 0xfe; // an even origin, as a client in basic mode sends it

            var reply = reply(request.clone());

            assertEquals((byte) (2 << 6 | version << 3 | 4), reply.get(0), "leap, version, mode");
            assertEquals(1, reply.get(1), "stratum");
            assertEquals(request[2], reply.get(2), "poll");
            assertEquals(-20, reply.get(3), "precision");
            assertEquals(0x0000_8000, reply.getInt(4), "root delay");
            assertEquals(0x0000_4000, reply.getInt(8), "root dispersion");
            assertEquals("47505300", HexFormat.of().toHexDigits(reply.getInt(12)), "GPS and a zero");
            assertEquals(seconds - 7 << 32, reply.getLong(16), "reference");
            assertEquals(ByteBuffer.wrap(request).getLong(40), reply.getLong(24), "origin");
            assertEquals(seconds << 32 | 1, reply.getLong(32), "receive");
            assertTrue(reply.getLong(40) - ((seconds << 32) + (1L << 30)) <= 2 * i, "transmit: a quarter second later");
        }
    }

    /** §14: the dispersion is that of the moment; a thousandth a second is added here. */
    @Test
    void itsDispersionGrowsAsTimePasses() {
        for (int millis = 0; millis <= 2_500; millis += 100) {
            arrivalNanos = RAW_NANOS + millis * 1_000_000L;

            double dispersion = reply(request(48)).getInt(8) / 65_536.0;

            assertTrue(dispersion >= 0.25 + millis * 1e-6, "after " + millis + " ms");
            assertEquals(0.25 + millis * 1e-6, dispersion, 1 / 65_536.0);
        }
    }

    private static byte[] request(int octets) {
        byte[] packet = new byte[octets];
        packet[0] = 0x23;
        return packet;
    }

    private static final List<Integer> KNOWN = List.of(0x0104, 0x0204, 0x0304, 0x0404);

    /** RFC 7822 §3: of all 65,536 types, those that are not known are passed over; that goes for Autokey's, too. */
    @Test
    void passesOverEveryFieldItDoesNotKnow() {
        for (int type = 0; type <= 0xffff; type++) {
            if (!KNOWN.contains(type)) {
                byte[] packet = request(48 + 16 + 28);
                ByteBuffer.wrap(packet)
                        .putShort(48, (short) type)
                        .putShort(50, (short) 16)
                        .putShort(64, (short) type)
                        .putShort(66, (short) 28);

                assertEquals(48, respond(packet), "type " + type);
            }
        }
    }

    /** How long a field may be where it stands, by RFC 7822 §7.5 and §7.5.1.4. */
    record Length(String name, boolean isAnswered, int... octets) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Length> LENGTHS = List.of(
            new Length("one of 28", true, 28),
            new Length("one of 24", false, 24),
            new Length("one of 16", false, 16),
            new Length("16 before 28", true, 16, 28),
            new Length("28 before 16", false, 28, 16),
            new Length("12 before 28", false, 12, 28),
            new Length("three, the last the longest", true, 16, 16, 32),
            new Length("30, no multiple of 4", false, 30),
            new Length("the longest we read", true, 2_000),
            new Length("longer", false, 2_004));

    @ParameterizedTest
    @FieldSource("LENGTHS")
    void heedsHowLongAFieldMayBe(Length row) {
        byte[] packet = request(48 + Arrays.stream(row.octets).sum());
        int at = 48;
        for (int octets : row.octets) {
            ByteBuffer.wrap(packet).putShort(at, (short) 0xf323).putShort(at + 2, (short) octets);
            at += octets;
        }

        assertEquals(row.isAnswered, respond(packet) == 48);
    }
}

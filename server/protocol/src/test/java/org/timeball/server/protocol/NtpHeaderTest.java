package org.timeball.server.protocol;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.foreign.MemorySegment;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.timeball.refclock.time.NtpTimestamp;
import org.timeball.refclock.time.RefId;

class NtpHeaderTest {

    record Refusal(String why, String hex, String field, long offset) {
        @Override
        public String toString() {
            return why;
        }
    }

    static final List<Refusal> REFUSALS = List.of(
            new Refusal("nothing", "", "header", 0),
            new Refusal("an octet short", "23" + "00".repeat(46), "header", 47),
            new Refusal("version 0", "03" + "00".repeat(47), "version", 0));

    @ParameterizedTest
    @FieldSource("REFUSALS")
    void refusesWhatIsNoHeader(Refusal row) {
        var packet = MemorySegment.ofArray(HexFormat.of().parseHex(row.hex));

        var malformed = assertInstanceOf(Decoded.Malformed.class, NtpHeader.decode(packet));

        assertEquals(row.field, malformed.field());
        assertEquals(row.offset, malformed.offset());
    }

    /** The reply of the fact sheet's AEAD 15 exchange. */
    @Test
    void readsEveryFieldFromItsPlace() {
        var packet = MemorySegment.ofArray(HexFormat.of()
                .parseHex("240106ec000000000000001050505300"
                        + "c0c1c2c3c4c5c6c78081828384858687d0d1d2d3d4d5d6d7e0e1e2e3e4e5e6e7"));

        assertEquals(
                new Decoded.Ok<>(new NtpHeader(
                        0,
                        4,
                        4,
                        1,
                        6,
                        -20,
                        0,
                        16,
                        RefId.PPS,
                        new NtpTimestamp(0xc0c1c2c3c4c5c6c7L),
                        new NtpTimestamp(0x8081828384858687L),
                        new NtpTimestamp(0xd0d1d2d3d4d5d6d7L),
                        new NtpTimestamp(0xe0e1e2e3e4e5e6e7L))),
                NtpHeader.decode(packet));
    }

    @Test
    void decodeThenEncodeIsIdentity() {
        var random = new Random(48);
        for (int i = 0; i < 100_000; i++) {
            byte[] bytes = new byte[NtpHeader.OCTETS];
            random.nextBytes(bytes);
            if (NtpHeader.decode(MemorySegment.ofArray(bytes)) instanceof Decoded.Ok(NtpHeader header)) {
                byte[] again = new byte[NtpHeader.OCTETS];
                header.encode(MemorySegment.ofArray(again));
                assertArrayEquals(bytes, again);
            } else {
                assertEquals(0, bytes[0] >> 3 & 7, "only version 0 may be refused");
            }
        }
    }

    @Test
    void cannotBeMadeFromWhatDoesNotFit() {
        var zero = NtpTimestamp.UNKNOWN;
        assertThrows(
                IllegalArgumentException.class,
                () -> new NtpHeader(4, 4, 3, 0, 0, 0, 0, 0, RefId.NONE, zero, zero, zero, zero));
        assertThrows(
                IllegalArgumentException.class,
                () -> new NtpHeader(0, 4, 3, 256, 0, 0, 0, 0, RefId.NONE, zero, zero, zero, zero));
    }

    record Rounding(double seconds, int bits) {}

    static final List<Rounding> ROUNDINGS = List.of(
            new Rounding(0, 0),
            new Rounding(-1, 0),
            new Rounding(1e-9, 1),
            new Rounding(0x1p-16, 1),
            new Rounding(0x1.0001p-16, 2),
            new Rounding(16, 16 << 16),
            new Rounding(65_535, 0xffff0000),
            new Rounding(65_536, -1),
            new Rounding(1e300, -1),
            new Rounding(Double.POSITIVE_INFINITY, -1),
            new Rounding(Double.NEGATIVE_INFINITY, 0),
            new Rounding(Double.NaN, -1));

    @ParameterizedTest
    @FieldSource("ROUNDINGS")
    void roundsABoundUpwards(Rounding row) {
        assertEquals(row.bits, HeaderFields.shortBitsRoundedUp(row.seconds));
    }
}

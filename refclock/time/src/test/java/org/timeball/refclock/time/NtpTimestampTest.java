package org.timeball.refclock.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class NtpTimestampTest {

    private static final long LAST_NANOS = Long.MAX_VALUE;

    /** Era boundaries and well-known instants: RFC 5905 figure 4, and RFC 868's own examples. */
    record Known(String instant, long bits) {
        @Override
        public String toString() {
            return instant;
        }
    }

    static final List<Known> KNOWN = List.of(
            new Known("1900-01-01T00:00:00Z", 0L),
            new Known("1970-01-01T00:00:00Z", 2_208_988_800L << 32),
            new Known("1972-01-01T00:00:00Z", 2_272_060_800L << 32),
            new Known("1999-12-31T00:00:00Z", 3_155_587_200L << 32),
            new Known("2036-02-07T06:28:15Z", 0xffff_ffffL << 32),
            new Known("2036-02-07T06:28:16Z", 0L),
            new Known("2026-11-23T00:00:00.500Z", (1_795_392_000L + 2_208_988_800L) << 32 | 0x8000_0000L));

    @ParameterizedTest
    @FieldSource("KNOWN")
    void writesKnownInstants(Known row) {
        assertEquals(row.bits, NtpTimestamp.bitsOf(nanos(row.instant)));
    }

    @ParameterizedTest
    @FieldSource("KNOWN")
    void readsThemBackBesideAPivot(Known row) {
        long instant = nanos(row.instant);
        long sixtyYears = 60L * 365 * 86_400 * 1_000_000_000L;
        assertEquals(instant, new NtpTimestamp(row.bits).utcNanos(instant));
        assertEquals(instant, new NtpTimestamp(row.bits).utcNanos(instant + sixtyYears));
        assertEquals(instant, new NtpTimestamp(row.bits).utcNanos(instant - sixtyYears));
    }

    @Test
    void readingUndoesWritingToTheNanosecond() {
        var random = new Random(20_261_123);
        for (int i = 0; i < 100_000; i++) {
            long instant = random.nextLong(nanos("1971-01-01T00:00:00Z"), nanos("2150-01-01T00:00:00Z"));
            assertEquals(instant, NtpTimestamp.ofUtcNanos(instant).utcNanos(instant));
        }
    }

    /** C13 of the test catalogue: a million random instants of three eras, each beside a pivot up to 67 years away. */
    @Test
    void everyEraReadsBackExactly() {
        var random = new Random(2_036);
        long pivotRange = 67L * 365 * 86_400 * 1_000_000_000L;
        for (int i = 0; i < 1_000_000; i++) {
            long instant = random.nextLong(nanos("1900-01-01T00:00:00Z"), LAST_NANOS - pivotRange);
            long pivot = instant + random.nextLong(-pivotRange, pivotRange);
            if (NtpTimestamp.ofUtcNanos(instant).utcNanos(pivot) != instant) {
                assertEquals(instant, NtpTimestamp.ofUtcNanos(instant).utcNanos(pivot), "beside " + pivot);
            }
        }
    }

    /** Every second of a quarter of an hour around where something ends: nothing there does. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "2036-02-07T06:28:16Z", // NTP's first era
                "2038-01-19T03:14:08Z", // 31 bits of Unix seconds
                "2106-02-07T06:28:16Z", // 32 bits of Unix seconds
                "2172-03-15T12:56:32Z" // NTP's second era
            })
    void nothingEndsThere(String instant) {
        long edge = nanos(instant);
        long before = NtpTimestamp.bitsOf(edge - 500 * 1_000_000_000L);
        for (int k = -500; k <= 500; k++) {
            long at = edge + k * 1_000_000_000L + 250_000_000;
            assertEquals(at, NtpTimestamp.ofUtcNanos(at).utcNanos(edge));
            assertEquals((k + 500) + 0.25, NtpTimestamp.ofUtcNanos(at).secondsSince(new NtpTimestamp(before)), 1e-9);
        }
    }

    /** What an instant of ours can be: 2⁶³ ns either way of 1970, from 1677 to 2262. Beyond it nothing is promised. */
    @Test
    void anInstantEndsIn2262() {
        assertEquals(Instant.parse("2262-04-11T23:47:16.854775807Z"), Instant.ofEpochSecond(0, LAST_NANOS));
        assertEquals(LAST_NANOS, NtpTimestamp.ofUtcNanos(LAST_NANOS).utcNanos(LAST_NANOS));
        assertEquals(
                Long.MIN_VALUE + 1_000_000_000L,
                NtpTimestamp.ofUtcNanos(Long.MIN_VALUE + 1_000_000_000L).utcNanos(Long.MIN_VALUE + 1_000_000_000L));
        assertTrue(LAST_NANOS + 1 < 0, "the next nanosecond would be in 1677");
    }

    @Test
    void differencesCrossTheEraBoundary() {
        var before = NtpTimestamp.ofUtcNanos(nanos("2036-02-07T06:28:15.750Z"));
        var after = NtpTimestamp.ofUtcNanos(nanos("2036-02-07T06:28:16.250Z"));
        assertEquals(0.5, after.secondsSince(before), 1e-9);
        assertEquals(-0.5, before.secondsSince(after), 1e-9);
    }

    @Test
    void differencesAreAntisymmetric() {
        var random = new Random(1);
        for (int i = 0; i < 100_000; i++) {
            var a = new NtpTimestamp(random.nextLong());
            var b = new NtpTimestamp(random.nextLong());
            assertTrue(a.secondsSince(b) == -b.secondsSince(a) || a.bits() - b.bits() == Long.MIN_VALUE);
        }
    }

    private static long nanos(String instant) {
        var parsed = Instant.parse(instant);
        return parsed.getEpochSecond() * 1_000_000_000L + parsed.getNano();
    }
}

package org.timeball.refclock.gnss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.timeball.refclock.time.ReceiverBytes;

class GnssReceiverTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long MILLI = 1_000_000L;
    private static final long RAW = 1_795_000_000L * SECOND;

    private final GnssReceiver receiver = new GnssReceiver(0);

    /** What a burst is taken to say. */
    record Burst(String name, List<String> bodies, String second, boolean isValid, Fix fix, int used) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Burst> BURSTS = List.of(
            new Burst(
                    "RMC alone",
                    List.of("GPRMC,220952.00,A,4742.21,N,01200.75,E,0.0,0.0,181223,0.0,E"),
                    "2023-12-18T22:09:52Z",
                    true,
                    Fix.TWO_D,
                    0),
            new Burst(
                    "RMC void with a plausible time",
                    List.of("GPRMC,081434.590,V,5212.9,N,00653.0,E,0.0,0.00,230808,,,N", "GPGSA,A,1,,,,,,,,,,,,,,,"),
                    "2008-08-23T08:14:34Z",
                    false,
                    Fix.NONE,
                    0),
            new Burst(
                    "RMC active with mode N",
                    List.of("GPRMC,081436.000,A,5212.9,N,00653.1,E,0.0,0.00,230808,,,N"),
                    "2008-08-23T08:14:36Z",
                    false,
                    Fix.NONE,
                    0),
            new Burst(
                    "RMC active and estimated",
                    List.of("GPRMC,081436.000,A,5212.9,N,00653.1,E,0.0,0.00,230808,,,E"),
                    "2008-08-23T08:14:36Z",
                    false,
                    Fix.ESTIMATED,
                    0),
            new Burst(
                    "GGA of a simulator beside RMC without mode",
                    List.of("GPRMC,081436.000,A,,,,,,,230808,,", "GPGGA,081436.000,,,,,8,05,,,,,,,"),
                    "2008-08-23T08:14:36Z",
                    false,
                    Fix.ESTIMATED,
                    5),
            new Burst(
                    "RMC, GGA and GSA in three dimensions",
                    List.of(
                            "GPRMC,081436.000,A,,,,,,,230808,,,D",
                            "GPGGA,081436.000,,,,,2,04,,,,,,,",
                            "GPGSA,A,3,20,,,,31,13,,04,,,,,02.6,01.4,02.1"),
                    "2008-08-23T08:14:36Z",
                    true,
                    Fix.THREE_D,
                    4),
            new Burst(
                    "more satellites than GGA can count",
                    List.of(
                            "GNRMC,081436.00,A,,,,,,,230808,,,A",
                            "GNGGA,081436.00,,,,,1,12,,,,,,,",
                            "GNGSA,A,3,23,09,16,07,26,03,27,22,,,,,1.71,1.01,1.38",
                            "GNGSA,A,3,80,70,73,79,69,71,,,,,,,1.71,1.01,1.38"),
                    "2008-08-23T08:14:36Z",
                    true,
                    Fix.THREE_D,
                    14),
            new Burst(
                    "one constellation without fix beside one with",
                    List.of(
                            "GNRMC,081436.00,A,,,,,,,230808,,,A",
                            "GNGSA,A,3,23,09,16,,,,,,,,,,1.71,1.01,1.38,1",
                            "GNGSA,A,1,,,,,,,,,,,,,,,,2"),
                    "2008-08-23T08:14:36Z",
                    true,
                    Fix.THREE_D,
                    3),
            new Burst(
                    "ZDA alone", List.of("GPZDA,150119.000,09,03,2022,,"), "2022-03-09T15:01:19Z", false, Fix.NONE, 0),
            new Burst(
                    "ZDA beside a good GGA",
                    List.of("GPZDA,150119.000,09,03,2022,,", "GPGGA,150119.000,,,,,1,08,,,,,,,"),
                    "2022-03-09T15:01:19Z",
                    true,
                    Fix.TWO_D,
                    8),
            new Burst(
                    "ZDA beside a void RMC",
                    List.of("GPZDA,150119.000,09,03,2022,,", "GPRMC,150119.000,V,,,,,,,090322,,,N"),
                    "2022-03-09T15:01:19Z",
                    false,
                    Fix.NONE,
                    0),
            new Burst(
                    "all empty",
                    List.of("GPGSA,A,1,,,,,,,,,,,,,,,,", "GPGGA,,,,,,0,,,,,,,,", "GPRMC,,V,,,,,,,,,,N"),
                    "",
                    false,
                    Fix.NONE,
                    0),
            new Burst("GGA without a date", List.of("GPGGA,150119.000,,,,,1,08,,,,,,,"), "", false, Fix.TWO_D, 8),
            new Burst(
                    "GNS in place of GGA",
                    List.of("GNRMC,081436.00,A,,,,,,,230808,,,", "GNGNS,081436.00,,,,,DNA,14,,,,,,"),
                    "2008-08-23T08:14:36Z",
                    true,
                    Fix.TWO_D,
                    14),
            new Burst(
                    "GNS without fix beside RMC without mode",
                    List.of("GNRMC,081436.00,A,,,,,,,230808,,,", "GNGNS,081436.00,,,,,NNN,00,,,,,,"),
                    "2008-08-23T08:14:36Z",
                    false,
                    Fix.NONE,
                    0),
            new Burst(
                    "GNS of a simulator",
                    List.of("GNRMC,081436.00,A,,,,,,,230808,,,", "GNGNS,081436.00,,,,,SN,08,,,,,,"),
                    "2008-08-23T08:14:36Z",
                    false,
                    Fix.ESTIMATED,
                    8),
            new Burst(
                    ".99 names the second to come",
                    List.of("GPRMC,164517.99,A,,,,,,,060419,,,A"),
                    "2019-04-06T16:45:18Z",
                    true,
                    Fix.TWO_D,
                    0),
            new Burst(
                    ".02 names the second that was",
                    List.of("GPRMC,235724.02,A,,,,,,,060419,,,A"),
                    "2019-04-06T23:57:24Z",
                    true,
                    Fix.TWO_D,
                    0),
            new Burst(
                    ".99 before midnight names the next day",
                    List.of("GPRMC,235959.99,A,,,,,,,060419,,,A"),
                    "2019-04-07T00:00:00Z",
                    true,
                    Fix.TWO_D,
                    0));

    @ParameterizedTest
    @FieldSource("BURSTS")
    void takesABurstAtItsWord(Burst row) {
        var epoch = soleEpoch(Wire.sentences(row.bodies.toArray(String[]::new)));
        assertEquals(row.second, instant(epoch));
        assertEquals(row.isValid, epoch.isTimeValid());
        assertEquals(row.fix, epoch.fix());
        assertEquals(row.used, epoch.satellitesUsed());
        assertEquals(RAW, epoch.firstByteRawNanos());
    }

    @Test
    void tellsOfABurstOnceTheLineIsSilent() {
        assertEquals(List.of(), receiver.accept(new ReceiverBytes(rmc(0), RAW)));
        assertEquals(Optional.empty(), receiver.onSilence(RAW + 99 * MILLI));
        var epoch = receiver.onSilence(RAW + 100 * MILLI).orElseThrow();
        assertEquals("2026-11-22T12:00:00Z", instant(epoch));
        assertEquals(Optional.empty(), receiver.onSilence(RAW + 200 * MILLI));
    }

    @Test
    void tellsOfABurstWithTheNextOnesFirstByte() {
        receiver.accept(new ReceiverBytes(rmc(0), RAW));
        var epochs = receiver.accept(new ReceiverBytes(new byte[] {'$'}, RAW + SECOND));
        assertEquals(List.of("2026-11-22T12:00:00Z"), instants(epochs));
    }

    @Test
    void stampsABurstByItsFirstByteAndNotByItsTime() {
        byte[] burst = Wire.joined(Wire.sentences("GPGSV,1,1,01,05,40,083,31", "GPVTG,,T,,M,,N,,K,N"), rmc(0));
        for (int i = 0; i < burst.length; i++) {
            assertEquals(List.of(), receiver.accept(new ReceiverBytes(new byte[] {burst[i]}, RAW + i * MILLI)));
        }
        assertEquals(RAW, receiver.onSilence(RAW + SECOND).orElseThrow().firstByteRawNanos());
    }

    @Test
    void splitsABurstThatSpeaksOfTwoSeconds() {
        byte[] next = Wire.joined(Wire.sentence("GPGGA,120001.00,,,,,1,08,,,,,,,"), rmc(1));
        byte[] first = Wire.joined(Wire.sentence("GPGGA,120000.00,,,,,1,08,,,,,,,"), rmc(0), new byte[] {next[0]});
        receiver.accept(new ReceiverBytes(first, RAW));
        var epochs = receiver.accept(new ReceiverBytes(Arrays.copyOfRange(next, 1, next.length), RAW + 50 * MILLI));
        assertEquals(List.of("2026-11-22T12:00:00Z"), instants(epochs));
        var second = receiver.onSilence(RAW + SECOND).orElseThrow();
        assertEquals("2026-11-22T12:00:01Z", instant(second));
        assertEquals(RAW, second.firstByteRawNanos(), "its first byte came with the read before");
    }

    @Test
    void splitsAtARepeatedKindWhereNoTimeIsTold() {
        byte[] empty = Wire.sentences(
                "GLGSV,1,1,00", "GPGSV,2,1,00", "GPGSV,2,2,00", "GNGSA,A,1,,,,,,,,,,,,,,,", "GPRMC,,V,,,,,,,,,,N");
        var epochs = new ArrayList<>(receiver.accept(new ReceiverBytes(Wire.joined(empty, empty, empty), RAW)));
        receiver.onSilence(RAW + SECOND).ifPresent(epochs::add);
        assertEquals(3, epochs.size());
    }

    @Test
    void doesNotSplitWhereGllTrailsByASecond() {
        byte[] burst = Wire.joined(rmc(1), Wire.sentence("GPGLL,5128.6,N,00000.0,E,120000,A,A"));
        assertEquals("2026-11-22T12:00:01Z", instant(soleEpoch(burst)));
    }

    @Test
    void namesEachSecondOnceForAReceiverOfFiveFixesASecond() {
        var epochs = new ArrayList<Epoch>();
        for (int fix = 0; fix < 15; fix++) {
            long raw = RAW + fix * 200 * MILLI;
            byte[] burst = Wire.sentence("GNRMC,1200%02d.%d00,A,,,,,,,221126,,,A".formatted(fix / 5, fix % 5 * 2));
            epochs.addAll(receiver.accept(new ReceiverBytes(burst, raw)));
        }
        receiver.onSilence(RAW + 10 * SECOND).ifPresent(epochs::add);
        assertEquals(List.of("2026-11-22T12:00:00Z", "2026-11-22T12:00:01Z", "2026-11-22T12:00:02Z"), instants(epochs));
        assertEquals(
                List.of(RAW, RAW + SECOND, RAW + 2 * SECOND),
                epochs.stream().map(Epoch::firstByteRawNanos).toList());
    }

    @Test
    void namesASecondAgainWhenItsSecondHalfVouchesForIt() {
        var epochs = new ArrayList<Epoch>();
        epochs.addAll(receiver.accept(new ReceiverBytes(Wire.sentence("GPZDA,120000.00,22,11,2026,,"), RAW)));
        epochs.addAll(receiver.accept(new ReceiverBytes(rmc(0), RAW + 150 * MILLI)));
        epochs.addAll(receiver.accept(new ReceiverBytes(rmc(0), RAW + 300 * MILLI)));
        receiver.onSilence(RAW + SECOND).ifPresent(epochs::add);
        assertEquals(
                List.of(false, true), epochs.stream().map(Epoch::isTimeValid).toList());
        assertEquals(List.of("2026-11-22T12:00:00Z", "2026-11-22T12:00:00Z"), instants(epochs));
    }

    @Test
    void undoesAWeekRollover() {
        var late = new GnssReceiver(Instant.parse("2019-04-06T00:00:00Z").getEpochSecond());
        late.accept(new ReceiverBytes(Wire.sentence("GPRMC,000231.00,A,,,,,,,220899,,,A"), RAW));
        assertEquals(
                "2019-04-07T00:02:31Z", instant(late.onSilence(RAW + SECOND).orElseThrow()));
        assertEquals(1024, late.report().rolloverWeeks());
    }

    @Test
    void drawsATimingReceiversFramesTogether() {
        var epochs = new ArrayList<>(receiver.accept(new ReceiverBytes(Wire.ubxFixture(), RAW)));
        receiver.onSilence(RAW + SECOND).ifPresent(epochs::add);
        assertEquals(List.of("2016-12-31T12:00:00Z", "2016-12-31T12:00:01Z", "2016-12-31T12:00:02Z"), instants(epochs));
        var epoch = epochs.getFirst();
        assertTrue(epoch.isTimeValid());
        assertEquals(Fix.TIME_ONLY, epoch.fix());
        assertEquals(4, epoch.satellites().size());
        assertEquals(3, epoch.satellitesUsed());
        assertEquals(1031e-9, epoch.timeAccuracySeconds().orElseThrow(), 1e-15);
        assertEquals(
                Optional.of(new NextPulse(
                        second("2016-12-31T12:00:01Z"), OptionalDouble.of(-4331 * 1e-12), PulseGrid.UTC, Raim.ACTIVE)),
                epoch.nextPulse());
        assertEquals(
                Optional.of(new LeapNotice(OptionalInt.of(17), second("2017-01-01T00:00:00Z"), 1, true)),
                epoch.leapNotice());
        assertEquals("UBX", receiver.report().protocol());
        assertEquals(second("2016-12-31T12:00:02Z"), receiver.report().utcSecond());
    }

    record Pulse(String name, boolean isLeapKnown, int towMillis, int flags, int reference, String second) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** Week 2146 began on 2021-02-21. */
    static final List<Pulse> PULSES = List.of(
            new Pulse("UTC", false, 237_870_000, 0b0011, 0, "2021-02-23T18:04:30Z"),
            new Pulse("UTC not known yet", true, 237_870_000, 0b0001, 0, ""),
            new Pulse("GPS, leap seconds known", true, 237_888_000, 0b0000, 0, "2021-02-23T18:04:30Z"),
            new Pulse("GPS, leap seconds not known", false, 237_888_000, 0b0000, 0, ""),
            new Pulse("BeiDou", true, 237_888_000, 0b0000, 2, ""),
            new Pulse("a hair before the second", false, 237_869_999, 0b0011, 0, "2021-02-23T18:04:30Z"),
            new Pulse("between seconds", false, 237_869_500, 0b0011, 0, ""));

    @ParameterizedTest
    @FieldSource("PULSES")
    void namesThePulseToCome(Pulse row) {
        if (row.isLeapKnown) {
            receiver.accept(new ReceiverBytes(
                    Wire.hex("b5620126180018de2d0e000000000112000000000000000000000000000184e3"), RAW - SECOND));
        }
        byte[] payload = ByteBuffer.allocate(16)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(row.towMillis)
                .putInt(0)
                .putInt(2_500)
                .putShort((short) 2146)
                .put((byte) row.flags)
                .put((byte) row.reference)
                .array();
        receiver.accept(new ReceiverBytes(Wire.frame(13, 1, payload), RAW));
        var pulse = receiver.onSilence(RAW + SECOND).orElseThrow().nextPulse().orElseThrow();
        assertEquals(row.second.isEmpty() ? OptionalLong.empty() : second(row.second), pulse.utcSecond());
        assertEquals(2.5e-9, pulse.sawtoothSeconds().orElseThrow(), 1e-18);
    }

    @Test
    void doesNotVouchForUtcWithoutAFix() {
        byte[] utc = Wire.hex("b5620121140018de2d0e07040000c4e80400e507021712041df75192");
        var alone = soleEpoch(utc);
        assertEquals("2021-02-23T18:04:29Z", instant(alone));
        assertFalse(alone.isTimeValid());
    }

    @Test
    void reportsWhatTheLineCarries() {
        assertEquals("", receiver.report().protocol());
        receiver.accept(new ReceiverBytes(Wire.joined(Wire.nmeaFixture(), Wire.ubxFixture()), RAW));
        receiver.onSilence(RAW + SECOND);
        var report = receiver.report();
        assertEquals("NMEA + UBX", report.protocol());
        assertEquals(3 * 10 + 3 * 6, report.counters().messages());
        assertEquals(0, report.counters().checksumErrors());
        assertTrue(report.counters().noiseBytes() > 0, "the header and the intruder");
    }

    @Test
    void keepsSatellitesThatAnEpochDoesNotRepeat() {
        var epochs = new ArrayList<>(receiver.accept(
                new ReceiverBytes(Wire.joined(Wire.sentence("GPGSV,1,1,01,05,40,083,31"), rmc(0)), RAW)));
        epochs.addAll(receiver.accept(new ReceiverBytes(rmc(1), RAW + SECOND)));
        receiver.onSilence(RAW + 2 * SECOND).ifPresent(epochs::add);
        assertEquals(
                List.of(1, 1), epochs.stream().map(e -> e.satellites().size()).toList());
    }

    @Test
    void makesTheSameEpochsOfEveryCuttingAndNeverThrows() {
        var random = new Random(20_263);
        for (int i = 0; i < 500; i++) {
            byte[] bytes = Wire.joined(Wire.nmeaFixture(), Wire.ubxFixture(), Wire.nmeaFixture());
            for (int flips = random.nextInt(60); flips > 0; flips--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            var whole = epochs(List.of(bytes));
            assertEquals(whole, epochs(Wire.chunks(bytes, 1 + random.nextInt(300), random)));
        }
    }

    private static List<Epoch> epochs(List<byte[]> chunks) {
        var receiver = new GnssReceiver(0);
        var epochs = new ArrayList<Epoch>();
        chunks.forEach(chunk -> epochs.addAll(receiver.accept(new ReceiverBytes(chunk, RAW))));
        for (var epoch = receiver.onSilence(RAW + SECOND); epoch.isPresent(); ) {
            epochs.add(epoch.get());
            epoch = receiver.onSilence(RAW + SECOND);
        }
        return epochs;
    }

    private Epoch soleEpoch(byte[] burst) {
        assertEquals(List.of(), receiver.accept(new ReceiverBytes(burst, RAW)));
        return receiver.onSilence(RAW + SECOND).orElseThrow();
    }

    private static byte[] rmc(int second) {
        return Wire.sentence("GPRMC,1200%02d.00,A,,,,,,,221126,,,A".formatted(second));
    }

    private static OptionalLong second(String instant) {
        return OptionalLong.of(Instant.parse(instant).getEpochSecond());
    }

    private static List<String> instants(List<Epoch> epochs) {
        return epochs.stream().map(GnssReceiverTest::instant).toList();
    }

    private static String instant(Epoch epoch) {
        return epoch.utcSecond().isEmpty()
                ? ""
                : Instant.ofEpochSecond(epoch.utcSecond().getAsLong()).toString();
    }
}

package org.timeball.refclock.gnss;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.timeball.refclock.time.ReceiverBytes;

/**
 * Real receivers, recorded by the GPSD project. What is expected was read from the recordings themselves and compared
 * with what gpsd 3.22 makes of them. It differs where it waits for a second epoch before it tells the first, moves
 * dates before its own release by 1,024 weeks, takes today's leap seconds for those of 2009, takes NAV-SOL for a fix without
 * its validity flag, and reads the two binary formats that are noise to us.
 */
class RecordingsTest {

    private static final long SECOND = 1_000_000_000L;

    /**
     * @param cuts   seconds it is cut into
     * @param timed  epochs that name a second
     * @param valid  of those, vouched for
     * @param first  the first one vouched for, or empty
     * @param inView most satellites in view
     * @param used   most satellites used
     * @param pulses epochs that announce a pulse
     * @param fixes  kinds of fix that occur
     */
    record Recording(
            String name,
            int cuts,
            int timed,
            int valid,
            String first,
            int inView,
            int used,
            int pulses,
            Set<Fix> fixes) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Recording> RECORDINGS = List.of(
            new Recording("april6_2019", 2, 1, 1, "1999-08-22T00:02:31Z", 0, 0, 0, fixes(Fix.NONE, Fix.TWO_D)),
            new Recording("bu303-nofix", 1, 0, 0, "", 0, 0, 0, fixes()),
            new Recording("bu353s4", 25, 25, 25, "2014-12-31T03:07:19Z", 12, 8, 0, fixes(Fix.THREE_D)),
            new Recording("et-332", 19, 19, 19, "2010-04-23T15:33:47Z", 12, 9, 0, fixes(Fix.THREE_D)),
            new Recording("garmin17n", 2, 2, 2, "2005-03-16T09:38:02Z", 0, 10, 0, fixes(Fix.THREE_D)),
            new Recording("garmin18x-bin", 1, 0, 0, "", 0, 0, 0, fixes()),
            new Recording(
                    "gp-320fw-2019-04-06-overflow", 20, 20, 20, "2019-04-06T23:57:24Z", 12, 4, 0, fixes(Fix.THREE_D)),
            new Recording(
                    "gp-320fw-2019-04-07-coldboot",
                    20,
                    18,
                    1,
                    "2019-04-07T00:03:45Z",
                    12,
                    4,
                    0,
                    fixes(Fix.NONE, Fix.THREE_D)),
            new Recording("isync", 12, 12, 12, "2016-02-03T13:15:19Z", 15, 12, 0, fixes(Fix.THREE_D)),
            new Recording("meinberg-gps164", 90, 90, 70, "2023-12-18T22:09:52Z", 0, 0, 0, fixes(Fix.NONE, Fix.TWO_D)),
            new Recording("mt3339", 30, 30, 30, "2015-04-13T20:26:40Z", 12, 11, 0, fixes(Fix.THREE_D)),
            new Recording("mtk-3301", 11, 11, 4, "2008-08-23T08:14:36Z", 12, 3, 0, fixes(Fix.NONE, Fix.TWO_D)),
            new Recording(
                    "navisys-gr701w",
                    81,
                    80,
                    51,
                    "2024-03-28T15:14:05Z",
                    20,
                    5,
                    0,
                    fixes(Fix.NONE, Fix.TWO_D, Fix.THREE_D)),
            new Recording("quectel-L70", 16, 16, 16, "2022-03-09T15:01:19Z", 13, 8, 0, fixes(Fix.THREE_D)),
            new Recording(
                    "quectel-eg25-g", 60, 23, 23, "2022-09-11T19:15:03Z", 21, 10, 0, fixes(Fix.NONE, Fix.THREE_D)),
            new Recording("quectel-l76k-nmea", 31, 31, 31, "2026-08-05T05:52:34Z", 26, 15, 0, fixes(Fix.THREE_D)),
            new Recording("u-blox-m8t-time", 151, 151, 151, "2021-02-23T18:04:29Z", 18, 12, 152, fixes(Fix.TIME_ONLY)),
            new Recording("ublox-8-time", 89, 88, 88, "2017-12-01T17:22:37Z", 26, 7, 0, fixes(Fix.TWO_D)),
            new Recording("ublox-8", 72, 72, 72, "2017-01-10T00:09:41Z", 25, 14, 0, fixes(Fix.THREE_D)),
            new Recording("ublox-lea-4t", 2, 2, 2, "2009-01-28T20:35:43Z", 14, 8, 2, fixes(Fix.THREE_D)),
            new Recording("ublox-lea-m8f", 28, 28, 28, "2025-04-11T05:06:24Z", 22, 19, 0, fixes(Fix.TIME_ONLY)),
            new Recording("ublox-neo-m8t-s", 29, 29, 29, "2019-02-07T02:15:17Z", 24, 18, 0, fixes(Fix.TIME_ONLY)),
            new Recording("ublox-zed-f9p-hp", 29, 29, 29, "2019-04-22T21:19:20Z", 45, 16, 0, fixes(Fix.THREE_D)));

    @ParameterizedTest
    @FieldSource("RECORDINGS")
    void areUnderstood(Recording row) throws IOException {
        var cuts = RecordingCutter.cutIntoEpochs(SharedRecordings.bytes(row.name));
        assertEquals(row.cuts, cuts.size());
        assertSaid(row, replayed(cuts));
    }

    @ParameterizedTest
    @FieldSource("RECORDINGS")
    void areUnderstoodWithoutASilenceInBetween(Recording row) throws IOException {
        byte[] all = Wire.joined(
                RecordingCutter.cutIntoEpochs(SharedRecordings.bytes(row.name)).toArray(byte[][]::new));
        assertSaid(row, replayed(List.of(all)));
    }

    @ParameterizedTest
    @FieldSource("RECORDINGS")
    void tellTheirFirstSecond(Recording row) throws IOException {
        var first = RecordingCutter.firstValidUtcSecond(SharedRecordings.bytes(row.name));
        assertEquals(
                row.first,
                first.isEmpty() ? "" : Instant.ofEpochSecond(first.getAsLong()).toString());
    }

    @ParameterizedTest
    @FieldSource("RECORDINGS")
    void doNotBreakTheDecoderWhenBroken(Recording row) throws IOException {
        var random = new Random(20_265);
        for (int round = 0; round < 5; round++) {
            byte[] bytes = SharedRecordings.bytes(row.name);
            for (int flips = bytes.length / 100; flips > 0; flips--) {
                bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            }
            replayed(Wire.chunks(bytes, 1_000, random));
            assertEquals(Wire.decoded(bytes), decoded(Wire.chunks(bytes, 20, random)));
        }
    }

    /**
     * The recording the demonstration plays by default: every second, every pulse, and each pulse one after its epoch.
     */
    @Test
    void theTimingReceiverAnnouncesEachPulse() throws IOException {
        var epochs = replayed(RecordingCutter.cutIntoEpochs(SharedRecordings.bytes("u-blox-m8t-time")));
        long expected = Instant.parse("2021-02-23T18:04:29Z").getEpochSecond();
        for (var epoch : epochs) {
            if (epoch.utcSecond().isPresent()) {
                assertEquals(expected, epoch.utcSecond().getAsLong());
            }
            assertEquals(
                    expected + 1, epoch.nextPulse().orElseThrow().utcSecond().orElseThrow());
            expected++;
        }
        assertEquals(Instant.parse("2021-02-23T18:07:01Z").getEpochSecond(), expected);
    }

    @Test
    void everyFileIsInTheTable() throws IOException {
        try (var files = Files.list(SharedRecordings.folder())) {
            var names = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".log"))
                    .map(name -> name.substring(0, name.length() - 4))
                    .collect(Collectors.toSet());
            assertEquals(names, RECORDINGS.stream().map(Recording::name).collect(Collectors.toSet()));
        }
    }

    private static void assertSaid(Recording row, List<Epoch> epochs) {
        var valid = epochs.stream().filter(Epoch::isTimeValid).toList();
        assertEquals(
                row.timed,
                epochs.stream().filter(epoch -> epoch.utcSecond().isPresent()).count(),
                "epochs with time");
        assertEquals(row.valid, valid.size(), "epochs vouched for");
        assertEquals(
                row.inView,
                epochs.stream()
                        .mapToInt(epoch -> epoch.satellites().size())
                        .max()
                        .orElse(0),
                "satellites in view");
        assertEquals(
                row.used, epochs.stream().mapToInt(Epoch::satellitesUsed).max().orElse(0), "satellites used");
        assertEquals(
                row.pulses,
                epochs.stream().filter(epoch -> epoch.nextPulse().isPresent()).count(),
                "pulses announced");
        assertEquals(row.fixes, epochs.stream().map(Epoch::fix).collect(Collectors.toSet()), "fixes");
    }

    private static List<Epoch> replayed(List<byte[]> chunks) {
        var receiver = new GnssReceiver(0);
        var epochs = new ArrayList<Epoch>();
        long rawNanos = 0;
        for (byte[] chunk : chunks) {
            epochs.addAll(receiver.accept(new ReceiverBytes(chunk, rawNanos)));
            rawNanos += SECOND;
            for (var epoch = receiver.onSilence(rawNanos); epoch.isPresent(); epoch = receiver.onSilence(rawNanos)) {
                epochs.add(epoch.get());
            }
        }
        return epochs;
    }

    private static List<ReceivedMessage> decoded(List<byte[]> chunks) {
        var decoder = new ReceiverDecoder();
        var messages = new ArrayList<ReceivedMessage>();
        chunks.forEach(chunk -> decoder.accept(chunk, messages::add));
        return messages;
    }

    private static Set<Fix> fixes(Fix... fixes) {
        var set = EnumSet.noneOf(Fix.class);
        set.addAll(List.of(fixes));
        return set;
    }
}

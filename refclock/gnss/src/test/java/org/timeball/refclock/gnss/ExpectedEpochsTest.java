package org.timeball.refclock.gnss;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.timeball.refclock.time.ReceiverBytes;

/**
 * Every second of every recording against a table that was read from the bytes by another program
 * ({@code src/test/python/expected_epochs.py}), which shares no code with the decoder and knows it only by the same data
 * sheets: second, date, whether the receiver vouches for it, fix, satellites used and in view, place.
 */
class ExpectedEpochsTest {

    private static final long SECOND = 1_000_000_000L;

    /** What seven digits behind the point round to. */
    private static final double PLACE_DEGREES = 2e-7;

    /** A line of the table. */
    record Expected(
            String recording,
            String second,
            boolean isVouched,
            String fix,
            int used,
            int inView,
            Optional<Position> position) {
        static Expected of(String line) {
            String[] fields = line.split("\t");
            var position = fields[6].equals("-")
                    ? Optional.<Position>empty()
                    : Optional.of(new Position(
                            Double.parseDouble(fields[6]), Double.parseDouble(fields[7]), OptionalDouble.empty()));
            return new Expected(
                    fields[0],
                    fields[1],
                    fields[2].equals("yes"),
                    fields[3],
                    Integer.parseInt(fields[4]),
                    Integer.parseInt(fields[5]),
                    position);
        }
    }

    static List<String> names() {
        return List.copyOf(table().keySet());
    }

    @ParameterizedTest
    @MethodSource("names")
    void saysWhatAnotherDecoderReads(String name) throws IOException {
        var expected = table().get(name);
        var epochs = replayed(name);
        assertEquals(expected.stream().map(Expected::second).toList(), seconds(epochs));
        for (int i = 0; i < epochs.size(); i++) {
            assertAgree(expected.get(i), epochs.get(i));
        }
    }

    /** The two in a binary protocol that is noise to us, and one that never knew the time. */
    @Test
    void noOtherRecordingNamesASecond() throws IOException {
        var silent = List.of("bu303-nofix", "garmin18x-bin");
        for (String name : silent) {
            assertEquals(List.of(), replayed(name));
        }
        var all = new ArrayList<>(names());
        all.addAll(silent);
        assertEquals(
                RecordingsTest.RECORDINGS.stream()
                        .map(RecordingsTest.Recording::name)
                        .sorted()
                        .toList(),
                all.stream().sorted().toList());
    }

    private static void assertAgree(Expected expected, Epoch epoch) {
        String at = expected.recording + " " + expected.second + ": ";
        assertEquals(expected.isVouched, epoch.isTimeValid(), at + "vouched for");
        assertEquals(expected.fix, epoch.fix().name(), at + "fix");
        assertEquals(expected.used, epoch.satellitesUsed(), at + "used");
        assertEquals(expected.inView, epoch.satellites().size(), at + "in view");
        assertEquals(expected.position.isPresent(), epoch.position().isPresent(), at + "has a place");
        expected.position.ifPresent(place -> {
            var told = epoch.position().orElseThrow();
            assertEquals(place.latitudeDegrees(), told.latitudeDegrees(), PLACE_DEGREES, at + "latitude");
            assertEquals(place.longitudeDegrees(), told.longitudeDegrees(), PLACE_DEGREES, at + "longitude");
        });
    }

    private static List<String> seconds(List<Epoch> epochs) {
        return epochs.stream()
                .map(epoch ->
                        Instant.ofEpochSecond(epoch.utcSecond().orElseThrow()).toString())
                .toList();
    }

    private static List<Epoch> replayed(String name) throws IOException {
        var receiver = new GnssReceiver(0);
        var epochs = new ArrayList<Epoch>();
        long rawNanos = 0;
        for (byte[] burst : RecordingCutter.cutIntoEpochs(SharedRecordings.bytes(name))) {
            epochs.addAll(receiver.accept(new ReceiverBytes(burst, rawNanos)));
            rawNanos += SECOND;
            for (var epoch = receiver.onSilence(rawNanos); epoch.isPresent(); epoch = receiver.onSilence(rawNanos)) {
                epochs.add(epoch.get());
            }
        }
        return epochs.stream().filter(epoch -> epoch.utcSecond().isPresent()).toList();
    }

    private static Map<String, List<Expected>> table() {
        var table = new LinkedHashMap<String, List<Expected>>();
        try (var in = ExpectedEpochsTest.class.getResourceAsStream("expected-epochs.tsv");
                var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))) {
            lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(Expected::of)
                    .forEach(row -> table.computeIfAbsent(row.recording, _ -> new ArrayList<>())
                            .add(row));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return table;
    }
}

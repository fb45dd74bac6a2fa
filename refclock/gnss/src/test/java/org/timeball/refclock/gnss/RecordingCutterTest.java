package org.timeball.refclock.gnss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RecordingCutterTest {

    @Test
    void cutsSentencesAtEachNewSecond() {
        var epochs = cutText(Wire.nmeaFixture());
        assertEquals(3, epochs.size());
        for (int i = 0; i < 3; i++) {
            assertEquals(0, epochs.get(i).indexOf("$GNRMC,12000" + i));
            assertEquals(10, epochs.get(i).chars().filter(c -> c == '$').count());
        }
    }

    @Test
    void cutsFramesWhereTheBurstBeginsAndNotWhereItsTimeStands() {
        var epochs = RecordingCutter.cutIntoEpochs(Wire.ubxFixture());
        assertEquals(3, epochs.size());
        for (byte[] epoch : epochs) {
            assertEquals("UBX-TIM-TP", Wire.decoded(epoch).getFirst().message().id());
        }
    }

    @Test
    void keepsWhatComesBeforeTheFirstTimeWithIt() {
        byte[] recording = Wire.joined(
                Wire.ascii("# made by hand\n"),
                Wire.frame(10, 4, new byte[40]),
                Wire.frame(10, 4, new byte[40]),
                Wire.sentences("GPTXT,01,01,02,a", "GPTXT,01,01,02,b"),
                Wire.ubxFixture());
        assertEquals(3, RecordingCutter.cutIntoEpochs(recording).size());
    }

    @Test
    void makesOneOfSeveralFixesASecond() {
        var lines = new ArrayList<String>();
        for (int fix = 0; fix < 15; fix++) {
            String time = "1200%02d.%d00".formatted(fix / 5, fix % 5 * 2);
            lines.add("GNGGA," + time + ",,,,,1,14,0.9,76.5,M,-21.6,M,,");
            lines.add("GNGSA,A,3,02,07,14,,,,,,,,,,1.5,0.9,1.2,1");
            lines.add("GPGSV,1,1,01,05,40,083,31,0");
            lines.add("GNRMC," + time + ",A,,,,,,,221126,,,A,V");
        }
        var epochs = cutText(Wire.sentences(lines.toArray(String[]::new)));
        assertEquals(3, epochs.size());
        assertEquals(0, epochs.get(2).indexOf("$GNGGA,120002.000"));
    }

    @Test
    void joinsAFragmentToTheSecondBeforeIt() {
        byte[] recording = Wire.sentences(
                "GPGSV,2,2,05,05,11,100,30",
                "GPRMC,120000.02,A,,,,,,,221126,,,A",
                "GPGSV,2,1,05,01,40,083,46",
                "GPGSV,2,2,05,05,11,100,30",
                "GPRMC,120001.02,A,,,,,,,221126,,,A");
        assertEquals(2, RecordingCutter.cutIntoEpochs(recording).size());
    }

    @Test
    void cutsSecondsThatTellNoTime() {
        byte[] empty = Wire.sentences("GPGSV,1,1,00", "GPGSA,A,1,,,,,,,,,,,,,,,", "GPRMC,,V,,,,,,,,,,N");
        assertEquals(
                4,
                RecordingCutter.cutIntoEpochs(Wire.joined(empty, empty, empty, empty))
                        .size());
    }

    @Test
    void findsTheFirstSecondThatIsVouchedFor() {
        byte[] recording = Wire.joined(
                Wire.sentences(
                        "GPRMC,115958.00,V,,,,,,,050180,,,N",
                        "GPRMC,115959.00,V,,,,,,,221126,,,N",
                        "GPRMC,120000.00,A,,,,,,,221126,,,A"),
                Wire.nmeaFixture());
        assertEquals(
                OptionalLong.of(Instant.parse("2026-11-22T12:00:00Z").getEpochSecond()),
                RecordingCutter.firstValidUtcSecond(recording));
    }

    @Test
    void findsNoneInNoise() {
        assertEquals(OptionalLong.empty(), RecordingCutter.firstValidUtcSecond(new byte[0]));
        assertEquals(OptionalLong.empty(), RecordingCutter.firstValidUtcSecond(Wire.ascii("# only a header")));
        assertEquals(OptionalLong.empty(), RecordingCutter.firstValidUtcSecond(Wire.ascii("noise\n\n")));
        assertEquals(List.of(), RecordingCutter.cutIntoEpochs(Wire.ascii("# only a header")));
        assertEquals(1, RecordingCutter.cutIntoEpochs(Wire.ascii("noise")).size());
    }

    @Test
    void losesNoOctet() {
        var random = new Random(20_264);
        for (int i = 0; i < 500; i++) {
            byte[] bytes = Wire.joined(Wire.nmeaFixture(), Wire.ubxFixture());
            int header = new String(bytes, StandardCharsets.ISO_8859_1).indexOf('$');
            for (int flips = random.nextInt(100); flips > 0; flips--) {
                bytes[header + 1 + random.nextInt(bytes.length - header - 1)] = (byte) random.nextInt(256);
            }
            byte[] joined = Wire.joined(RecordingCutter.cutIntoEpochs(bytes).toArray(byte[][]::new));
            assertArrayEquals(Arrays.copyOfRange(bytes, header, bytes.length), joined);
        }
    }

    private static List<String> cutText(byte[] recording) {
        return RecordingCutter.cutIntoEpochs(recording).stream()
                .map(epoch -> new String(epoch, StandardCharsets.ISO_8859_1))
                .toList();
    }
}

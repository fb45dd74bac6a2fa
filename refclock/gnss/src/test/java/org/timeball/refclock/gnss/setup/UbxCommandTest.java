package org.timeball.refclock.gnss.setup;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.timeball.refclock.gnss.EarthFixedPosition;
import org.timeball.refclock.gnss.ReceiverDecoder;
import org.timeball.refclock.gnss.ReceiverMessage;
import org.timeball.refclock.gnss.UbxFrame;

/**
 * Frames octet by octet. Those of CFG-PRT, CFG-MSG and CFG-CFG and the poll of MON-VER are u-center's and in many
 * drivers; the others are laid out by hand.
 */
class UbxCommandTest {

    private static final UbxFrame.MonVer M8T = new UbxFrame.MonVer("", "00080000", List.of("MOD=NEO-M8T-0"));
    private static final UbxFrame.MonVer M8P = new UbxFrame.MonVer("", "00080000", List.of("MOD=NEO-M8P-2"));
    private static final UbxFrame.MonVer F9T = new UbxFrame.MonVer("", "00190000", List.of("MOD=ZED-F9T"));

    record Row(String name, UbxCommand command, String hex) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Row> ROWS = List.of(
            new Row("poll MON-VER", UbxCommand.askVersion(), "b5620a0400000e34"),
            new Row("save all", MessageProfile.save(), "b56206090d0000000000ffff0000000000001731bf"),
            new Row(
                    "CFG-PRT, UBX alone",
                    write(M8T, Generation.EIGHT, "port"),
                    "b562060014000100" + "0000d008000000c201000300010000000000ba52"),
            new Row(
                    "CFG-PRT of u-blox 7, NMEA too",
                    write(M8T, Generation.SEVEN, "port"),
                    "b562060014000100" + "0000d008000000c201000300030000000000bc5e"),
            new Row("CFG-MSG NAV-PVT", write(M8T, Generation.EIGHT, "NAV-PVT"), "b56206010300010701" + "1351"),
            new Row("CFG-MSG TIM-TP", write(M8T, Generation.EIGHT, "TIM-TP"), "b562060103000d0101" + "1969"),
            new Row("CFG-RATE", write(M8T, Generation.EIGHT, "rate"), "b56206080600e803010000000037"),
            new Row(
                    "CFG-TP5",
                    write(M8T, Generation.EIGHT, "pulse"),
                    "b56206312000" + "00010000" + "32000000" + "40420f00" + "40420f00" + "00000000" + "a0860100"
                            + "00000000" + "77000000"),
            new Row(
                    "CFG-NAV5",
                    write(M8T, Generation.EIGHT, "stationary antenna"),
                    "b56206242400" + "010002" + "00".repeat(33)),
            new Row("CFG-SBAS", write(M8T, Generation.EIGHT, "SBAS off"), "b56206160800" + "00".repeat(8)),
            new Row(
                    "CFG-TMODE2, survey",
                    write(M8T, Generation.EIGHT, "survey"),
                    "b562063d1c00" + "01" + "00".repeat(19) + "80510100" + "d0070000"),
            new Row(
                    "CFG-TMODE3, survey",
                    write(M8P, Generation.EIGHT, "survey"),
                    "b56206712800" + "00000100" + "00".repeat(20) + "80510100" + "204e0000" + "00".repeat(8)),
            new Row(
                    "CFG-VALSET, survey",
                    values("survey"),
                    "b562068a1900" + "00030000" + "01000320" + "01" + "10000340" + "80510100" + "11000340"
                            + "204e0000"),
            new Row(
                    "CFG-VALSET, messages",
                    values("messages"),
                    "b562068a2300" + "00030000" + "01002130" + "e803" + "07009120" + "01" + "61009120" + "01"
                            + "16009120" + "0a" + "01007410" + "01" + "02007410" + "00"),
            new Row(
                    "CFG-VALGET, messages",
                    UbxCommand.getValues(List.of(new ConfigItem(ConfigKey.DYNAMIC_MODEL, 0))),
                    "b562068b080000000000" + "21001120"),
            new Row(
                    "CFG-VALSET, baud",
                    ValueProfile.changeBaud(115_200),
                    "b562068a0c00" + "00030000" + "01005240" + "00c20100"));

    @ParameterizedTest
    @FieldSource("ROWS")
    void isLaidOutAsTheReceiverExpects(Row row) {
        var frame = HexFormat.of().formatHex(row.command.frame());
        assertEquals(row.hex, frame.substring(0, row.hex.length()));
        int payload = row.command.payload().length;
        assertEquals(2 * (payload + 8), frame.length());
    }

    @Test
    void holdsAPlaceInCentimetresAndItsAccuracyInMillimetres() {
        var place = new EarthFixedPosition(-94_343.24, 6_375_000.00, -12.34);
        var wishes = wishes(new TimeMode.Fixed(place, 0.986));
        var command =
                MessageProfile.settings(Generation.EIGHT, M8T, wishes).getLast().write();
        assertEquals(
                "b562063d1c00" + "02000000" + little(-9_434_324) + little(637_500_000) + little(-1_234) + "da030000"
                        + "0000000000000000",
                HexFormat.of().formatHex(command.frame()).substring(0, 12 + 56));
    }

    /** Whatever is written comes out of the decoder as it was. */
    @Test
    void decodingAFrameGivesBackTheCommand() {
        var random = new Random(20_271);
        for (int i = 0; i < 20_000; i++) {
            byte[] payload = new byte[1 + random.nextInt(200)];
            random.nextBytes(payload);
            var command = new UbxCommand(6, random.nextInt(256), payload);
            var message = decoded(command.frame());
            var cfg = (UbxFrame.Cfg) message.getFirst();
            assertEquals(1, message.size());
            assertEquals(command, new UbxCommand(6, cfg.messageId(), cfg.payload()));
        }
    }

    @Test
    void refusesWhatNoFrameCanCarry() {
        assertThrows(IllegalArgumentException.class, () -> new UbxCommand(256, 0, new byte[0]));
        assertThrows(IllegalArgumentException.class, () -> new UbxCommand(6, -1, new byte[0]));
        assertThrows(IllegalArgumentException.class, () -> new UbxCommand(6, 0, new byte[4_097]));
        assertArrayEquals(new byte[0], new UbxCommand(0, 255, new byte[0]).payload());
    }

    private static String little(int value) {
        return HexFormat.of().toHexDigits(Integer.reverseBytes(value));
    }

    private static SetupWishes wishes(TimeMode mode) {
        return new SetupWishes(Optional.empty(), UbloxPort.UART1, 9_600, 115_200, 50, mode, false);
    }

    private static UbxCommand write(UbxFrame.MonVer version, Generation generation, String name) {
        return find(MessageProfile.settings(generation, version, wishes(new TimeMode.SurveyIn(86_400, 2))), name);
    }

    private static UbxCommand values(String name) {
        return find(ValueProfile.settings(F9T, wishes(new TimeMode.SurveyIn(86_400, 2))), name);
    }

    private static UbxCommand find(List<UbxSetting> settings, String name) {
        return settings.stream()
                .filter(setting -> setting.name().equals(name))
                .findFirst()
                .orElseThrow()
                .write();
    }

    static List<ReceiverMessage> decoded(byte[] bytes) {
        var messages = new ArrayList<ReceiverMessage>();
        new ReceiverDecoder().accept(bytes, received -> messages.add(received.message()));
        return messages;
    }
}

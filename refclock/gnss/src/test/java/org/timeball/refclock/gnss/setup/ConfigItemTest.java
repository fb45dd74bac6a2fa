package org.timeball.refclock.gnss.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.timeball.refclock.gnss.UbxFrame;

class ConfigItemTest {

    private static final int VALGET = 0x8b;

    @Test
    void readsBackWhatWasWritten() {
        var random = new Random(20_273);
        for (int i = 0; i < 20_000; i++) {
            int id = (1 + random.nextInt(5)) << 28 | random.nextInt(0x0fff_ffff);
            var item = new ConfigItem(new ConfigKey("", id), random.nextLong());
            var answer = ByteBuffer.allocate(4 + 4 + item.key().octets()).order(ByteOrder.LITTLE_ENDIAN);
            item.encode(answer.putInt(1));
            assertEquals(
                    Map.of(id, item.unsignedValue()), ConfigItem.valuesOf(new UbxFrame.Cfg(VALGET, answer.array())));
        }
    }

    @Test
    void takesWhateverComes() {
        var random = new Random(20_274);
        for (int i = 0; i < 100_000; i++) {
            byte[] payload = new byte[random.nextInt(40)];
            random.nextBytes(payload);
            if (payload.length > 0) {
                payload[0] = 1;
            }
            int most = payload.length / 5;
            assertEquals(
                    true, ConfigItem.valuesOf(new UbxFrame.Cfg(VALGET, payload)).size() <= most);
        }
    }

    @Test
    void stopsWhereAnAnswerIsCutShort() {
        byte[] whole = HexFormat.of().parseHex("01000000" + "0100213" + "0e803" + "2100112002");
        assertEquals(Map.of(0x30210001, 1_000L, 0x20110021, 2L), ConfigItem.valuesOf(new UbxFrame.Cfg(VALGET, whole)));
        for (int length = 10; length < whole.length; length++) {
            var answer = new UbxFrame.Cfg(VALGET, Arrays.copyOf(whole, length));
            assertEquals(Map.of(0x30210001, 1_000L), ConfigItem.valuesOf(answer));
        }
    }

    @Test
    void tellsWhichItemDiffers() {
        var setting = new UbxSetting.Values(
                "rate",
                true,
                List.of(
                        new ConfigItem(ConfigKey.MEASUREMENT_RATE, 1_000),
                        new ConfigItem(ConfigKey.DYNAMIC_MODEL, 2),
                        new ConfigItem(ConfigKey.CABLE_DELAY, -50)));
        byte[] answer = HexFormat.of().parseHex("01000000" + "01002130" + "c800" + "01000530" + "ceff");
        assertEquals(
                List.of("CFG-RATE-MEAS is 200, not 1000", "CFG-NAVSPG-DYNMODEL is absent, not 2"),
                setting.mismatches(new UbxFrame.Cfg(VALGET, answer)).stream()
                        .map(Mismatch::words)
                        .toList());
    }

    @Test
    void refusesAKeyWithoutASize() {
        assertThrows(IllegalArgumentException.class, () -> new ConfigItem(new ConfigKey("", 0x00050007), 0));
    }
}

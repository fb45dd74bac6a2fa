package org.timeball.refclock.gnss.setup;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.timeball.refclock.gnss.EarthFixedPosition;
import org.timeball.refclock.gnss.UbxFrame;
import org.timeball.refclock.gnss.setup.UbxSetting.Field;

/**
 * The recommended profile as configuration messages, for u-blox receivers up to generation 8. It asks for what
 * {@link ValueProfile} asks for, as far as they have it.
 */
final class MessageProfile {

    private static final int CFG_PRT = 0x00;
    private static final int CFG_MSG = 0x01;
    private static final int CFG_RATE = 0x08;
    private static final int CFG_CFG = 0x09;
    private static final int CFG_SBAS = 0x16;
    private static final int CFG_NAV5 = 0x24;
    private static final int CFG_TP5 = 0x31;
    private static final int CFG_TMODE2 = 0x3d;
    private static final int CFG_TMODE3 = 0x71;

    /** 8 data bits, no parity, 1 stop bit. */
    private static final int MODE_8N1 = 0x08d0;

    private static final int PROTOCOL_UBX = 1;
    private static final int PROTOCOL_NMEA = 1 << 1;

    private static final int SECOND_MICROS = 1_000_000;
    private static final int PULSE_MICROS = 100_000;

    /**
     * Active, locked to GNSS, another length while locked, lengths and not ratios, aligned to the second, rising edge;
     * the grid of UTC is 0.
     */
    private static final int PULSE_FLAGS = 1 | 1 << 1 | 1 << 2 | 1 << 4 | 1 << 5 | 1 << 6;

    /** Those flags, whether a frequency is meant, and the grid. */
    private static final int PULSE_FLAGS_MASK = 0x7ff;

    private static final int STATIONARY = 2;
    private static final int SELDOM = 10;
    private static final int SURVEY_IN = 1;
    private static final int FIXED = 2;

    private static final double CENTIMETRES_PER_METRE = 100;
    private static final double MILLIMETRES_PER_METRE = 1_000;
    private static final double TENTH_MILLIMETRES_PER_METRE = 10_000;

    private MessageProfile() {}

    static List<UbxSetting> settings(Generation generation, UbxFrame.MonVer version, SetupWishes wishes) {
        boolean isEight = generation == Generation.EIGHT;
        var settings = new ArrayList<UbxSetting>();
        settings.add(new UbxSetting.Message(
                "port",
                true,
                port(generation, wishes),
                UbxCommand.poll(UbxCommand.CFG, CFG_PRT, (byte) wishes.port().id()),
                portFields(generation, wishes)));
        settings.add(rate());
        settings.add(messageRate("NAV-PVT", 0x01, 0x07, 1, true, wishes.port()));
        settings.add(messageRate("NAV-TIMELS", 0x01, 0x26, 1, false, wishes.port()));
        settings.add(messageRate("TIM-TP", 0x0d, 0x01, 1, false, wishes.port()));
        settings.add(messageRate("NAV-SAT", 0x01, 0x35, SELDOM, isEight, wishes.port()));
        settings.add(messageRate("MON-HW", 0x0a, 0x09, SELDOM, false, wishes.port()));
        settings.add(pulse(isEight, wishes.cableDelayNanos()));
        settings.add(stationary());
        settings.add(message("SBAS off", false, CFG_SBAS, fields(8), List.of(new Field("mode", 0, 1, 1, 0))));
        settings.addAll(timeMode(version, wishes));
        return settings;
    }

    /** CFG-PRT, which changes the baud rate too; u-blox 7 keeps NMEA, its only list of satellites. */
    static UbxCommand port(Generation generation, SetupWishes wishes) {
        var payload = fields(20).put(0, (byte) wishes.port().id());
        if (wishes.port() == UbloxPort.UART1) {
            payload.putInt(4, MODE_8N1).putInt(8, wishes.baud());
        }
        payload.putShort(12, (short) (PROTOCOL_UBX | PROTOCOL_NMEA)).putShort(14, (short) outProtocols(generation));
        return new UbxCommand(UbxCommand.CFG, CFG_PRT, payload.array());
    }

    /** CFG-CFG: everything, to battery-backed memory, flash, EEPROM and SPI flash, whichever there is. */
    static UbxCommand save() {
        var payload = fields(13).putInt(4, 0xffff).put(12, (byte) 0x17);
        return new UbxCommand(UbxCommand.CFG, CFG_CFG, payload.array());
    }

    private static int outProtocols(Generation generation) {
        return generation == Generation.SEVEN ? PROTOCOL_UBX | PROTOCOL_NMEA : PROTOCOL_UBX;
    }

    private static List<Field> portFields(Generation generation, SetupWishes wishes) {
        var out = Field.of("output protocols", 14, 2, outProtocols(generation));
        return wishes.port() == UbloxPort.UART1 ? List.of(Field.of("baud", 8, 4, wishes.baud()), out) : List.of(out);
    }

    private static UbxSetting rate() {
        var payload = fields(6).putShort(0, (short) 1_000).putShort(2, (short) 1);
        return message(
                "rate", true, CFG_RATE, payload, List.of(Field.of("ms", 0, 2, 1_000), Field.of("cycles", 2, 2, 1)));
    }

    /** The answer holds the rates on all ports, in the order of their numbers. */
    private static UbxSetting messageRate(
            String name, int messageClass, int messageId, int epochs, boolean isRequired, UbloxPort port) {
        byte[] which = {(byte) messageClass, (byte) messageId};
        byte[] payload = {which[0], which[1], (byte) epochs};
        return new UbxSetting.Message(
                name,
                isRequired,
                new UbxCommand(UbxCommand.CFG, CFG_MSG, payload),
                UbxCommand.poll(UbxCommand.CFG, CFG_MSG, which),
                List.of(Field.of("rate", which.length + port.id(), 1, epochs)));
    }

    /** Length 0 while unlocked: a pulse that is not UTC is no pulse. */
    private static UbxSetting pulse(boolean isEight, int cableDelayNanos) {
        var payload = fields(32)
                .put(1, (byte) (isEight ? 1 : 0))
                .putShort(4, (short) cableDelayNanos)
                .putInt(8, SECOND_MICROS)
                .putInt(12, SECOND_MICROS)
                .putInt(16, 0)
                .putInt(20, PULSE_MICROS)
                .putInt(28, PULSE_FLAGS);
        return new UbxSetting.Message(
                "pulse",
                true,
                new UbxCommand(UbxCommand.CFG, CFG_TP5, payload.array()),
                UbxCommand.poll(UbxCommand.CFG, CFG_TP5, (byte) 0),
                List.of(
                        Field.of("cable delay in ns", 4, 2, cableDelayNanos),
                        Field.of("period in µs", 8, 4, SECOND_MICROS),
                        Field.of("period in µs while locked", 12, 4, SECOND_MICROS),
                        Field.of("length in µs", 16, 4, 0),
                        Field.of("length in µs while locked", 20, 4, PULSE_MICROS),
                        new Field("flags", 28, 4, PULSE_FLAGS_MASK, PULSE_FLAGS)));
    }

    private static UbxSetting stationary() {
        var payload = fields(36).putShort(0, (short) 1).put(2, (byte) STATIONARY);
        return message(
                "stationary antenna", true, CFG_NAV5, payload, List.of(Field.of("dynamic model", 2, 1, STATIONARY)));
    }

    private static List<UbxSetting> timeMode(UbxFrame.MonVer version, SetupWishes wishes) {
        boolean isTiming =
                version.model().contains("M8T") || version.firmwareVersion().startsWith("TIM");
        boolean isHighPrecision = version.model().contains("M8P");
        if (!isTiming && !isHighPrecision) {
            return List.of();
        }
        var watch = isTiming
                ? messageRate("TIM-SVIN", 0x0d, 0x04, SELDOM, false, wishes.port())
                : messageRate("NAV-SVIN", 0x01, 0x3b, SELDOM, false, wishes.port());
        return switch (wishes.timeMode()) {
            case TimeMode.Unchanged() -> List.of(watch);
            case TimeMode.SurveyIn survey -> List.of(watch, isTiming ? timeMode2(survey) : timeMode3(survey));
            case TimeMode.Fixed fixed -> List.of(watch, isTiming ? timeMode2(fixed) : timeMode3(fixed));
        };
    }

    private static UbxSetting timeMode2(TimeMode.SurveyIn survey) {
        long accuracy = Math.round(survey.accuracyMetres() * MILLIMETRES_PER_METRE);
        var payload = fields(28)
                .put(0, (byte) SURVEY_IN)
                .putInt(20, survey.leastSeconds())
                .putInt(24, (int) accuracy);
        return message(
                "survey",
                true,
                CFG_TMODE2,
                payload,
                List.of(
                        Field.of("mode", 0, 1, SURVEY_IN),
                        Field.of("duration in s", 20, 4, survey.leastSeconds()),
                        Field.of("accuracy in mm", 24, 4, accuracy)));
    }

    private static UbxSetting timeMode2(TimeMode.Fixed fixed) {
        long accuracy = Math.round(fixed.accuracyMetres() * MILLIMETRES_PER_METRE);
        var payload = fields(28).put(0, (byte) FIXED).putInt(16, (int) accuracy);
        return fixed(
                CFG_TMODE2, putPosition(payload, 4, fixed.position()), 4, Field.of("accuracy in mm", 16, 4, accuracy));
    }

    private static UbxSetting timeMode3(TimeMode.SurveyIn survey) {
        long accuracy = Math.round(survey.accuracyMetres() * TENTH_MILLIMETRES_PER_METRE);
        var payload = fields(40)
                .putShort(2, (short) SURVEY_IN)
                .putInt(24, survey.leastSeconds())
                .putInt(28, (int) accuracy);
        return message(
                "survey",
                true,
                CFG_TMODE3,
                payload,
                List.of(
                        Field.of("mode", 2, 1, SURVEY_IN),
                        Field.of("duration in s", 24, 4, survey.leastSeconds()),
                        Field.of("accuracy in 0.1 mm", 28, 4, accuracy)));
    }

    private static UbxSetting timeMode3(TimeMode.Fixed fixed) {
        long accuracy = Math.round(fixed.accuracyMetres() * TENTH_MILLIMETRES_PER_METRE);
        var payload = fields(40).putShort(2, (short) FIXED).putInt(20, (int) accuracy);
        return fixed(
                CFG_TMODE3,
                putPosition(payload, 4, fixed.position()),
                4,
                Field.of("accuracy in 0.1 mm", 20, 4, accuracy));
    }

    private static ByteBuffer putPosition(ByteBuffer payload, int at, EarthFixedPosition position) {
        return payload.putInt(at, (int) Math.round(position.xMetres() * CENTIMETRES_PER_METRE))
                .putInt(at + 4, (int) Math.round(position.yMetres() * CENTIMETRES_PER_METRE))
                .putInt(at + 8, (int) Math.round(position.zMetres() * CENTIMETRES_PER_METRE));
    }

    /** Mode and flags differ in their order between the two messages; read as one word they do not. */
    private static UbxSetting fixed(int messageId, ByteBuffer payload, int at, Field accuracy) {
        return message(
                "fixed position",
                true,
                messageId,
                payload,
                List.of(
                        Field.of("mode", 0, 4, payload.getInt(0)),
                        Field.of("x in cm", at, 4, payload.getInt(at)),
                        Field.of("y in cm", at + 4, 4, payload.getInt(at + 4)),
                        Field.of("z in cm", at + 8, 4, payload.getInt(at + 8)),
                        accuracy));
    }

    private static UbxSetting message(
            String name, boolean isRequired, int messageId, ByteBuffer payload, List<Field> fields) {
        return new UbxSetting.Message(
                name,
                isRequired,
                new UbxCommand(UbxCommand.CFG, messageId, payload.array()),
                UbxCommand.poll(UbxCommand.CFG, messageId),
                fields);
    }

    private static ByteBuffer fields(int octets) {
        return ByteBuffer.allocate(octets).order(ByteOrder.LITTLE_ENDIAN);
    }
}

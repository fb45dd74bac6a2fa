package org.timeball.refclock.gnss.setup;

import java.util.ArrayList;
import java.util.List;
import org.timeball.refclock.gnss.UbxFrame;

/**
 * The recommended profile as configuration values, for u-blox receivers of generation 9 and later: UBX once a second,
 * a stationary antenna, and a pulse of 0.1 s at each second of UTC that is there only while the receiver knows it.
 *
 * <p>A receiver refuses a list of values of which it does not know one, so what not all have is set by itself.
 */
final class ValueProfile {

    private static final int SECOND_MICROS = 1_000_000;
    private static final int PULSE_MICROS = 100_000;
    private static final int STATIONARY = 2;
    private static final int SELDOM = 10;
    private static final int SURVEY_IN = 1;
    private static final int FIXED = 2;

    private static final double TENTH_MILLIMETRES_PER_METRE = 10_000;
    private static final double CENTIMETRES_PER_METRE = 100;

    private ValueProfile() {}

    /** The command that changes the baud rate. */
    static UbxCommand changeBaud(int baud) {
        return UbxCommand.setValues(
                UbxCommand.LAYER_RAM | UbxCommand.LAYER_BATTERY, List.of(new ConfigItem(ConfigKey.UART1_BAUD, baud)));
    }

    static List<UbxSetting> settings(UbxFrame.MonVer version, SetupWishes wishes) {
        var settings = new ArrayList<UbxSetting>();
        settings.add(messages(wishes.port()));
        settings.add(pulse(wishes.cableDelayNanos()));
        settings.add(required("stationary antenna", item(ConfigKey.DYNAMIC_MODEL, STATIONARY)));
        settings.add(optional("SBAS off", item(ConfigKey.SBAS_ENABLED, 0)));
        settings.add(optional("pulse announcements", rate("TIM_TP", 0x2091017e, wishes, 1)));
        settings.add(optional("antenna and interference", rate("MON_RF", 0x2091035a, wishes, SELDOM)));
        settings.add(optional("spoofing", rate("SEC_SIG", 0x20910635, wishes, SELDOM)));
        if (hasTimeMode(version.model())) {
            settings.addAll(timeMode(wishes));
        }
        return settings;
    }

    /** The same, to be kept in flash memory too. */
    static UbxCommand save(List<UbxSetting> settings, SetupWishes wishes) {
        var items = new ArrayList<ConfigItem>();
        for (var setting : settings) {
            if (setting instanceof UbxSetting.Values values) {
                items.addAll(values.items());
            }
        }
        if (wishes.port() == UbloxPort.UART1) {
            items.add(item(ConfigKey.UART1_BAUD, wishes.baud()));
        }
        return UbxCommand.setValues(UbxCommand.LAYER_RAM | UbxCommand.LAYER_BATTERY | UbxCommand.LAYER_FLASH, items);
    }

    private static boolean hasTimeMode(String model) {
        return model.contains("F9T") || model.contains("F9P") || model.contains("X20");
    }

    private static UbxSetting messages(UbloxPort port) {
        boolean isUsb = port == UbloxPort.USB;
        return required(
                "messages",
                item(ConfigKey.MEASUREMENT_RATE, 1_000),
                item(ConfigKey.messageRate("NAV_PVT", 0x20910007, port), 1),
                item(ConfigKey.messageRate("NAV_TIMELS", 0x20910061, port), 1),
                item(ConfigKey.messageRate("NAV_SAT", 0x20910016, port), SELDOM),
                item(isUsb ? ConfigKey.USB_UBX : ConfigKey.UART1_UBX, 1),
                item(isUsb ? ConfigKey.USB_NMEA : ConfigKey.UART1_NMEA, 0));
    }

    /** Length 0 while unlocked: a pulse that is not UTC is no pulse. */
    private static UbxSetting pulse(int cableDelayNanos) {
        return required(
                "pulse",
                item(ConfigKey.TP1_ENABLED, 1),
                item(ConfigKey.PULSE_DEFINITION, 0),
                item(ConfigKey.PULSE_LENGTH_DEFINITION, 1),
                item(ConfigKey.PERIOD, SECOND_MICROS),
                item(ConfigKey.PERIOD_LOCKED, SECOND_MICROS),
                item(ConfigKey.LENGTH, 0),
                item(ConfigKey.LENGTH_LOCKED, PULSE_MICROS),
                item(ConfigKey.SYNC_TO_GNSS, 1),
                item(ConfigKey.USE_LOCKED, 1),
                item(ConfigKey.ALIGN_TO_SECOND, 1),
                item(ConfigKey.RISING_EDGE, 1),
                item(ConfigKey.TIME_GRID, 0),
                item(ConfigKey.CABLE_DELAY, cableDelayNanos));
    }

    private static List<UbxSetting> timeMode(SetupWishes wishes) {
        var watch = List.of(
                optional("survey report", rate("NAV_SVIN", 0x20910089, wishes, SELDOM)),
                optional("survey report of timing firmware", rate("TIM_SVIN", 0x20910098, wishes, SELDOM)));
        return switch (wishes.timeMode()) {
            case TimeMode.Unchanged() -> watch;
            case TimeMode.SurveyIn survey -> with(watch, surveyIn(survey));
            case TimeMode.Fixed fixed -> with(watch, fixed(fixed));
        };
    }

    private static UbxSetting surveyIn(TimeMode.SurveyIn survey) {
        return required(
                "survey",
                item(ConfigKey.TIME_MODE, SURVEY_IN),
                item(ConfigKey.SURVEY_DURATION, survey.leastSeconds()),
                item(ConfigKey.SURVEY_ACCURACY, Math.round(survey.accuracyMetres() * TENTH_MILLIMETRES_PER_METRE)));
    }

    private static UbxSetting fixed(TimeMode.Fixed fixed) {
        return required(
                "fixed position",
                item(ConfigKey.TIME_MODE, FIXED),
                item(ConfigKey.POSITION_TYPE, 0),
                item(ConfigKey.POSITION_X, Math.round(fixed.position().xMetres() * CENTIMETRES_PER_METRE)),
                item(ConfigKey.POSITION_Y, Math.round(fixed.position().yMetres() * CENTIMETRES_PER_METRE)),
                item(ConfigKey.POSITION_Z, Math.round(fixed.position().zMetres() * CENTIMETRES_PER_METRE)),
                item(ConfigKey.POSITION_ACCURACY, Math.round(fixed.accuracyMetres() * TENTH_MILLIMETRES_PER_METRE)));
    }

    private static List<UbxSetting> with(List<UbxSetting> some, UbxSetting one) {
        var all = new ArrayList<>(some);
        all.add(one);
        return all;
    }

    private static ConfigItem rate(String message, int uart1, SetupWishes wishes, int epochs) {
        return item(ConfigKey.messageRate(message, uart1, wishes.port()), epochs);
    }

    private static ConfigItem item(ConfigKey key, long value) {
        return new ConfigItem(key, value);
    }

    private static UbxSetting required(String name, ConfigItem... items) {
        return new UbxSetting.Values(name, true, List.of(items));
    }

    private static UbxSetting optional(String name, ConfigItem... items) {
        return new UbxSetting.Values(name, false, List.of(items));
    }
}

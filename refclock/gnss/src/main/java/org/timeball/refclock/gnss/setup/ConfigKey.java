package org.timeball.refclock.gnss.setup;

/**
 * A configuration value of u-blox receivers of generation 9 and later.
 *
 * @param name as u-blox writes it
 * @param id   its number, whose bits 28 to 30 tell the size
 * @see <a href="https://www.u-blox.com/en/product/zed-f9t-module">u-blox, ZED-F9T interface description, section
 *     "Configuration interface"</a>
 */
public record ConfigKey(String name, int id) {

    static final ConfigKey TP1_ENABLED = new ConfigKey("CFG-TP-TP1_ENA", 0x10050007);
    static final ConfigKey PULSE_DEFINITION = new ConfigKey("CFG-TP-PULSE_DEF", 0x20050023);
    static final ConfigKey PULSE_LENGTH_DEFINITION = new ConfigKey("CFG-TP-PULSE_LENGTH_DEF", 0x20050030);
    static final ConfigKey PERIOD = new ConfigKey("CFG-TP-PERIOD_TP1", 0x40050002);
    static final ConfigKey PERIOD_LOCKED = new ConfigKey("CFG-TP-PERIOD_LOCK_TP1", 0x40050003);
    static final ConfigKey LENGTH = new ConfigKey("CFG-TP-LEN_TP1", 0x40050004);
    static final ConfigKey LENGTH_LOCKED = new ConfigKey("CFG-TP-LEN_LOCK_TP1", 0x40050005);
    static final ConfigKey SYNC_TO_GNSS = new ConfigKey("CFG-TP-SYNC_GNSS_TP1", 0x10050008);
    static final ConfigKey USE_LOCKED = new ConfigKey("CFG-TP-USE_LOCKED_TP1", 0x10050009);
    static final ConfigKey ALIGN_TO_SECOND = new ConfigKey("CFG-TP-ALIGN_TO_TOW_TP1", 0x1005000a);
    static final ConfigKey RISING_EDGE = new ConfigKey("CFG-TP-POL_TP1", 0x1005000b);
    static final ConfigKey TIME_GRID = new ConfigKey("CFG-TP-TIMEGRID_TP1", 0x2005000c);
    static final ConfigKey CABLE_DELAY = new ConfigKey("CFG-TP-ANT_CABLEDELAY", 0x30050001);

    static final ConfigKey TIME_MODE = new ConfigKey("CFG-TMODE-MODE", 0x20030001);
    static final ConfigKey POSITION_TYPE = new ConfigKey("CFG-TMODE-POS_TYPE", 0x20030002);
    static final ConfigKey POSITION_X = new ConfigKey("CFG-TMODE-ECEF_X", 0x40030003);
    static final ConfigKey POSITION_Y = new ConfigKey("CFG-TMODE-ECEF_Y", 0x40030004);
    static final ConfigKey POSITION_Z = new ConfigKey("CFG-TMODE-ECEF_Z", 0x40030005);
    static final ConfigKey POSITION_ACCURACY = new ConfigKey("CFG-TMODE-FIXED_POS_ACC", 0x4003000f);
    static final ConfigKey SURVEY_DURATION = new ConfigKey("CFG-TMODE-SVIN_MIN_DUR", 0x40030010);
    static final ConfigKey SURVEY_ACCURACY = new ConfigKey("CFG-TMODE-SVIN_ACC_LIMIT", 0x40030011);

    static final ConfigKey DYNAMIC_MODEL = new ConfigKey("CFG-NAVSPG-DYNMODEL", 0x20110021);
    static final ConfigKey MEASUREMENT_RATE = new ConfigKey("CFG-RATE-MEAS", 0x30210001);
    static final ConfigKey SBAS_ENABLED = new ConfigKey("CFG-SIGNAL-SBAS_ENA", 0x10310020);
    static final ConfigKey UART1_BAUD = new ConfigKey("CFG-UART1-BAUDRATE", 0x40520001);
    static final ConfigKey UART1_UBX = new ConfigKey("CFG-UART1OUTPROT-UBX", 0x10740001);
    static final ConfigKey UART1_NMEA = new ConfigKey("CFG-UART1OUTPROT-NMEA", 0x10740002);
    static final ConfigKey USB_UBX = new ConfigKey("CFG-USBOUTPROT-UBX", 0x10780001);
    static final ConfigKey USB_NMEA = new ConfigKey("CFG-USBOUTPROT-NMEA", 0x10780002);

    /** A message's key for USB stands this far behind that for UART1: UART1, UART2, USB. */
    private static final int USB_BEHIND_UART1 = 2;

    /**
     * How often a message is sent: once in so many epochs.
     *
     * @param message   such as {@code NAV_PVT}
     * @param uart1     the key's number for the port UART1
     * @param port      the port wanted
     */
    static ConfigKey messageRate(String message, int uart1, UbloxPort port) {
        return switch (port) {
            case UART1 -> new ConfigKey("CFG-MSGOUT-UBX_" + message + "_UART1", uart1);
            case USB -> new ConfigKey("CFG-MSGOUT-UBX_" + message + "_USB", uart1 + USB_BEHIND_UART1);
        };
    }

    /** How long the value is: 1, 2, 4 or 8 octets; 0 for a number that is no key. */
    public int octets() {
        return octets(id);
    }

    static int octets(int id) {
        return switch (id >>> 28 & 0b111) {
            case 1, 2 -> 1;
            case 3 -> 2;
            case 4 -> 4;
            case 5 -> 8;
            default -> 0;
        };
    }
}

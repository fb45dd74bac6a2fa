package org.timeball.refclock.gnss.setup;

/** The kinds of receiver that can be set up. */
public enum ReceiverFamily {
    /** u-blox, any generation. */
    UBLOX("u-blox"),
    /** MediaTek's chips, in Quectel's L70 to L96, Adafruit's and others. */
    MEDIATEK("MediaTek");

    private final String words;

    ReceiverFamily(String words) {
        this.words = words;
    }

    /** The name as it is written for people. */
    public String words() {
        return words;
    }
}

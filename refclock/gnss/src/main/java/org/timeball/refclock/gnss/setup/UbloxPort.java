package org.timeball.refclock.gnss.setup;

/** The port of a u-blox receiver that the board's line leads to. */
public enum UbloxPort {
    /** Wired to the board's header or to a USB serial adapter. */
    UART1(1),
    /** The receiver's own USB, seen as {@code /dev/ttyACM}; it has no baud rate. */
    USB(3);

    private final int id;

    UbloxPort(int id) {
        this.id = id;
    }

    /** {@code portID} of CFG-PRT. */
    int id() {
        return id;
    }
}

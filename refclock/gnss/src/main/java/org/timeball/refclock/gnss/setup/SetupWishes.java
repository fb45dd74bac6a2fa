package org.timeball.refclock.gnss.setup;

import java.util.Optional;

/**
 * How a receiver is to be set up.
 *
 * @param family          what the operator declares it to be; empty to go by what it says alone. What it says weighs more
 * @param port            of a u-blox receiver
 * @param presentBaud     bits per second at which it is heard now
 * @param baud            bits per second wanted, 4,800 to 921,600; the same to leave it
 * @param cableDelayNanos of the antenna's cable, −32,768 to 32,767; about 5 for a metre
 * @param timeMode        of a timing receiver
 * @param isToBeSaved     keep it over power cycles without battery
 */
public record SetupWishes(
        Optional<ReceiverFamily> family,
        UbloxPort port,
        int presentBaud,
        int baud,
        int cableDelayNanos,
        TimeMode timeMode,
        boolean isToBeSaved) {

    /** What is recommended: fast enough for a full second's messages in a tenth of it. */
    public static final int RECOMMENDED_BAUD = 115_200;

    private static final int SLOWEST_BAUD = 4_800;
    private static final int FASTEST_BAUD = 921_600;

    /** Refuses what is out of range. */
    public SetupWishes {
        if (presentBaud < 1 || baud < SLOWEST_BAUD || baud > FASTEST_BAUD) {
            throw new IllegalArgumentException("from %d to %d baud".formatted(presentBaud, baud));
        }
        if (cableDelayNanos != (short) cableDelayNanos) {
            throw new IllegalArgumentException("a cable delay of " + cableDelayNanos + " ns");
        }
    }

    /** The recommended profile for a receiver that was found at a baud rate; nothing is saved. */
    public static SetupWishes recommended(UbloxPort port, int presentBaud) {
        return new SetupWishes(
                Optional.empty(), port, presentBaud, RECOMMENDED_BAUD, 0, new TimeMode.Unchanged(), false);
    }

    /** Whether the baud rate is to change; USB has none. */
    boolean isBaudToChange() {
        return presentBaud != baud && port != UbloxPort.USB;
    }
}

package org.timeball.refclock.time;

/**
 * Where the marks of the seconds come from and who stamps them, which decides what may be said of the time.
 *
 * <p>All of them make a primary server: the time comes from a satellite receiver on this machine, whose stratum is 1
 * (RFC 5905 §7.3). How good it is is not said by the stratum but by the bound, in which the systematic error of the
 * kind is a part that never goes away, and by the reference id: a pulse is {@code PPS}, sentences alone are
 * {@code GPS}.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5905#section-7.3">RFC 5905 §7.3</a>
 */
public enum PulseKind {
    /**
     * A pulse on a GPIO, stamped in the kernel's interrupt handler ({@code pps-gpio}). The handler is late by 1 to 5 µs
     * on a Pi, less than 1 µs of which is uncertain; the interrupt's jitter is 0.1 to 0.3 µs.
     */
    KERNEL("pulse stamped by the kernel", RefId.PPS, 1e-6, 0.3e-6, 1e-3),

    /**
     * A pulse on the carrier-detect line of a built-in serial port, stamped by the line discipline ({@code pps-ldisc}).
     * Level converter and interrupt together: gpsd's how-to gives ±1 µs on such ports and 5 µs leaves room for the
     * converter.
     */
    SERIAL_LINE("pulse on the serial port's carrier detect", RefId.PPS, 5e-6, 1e-6, 1e-3),

    /**
     * The same on a USB adapter, which looks at its lines once in a USB frame: ±1 ms on full-speed USB, the best that
     * may be assumed of an adapter that is not known.
     */
    USB_SERIAL_LINE("pulse on a USB adapter's carrier detect", RefId.PPS, 1e-3, 0.3e-3, 10e-3),

    /**
     * A GPIO's edge stamped by this program when it was told of it: the wake-up takes 20 to 100 µs, with a collection
     * of garbage many times that, and those pulses are not used.
     */
    USER_SPACE("pulse stamped by this program", RefId.PPS, 100e-6, 30e-6, 2e-3),

    /**
     * No pulse: the seconds begin a guessed time before the receiver's sentences. Receivers begin to speak 0 to 0.9 s
     * after the second (u-blox 0.06 to 0.15, MediaTek 0.35 to 0.51, SiRF up to 0.9); 0.15 s is what is assumed and 0.75 s
     * what that may be wrong by.
     */
    SENTENCE("the receiver's sentences alone", RefId.GPS, 0.75, 30e-3, 1);

    /** The sentences' delay that is assumed of a receiver that was not measured, seconds. */
    public static final double ASSUMED_SENTENCE_DELAY_SECONDS = 0.15;

    /** What remains of {@link #SENTENCE}'s systematic error where the delay was measured: how far it wanders. */
    public static final double MEASURED_SENTENCE_SECONDS = 0.1;

    private final String words;
    private final RefId refId;
    private final double systematicSeconds;
    private final double jitterSeconds;
    private final double limitSeconds;

    PulseKind(String words, RefId refId, double systematicSeconds, double jitterSeconds, double limitSeconds) {
        this.words = words;
        this.refId = refId;
        this.systematicSeconds = systematicSeconds;
        this.jitterSeconds = jitterSeconds;
        this.limitSeconds = limitSeconds;
    }

    /** The kind as it is written for people. */
    public String words() {
        return words;
    }

    /** Of a server that is synchronised to it: 1, a primary server, for every kind. */
    public int stratum() {
        return 1;
    }

    /** What clients are told the time comes from. */
    public RefId refId() {
        return refId;
    }

    /** What no statistics show, as long as nobody has measured it; seconds, part of every bound. */
    public double systematicSeconds() {
        return systematicSeconds;
    }

    /** What one mark scatters by, as a standard deviation; seconds, typical. */
    public double jitterSeconds() {
        return jitterSeconds;
    }

    /** The bound at which nothing is vouched for any more, unless the operator says otherwise; seconds. */
    public double limitSeconds() {
        return limitSeconds;
    }

    /** Whether the marks are edges of a line, so that one of them is worth more than all sentences. */
    public boolean isPulse() {
        return switch (this) {
            case KERNEL, SERIAL_LINE, USB_SERIAL_LINE, USER_SPACE -> true;
            case SENTENCE -> false;
        };
    }
}

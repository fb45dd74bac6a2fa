package org.timeball.refclock.time;

/**
 * The leap indicator: what the last minute of the current UTC day will hold.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5905#section-7.3">RFC 5905 §7.3</a>
 */
public enum Leap {
    /** 60 seconds, as usual. */
    NONE(0, "Normal"),
    /** 61 seconds. */
    INSERT(1, "Insert second"),
    /** 59 seconds. */
    DELETE(2, "Delete second"),
    /** The clock is not synchronised. */
    UNKNOWN(3, "Not synchronised");

    private final int bits;
    private final String words;

    Leap(int bits, String words) {
        this.bits = bits;
        this.words = words;
    }

    /** The two bits on the wire, 0 to 3. */
    public int bits() {
        return bits;
    }

    /** The indicator in chronyc's words. */
    public String words() {
        return words;
    }
}

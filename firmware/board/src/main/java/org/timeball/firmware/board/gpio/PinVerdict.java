package org.timeball.firmware.board.gpio;

/**
 * What a pin is held to carry.
 *
 * @param pin    its number on the chip (BCM)
 * @param kind   in one word
 * @param reason in a sentence for people
 */
public record PinVerdict(int pin, Kind kind, String reason) {

    /** What it can be. */
    public enum Kind {
        /** One pulse a second. */
        PULSE("pulse"),
        /** The kernel stamps it already: the best there is. */
        KERNEL("kernel"),
        /** Something else holds it, and it was not looked at. */
        HELD("held"),
        /** Something, but no pulse. */
        OTHER("other"),
        /** Nothing. */
        SILENT("silent");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        /** The kind as it is written for people. */
        public String words() {
            return words;
        }
    }

    /** Whether a receiver's pulse arrives here. */
    public boolean isFound() {
        return kind == Kind.PULSE || kind == Kind.KERNEL;
    }
}

package org.timeball.refclock.gnss;

/** What a sentence's own mode or quality field says about the solution behind it. */
public enum FixQuality {
    /** The sentence has no such field. */
    NOT_TOLD,
    /** No solution. */
    NONE,
    /** Dead reckoning, manual input or a simulator. */
    ESTIMATED,
    /** From satellites, with or without corrections. */
    GOOD;

    /** The quality an RMC mode letter stands for; an unknown letter is no solution. */
    static FixQuality ofMode(String letter) {
        return switch (letter) {
            case "" -> NOT_TOLD;
            case "A", "D", "P", "R", "F" -> GOOD;
            case "E", "M", "S" -> ESTIMATED;
            default -> NONE;
        };
    }

    /**
     * The quality that GNS tells by one mode letter for each constellation: one with a fix is enough, and one that
     * estimates makes no other's fix worse.
     */
    static FixQuality ofModes(String letters) {
        FixQuality best = NONE;
        for (int i = 0; i < letters.length(); i++) {
            FixQuality one = ofMode(letters.substring(i, i + 1));
            best = one.compareTo(best) > 0 ? one : best;
        }
        return best;
    }

    /** The quality a GGA digit stands for; 3 is the military service, and an unknown digit is no solution. */
    static FixQuality ofDigit(int digit) {
        return switch (digit) {
            case 1, 2, 3, 4, 5 -> GOOD;
            case 6, 7, 8 -> ESTIMATED;
            default -> NONE;
        };
    }
}

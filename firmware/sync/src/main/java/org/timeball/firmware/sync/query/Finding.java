package org.timeball.firmware.sync.query;

/**
 * One thing that a check has found out.
 *
 * @param grade how good that is
 * @param text  a sentence without its full stop; of what is wrong it says who can put it right
 */
record Finding(Grade grade, String text) {

    /** How good a finding is, from good to bad. */
    enum Grade {
        /** As it should be. */
        GOOD("✓", "ok"),
        /** Worth knowing; nothing is wrong. */
        NOTE("·", "--"),
        /** Works, but not as well as it could or not for long. */
        WARNING("!", "WARNING"),
        /** Does not work. */
        FAULT("✗", "FAULT");

        private final String sign;
        private final String word;

        Grade(String sign, String word) {
            this.sign = sign;
            this.word = word;
        }
    }

    static Finding good(String text) {
        return new Finding(Grade.GOOD, text);
    }

    static Finding note(String text) {
        return new Finding(Grade.NOTE, text);
    }

    static Finding warning(String text) {
        return new Finding(Grade.WARNING, text);
    }

    static Finding fault(String text) {
        return new Finding(Grade.FAULT, text);
    }

    /** @param hasSigns whether the terminal can show a tick; else words take their places */
    String line(boolean hasSigns) {
        return (hasSigns ? grade.sign : grade.word) + " " + text;
    }
}

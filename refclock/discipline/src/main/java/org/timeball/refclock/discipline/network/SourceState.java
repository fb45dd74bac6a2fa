package org.timeball.refclock.discipline.network;

/** What became of a source in the last selection, in chronyc's letters. */
public enum SourceState {
    /** The best of those that are right. */
    SELECTED("*"),
    /** Right, and its offset is part of the mean. */
    COMBINED("+"),
    /** Right, and left out of the mean. */
    NOT_COMBINED("-"),
    /** Wrong by the word of most others. */
    FALSE_TICKER("x"),
    /** Its offsets scatter too much. */
    TOO_VARIABLE("~"),
    /** Nothing can be made of it now. */
    UNUSABLE("?");

    private final String letter;

    SourceState(String letter) {
        this.letter = letter;
    }

    /** The letter that {@code chronyc sources} prints. */
    public String letter() {
        return letter;
    }

    /** Whether time is taken from it. */
    public boolean isUsed() {
        return this == SELECTED || this == COMBINED;
    }
}

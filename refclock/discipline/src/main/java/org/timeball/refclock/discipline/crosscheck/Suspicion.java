package org.timeball.refclock.discipline.crosscheck;

import java.util.Set;

/**
 * How far a receiver is to be trusted now.
 *
 * @param level        what follows from it
 * @param grounds      what is held against it, at any level above none
 * @param sentence     the gravest of it in words; empty when there is nothing
 * @param extraSeconds by how much more than is believed the clock may be off because of it, not negative
 */
public record Suspicion(Level level, Set<Ground> grounds, String sentence, double extraSeconds) {

    /** Nothing is held against the receiver. */
    public static final Suspicion NONE = new Suspicion(Level.NONE, Set.of(), "", 0);

    /** Copies the set. */
    public Suspicion {
        grounds = Set.copyOf(grounds);
    }

    /** What follows from a suspicion. */
    public enum Level {
        /** Nothing. */
        NONE("none"),
        /** Pulses are used; it is said, and the bound is wider. */
        WATCHED("watched"),
        /** Pulses are not used; the clock holds over. */
        SUSPECT("suspect");

        private final String words;

        Level(String words) {
            this.words = words;
        }

        /** The level as it is written for people. */
        public String words() {
            return words;
        }
    }

    /** Whether pulses are to be left alone. */
    public boolean isSuspect() {
        return level == Level.SUSPECT;
    }
}

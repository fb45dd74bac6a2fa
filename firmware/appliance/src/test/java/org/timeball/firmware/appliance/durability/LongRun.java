package org.timeball.firmware.appliance.durability;

import org.junit.jupiter.api.Assumptions;

/** Whether time is to be spent: the build runs the short form of what {@code ./timeball soak} runs in full. */
final class LongRun {

    private static final boolean WANTED = Boolean.getBoolean("timeball.long");

    private LongRun() {}

    /** Skips the calling test, visibly, in the short form. */
    static void isWanted() {
        Assumptions.assumeTrue(WANTED, "skipped: takes minutes, ./timeball soak runs it");
    }

    /** How long something is done. */
    static int seconds(int briefly, int atLength) {
        return WANTED ? atLength : briefly;
    }

    /**
     * A limit on how long or how much: the machine that builds does other things, too, and its figures say little; one that
     * soaks does nothing else.
     */
    static double limit(double briefly, double atLength) {
        return WANTED ? atLength : briefly;
    }

    /** For how long the soak test runs. */
    static int soakSeconds() {
        return WANTED ? 60 * Integer.getInteger("timeball.soak.minutes", 120) : 20;
    }
}

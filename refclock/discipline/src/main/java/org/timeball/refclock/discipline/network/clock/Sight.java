package org.timeball.refclock.discipline.network.clock;

/** What a look at the clock has shown. */
sealed interface Sight {

    /** It has gone on as it was told. */
    record Usual() implements Sight {}

    /** It was moved by nobody knows how much, as when the machine has slept. */
    record Lost() implements Sight {}

    /**
     * It was carried over a leap second.
     *
     * @param seconds by which it was moved, as UTC was: −1 where one was inserted
     */
    record Leapt(int seconds) implements Sight {}
}

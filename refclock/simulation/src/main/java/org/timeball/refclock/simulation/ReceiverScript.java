package org.timeball.refclock.simulation;

/** What a receiver says, second by second: made up, or recorded. */
public sealed interface ReceiverScript permits SimulatedReceiver, Recording {

    /**
     * The bytes of the burst that names a second.
     *
     * @param utcSecond since the Unix epoch
     * @return what goes over the line shortly after that second's pulse; empty where the receiver is silent
     */
    byte[] burst(long utcSecond);

    /**
     * Whether the receiver has nothing more to say, neither sentences nor pulses.
     *
     * @param utcSecond since the Unix epoch
     */
    boolean hasEndedBy(long utcSecond);
}

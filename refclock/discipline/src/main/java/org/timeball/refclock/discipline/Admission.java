package org.timeball.refclock.discipline;

/** What the gate says of an edge. */
sealed interface Admission {

    /** It steers nothing. */
    record Refused(JudgedPulse pulse) implements Admission {}

    /**
     * It is the pulse of a second.
     *
     * @param second       which, since the Unix epoch
     * @param clockNanos   when it came by the disciplined clock, the latency taken off
     * @param phaseSeconds that less the second, the receiver's sawtooth taken off: positive when our clock is ahead
     */
    record Admitted(long second, long clockNanos, double phaseSeconds) implements Admission {}
}

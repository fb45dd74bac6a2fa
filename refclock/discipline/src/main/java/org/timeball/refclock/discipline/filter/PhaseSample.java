package org.timeball.refclock.discipline.filter;

/**
 * A pulse as the filters meet it.
 *
 * @param second       its number, counted from the discipline's first
 * @param phaseSeconds our clock's stamp of it less the second it names, positive when our clock is ahead
 * @param movedSeconds how far our clock has been moved by commands and known changes since the discipline began
 */
record PhaseSample(long second, double phaseSeconds, double movedSeconds) {

    /** The phase as it would be if our clock ran free. */
    double freePhaseSeconds() {
        return phaseSeconds - movedSeconds;
    }
}

package org.timeball.refclock.discipline.filter;

import org.timeball.refclock.discipline.PulseVerdict;

/**
 * The discipline's answer to a pulse.
 *
 * @param verdict  whether it was used
 * @param steering what is to be done to the clock, used or not
 */
public record PulseDecision(PulseVerdict verdict, Steering steering) {}

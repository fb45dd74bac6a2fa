package org.timeball.server.control;

/**
 * One pulse, and what was done with it.
 *
 * @param utcSecond       the second it marks, since the Unix epoch; 0 when it could not be named
 * @param offsetSeconds   our clock against the pulse; positive = our clock is ahead
 * @param isUsed          whether it steered the clock
 * @param weight          how much it counted: 1 for an ordinary pulse, towards 0 for one rather far off; 0 when not used
 * @param verdict         {@code used}, or why it was not, in a sentence a person understands
 */
public record PulseRecord(long utcSecond, double offsetSeconds, boolean isUsed, double weight, String verdict) {}

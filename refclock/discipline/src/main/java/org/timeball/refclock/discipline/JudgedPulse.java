package org.timeball.refclock.discipline;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * One pulse, and what was done with it.
 *
 * @param rawNanos      its stamp on the machine's own clock
 * @param utcSecond     the second it marks, since the Unix epoch; empty when it could not be named
 * @param offsetSeconds that second less our clock's stamp of the pulse: positive when our clock was behind; empty when
 *     it could not be named
 * @param verdict       whether it was used, and why not
 */
public record JudgedPulse(long rawNanos, OptionalLong utcSecond, OptionalDouble offsetSeconds, PulseVerdict verdict) {}

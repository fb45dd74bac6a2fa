package org.timeball.refclock.gnss;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What a timing receiver says about the pulse to come (UBX-TIM-TP).
 *
 * @param utcSecond        the second that pulse will mark, since the Unix epoch; empty while the receiver's week or
 *     leap second count is not settled
 * @param sawtoothSeconds  quantisation error of that pulse as the receiver states it; empty when invalid
 * @param grid             what that pulse is aligned to
 * @param raim             whether the receiver checks its satellites against each other
 */
public record NextPulse(OptionalLong utcSecond, OptionalDouble sawtoothSeconds, PulseGrid grid, Raim raim) {

    /** A pulse on UTC's seconds, of a receiver that says nothing of its integrity. */
    public NextPulse(OptionalLong utcSecond, OptionalDouble sawtoothSeconds) {
        this(utcSecond, sawtoothSeconds, PulseGrid.UTC, Raim.UNKNOWN);
    }
}

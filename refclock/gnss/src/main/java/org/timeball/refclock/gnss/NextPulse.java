package org.timeball.refclock.gnss;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What a timing receiver says about the pulse to come (UBX-TIM-TP).
 *
 * @param utcSecond        the second that pulse will mark, since the Unix epoch; empty while the receiver's week or
 *     leap second count is not settled
 * @param sawtoothSeconds  quantisation error of that pulse as the receiver states it; empty when invalid
 */
public record NextPulse(OptionalLong utcSecond, OptionalDouble sawtoothSeconds) {}

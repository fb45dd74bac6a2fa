package org.timeball.server.control;

/**
 * A timing receiver's quantisation error (UBX-TIM-TP, qErr).
 *
 * @param isTold           the receiver states it
 * @param sign             1 or −1: which way a positive figure moves a stamp, learned; 0 while it is not known and nothing
 *     is corrected
 * @param slope            share of it that shows in the stamps; of no meaning while the sign is 0
 * @param slopeDeviation   one standard deviation of that; NaN before there is any
 * @param corrected        pulses corrected since start
 */
public record SawtoothStats(boolean isTold, int sign, double slope, double slopeDeviation, long corrected) {}

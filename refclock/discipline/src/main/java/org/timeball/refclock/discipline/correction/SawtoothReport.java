package org.timeball.refclock.discipline.correction;

/**
 * What has been learned of a receiver's sawtooth.
 *
 * @param isTold    the receiver has stated the quantisation error of a pulse
 * @param sign      by which it is subtracted: 1 when a positive statement makes a stamp late, −1 when early, 0 while
 *     that is not known and nothing is corrected
 * @param slope     how much of what is stated shows in the stamps; near 1 or −1, or of no meaning yet
 * @param deviation one standard deviation of the slope; infinite before there is one
 * @param corrected pulses that were corrected, since start
 */
public record SawtoothReport(boolean isTold, int sign, double slope, double deviation, long corrected) {

    /** Of a receiver that states nothing. */
    public static final SawtoothReport UNTOLD = new SawtoothReport(false, 0, 0, Double.POSITIVE_INFINITY, 0);
}

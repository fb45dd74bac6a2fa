package org.timeball.refclock.gnss;

import java.util.OptionalInt;

/**
 * One radio path of a receiver, as it supervises itself.
 *
 * @param antenna          as the supervisor sees it
 * @param jamming          as the detector sees it
 * @param noiseLevel       the receiver's own measure, 0 to 65,535
 * @param gainCount        of the automatic gain control, 0 to 8,191; falls when something strong comes in
 * @param jammingIndicator of a continuous wave, 0 (none) to 255 (strong); empty where the layout has none
 */
public record RadioState(
        AntennaState antenna, Jamming jamming, int noiseLevel, int gainCount, OptionalInt jammingIndicator) {}

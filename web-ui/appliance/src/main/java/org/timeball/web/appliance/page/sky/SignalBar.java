package org.timeball.web.appliance.page.sky;

import java.util.Comparator;
import java.util.List;
import org.timeball.server.control.Receiver.SatelliteInView;
import org.timeball.web.appliance.page.Family;

/**
 * How strong one satellite is received.
 *
 * @param name       such as {@code GPS 12}
 * @param family     the constellation's name in the style sheet
 * @param signalDbHz carrier to noise density, which is the bar's length
 * @param isUsed     filled, not hollow
 */
public record SignalBar(String name, String family, int signalDbHz, boolean isUsed) {

    /** Signals are not stronger. */
    public static final int LONGEST_DB_HZ = 56;

    /** Of those that are received, by constellation. */
    static List<SignalBar> of(List<SatelliteInView> satellites) {
        return satellites.stream()
                .filter(satellite -> satellite.signalDbHz() > 0)
                .sorted(Comparator.comparing((SatelliteInView satellite) -> Family.of(satellite.constellation()))
                        .thenComparingInt(SatelliteInView::number))
                .map(satellite -> new SignalBar(
                        satellite.constellation() + " " + satellite.number(),
                        Family.of(satellite.constellation()).key(),
                        Math.min(LONGEST_DB_HZ, satellite.signalDbHz()),
                        satellite.isUsed()))
                .toList();
    }
}

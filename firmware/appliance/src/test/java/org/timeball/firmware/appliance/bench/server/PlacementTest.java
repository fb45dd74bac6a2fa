package org.timeball.firmware.appliance.bench.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Where servers and load run. */
class PlacementTest {

    @Test
    void readsTheKernelsSetsOfCores() {
        assertEquals(List.of(0, 1), Placement.cores("0-1"));
        assertEquals(List.of(3), Placement.cores("3"));
        assertEquals(List.of(0, 2, 3, 4, 8), Placement.cores("0,2-4,8"));
    }

    @Test
    void pinsTheServerAndTheLoadApart() {
        var placement = new Placement(2, 5, true);
        assertEquals(List.of("taskset", "-c", "2", "chrt", "-f", "10"), placement.ofServer());
        assertEquals(List.of("taskset", "-c", "5", "chrt", "-f", "10"), placement.ofLoader());
        assertEquals(List.of("taskset", "-c", "5"), new Placement(2, 5, false).ofLoader());
    }
}

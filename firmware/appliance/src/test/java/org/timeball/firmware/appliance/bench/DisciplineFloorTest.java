package org.timeball.firmware.appliance.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The floor under the discipline, on the traces and beside the figures it was set on; the bench runs all 16 cells. */
@Execution(ExecutionMode.CONCURRENT)
class DisciplineFloorTest {

    /**
     * A cell and its limits.
     *
     * @param share     RMS as a share of chrony's best
     * @param deviation Allan deviation at one second
     * @param settledAt the second from which on the error stays below 1 µs
     */
    record Floor(String name, double share, double deviation, int settledAt) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Floor> FLOORS = List.of(
            new Floor("calm pi5", 0.77, 2.2e-9, 5),
            new Floor("pi pi4", 0.80, 3.7e-9, 5),
            new Floor("pi dirty", 0.60, 3.7e-9, 10),
            new Floor("rough pi4", 0.87, 4.1e-9, 5),
            new Floor("load pi5", 0.84, 3.7e-9, 5));

    @ParameterizedTest
    @FieldSource("FLOORS")
    void isNearerThanChronyAtItsBest(Floor floor) throws TraceException {
        var traces = SharedTraces.besideUs();
        if (traces.isEmpty()) {
            Assumptions.abort("skipped: ../shared/traces is not here");
        }
        var cell = SharedTraces.cells(traces.orElseThrow()).stream()
                .filter(one -> one.name().equals(floor.name))
                .findFirst()
                .orElseThrow();
        var result = DisciplineRun.measure(cell);
        var chrony = result.chrony().orElseThrow();

        assertEquals(90_000, result.settled().length());
        assertTrue(result.rmsNanos() <= floor.share * chrony.bestNanos(), () -> "rms " + result.rmsNanos() + " ns");
        assertTrue(result.maxNanos() <= chrony.maxNanos(), () -> "max " + result.maxNanos() + " ns");
        assertTrue(result.settled().allanDeviation(1) <= floor.deviation, () -> "ADEV(1 s) of " + floor);
        assertTrue(result.settledAt().orElseThrow() <= floor.settledAt, () -> "settled at " + result.settledAt());
    }
}

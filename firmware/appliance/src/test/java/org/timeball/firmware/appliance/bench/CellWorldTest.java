package org.timeball.firmware.appliance.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.timeball.refclock.discipline.ReferenceClock;

/** The whole reference clock over a cell is what the tables, which run the discipline alone, say of it. */
class CellWorldTest {

    private static final int SECONDS = 15_000;
    private static final List<Cell> GENERATED = GeneratedTraces.cells();

    private static CellWorld world(Cell cell) {
        return CellWorld.of(cell, CellWorld.USUAL_SYSTEMATIC_SECONDS, ReferenceClock::onPulse);
    }

    static final List<String> CELLS = List.of("calm pi5", "pi pi4", "load dirty");

    @ParameterizedTest
    @FieldSource("CELLS")
    void isAsNearToUtcAsTheDisciplineAlone(String name) {
        var cell = HardTable.cell(GENERATED, name);
        var world = world(cell);
        double[] errors = new double[SECONDS];
        while (world.second() < SECONDS) {
            errors[world.second()] = world.errorSeconds();
            world.passSecond(() -> {});
        }
        var whole = ErrorFigures.settled(errors);
        var alone = ErrorFigures.settled(DisturbedLoop.of(cell).run(SECONDS));
        assertEquals(alone.rmsNanos(), whole.rmsNanos(), 0.3);
        assertEquals(alone.maxNanos(), whole.maxNanos(), 5);
    }

    @Test
    void vouchesForTimeWithinSecondsAndLooksFiveTimesInEach() {
        var world = world(GENERATED.getFirst());
        int[] looks = new int[1];
        assertFalse(world.isVouchedFor());
        while (world.second() < 20) {
            world.passSecond(() -> looks[0]++);
        }
        assertTrue(world.isVouchedFor() && world.isUsed());
        assertTrue(Math.abs(world.servedErrorSeconds()) < world.boundSeconds());
        assertEquals(20 * 5, looks[0]);
    }
}

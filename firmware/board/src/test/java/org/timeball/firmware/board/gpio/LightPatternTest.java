package org.timeball.firmware.board.gpio;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.timeball.refclock.time.ClockState;

class LightPatternTest {

    private static final long MILLI = 1_000_000L;

    /** One row for each state: lit for so many of 2,000 milliseconds, in so many flashes. */
    @ParameterizedTest
    @CsvSource({"STARTING,100,1", "ACQUIRING,1000,2", "LOCKED,2000,0", "HOLDOVER,1800,1", "UNSYNCHRONISED,1000,10"})
    void showsEveryState(ClockState state, int litMillis, int flashes) {
        var pattern = LightPattern.of(state);
        assertEquals(
                litMillis,
                IntStream.range(0, 2_000)
                        .filter(millis -> pattern.isLit(millis * MILLI))
                        .count());
        assertEquals(
                flashes,
                IntStream.range(0, 2_000)
                        .filter(millis -> pattern.isLit(millis * MILLI) && !pattern.isLit((millis - 1) * MILLI))
                        .count());
    }

    @Test
    void showsNoTwoStatesAlike() {
        var patterns = new EnumMap<ClockState, LightPattern>(ClockState.class);
        for (var state : ClockState.values()) {
            patterns.put(state, LightPattern.of(state));
        }
        assertEquals(ClockState.values().length, new HashSet<>(patterns.values()).size());
    }
}

package org.timeball.web.appliance.page.sky;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.timeball.refclock.time.ClockState;
import org.timeball.server.control.Receiver.SatelliteInView;
import org.timeball.server.control.Status;
import org.timeball.web.appliance.page.Statuses;

class SkyMemoryTest {

    private static Status at(long seconds, SatelliteInView... satellites) {
        return Statuses.at(
                Statuses.NOW.plusSeconds(seconds),
                ClockState.LOCKED,
                "Fine.",
                1e-6,
                Statuses.receiver(List.of(satellites)));
    }

    private static SatelliteInView gps(int number, int elevation, int azimuth, int signal) {
        return new SatelliteInView("GPS", number, elevation, azimuth, signal, true);
    }

    @Test
    void looksEveryTwoMinutes() {
        var memory = new SkyMemory();
        for (int second = 0; second < 1_200; second++) {
            memory.add(at(second, gps(7, 45, 90, 40)));
        }

        assertEquals(1, memory.paths().size());
        assertEquals(11, memory.paths().getFirst().sights().size(), "ten steps, and the one in which it began");
    }

    @Test
    void forgetsWhatIsADayOld() {
        var memory = new SkyMemory();
        memory.add(at(0, gps(7, 45, 90, 40)));
        memory.add(at(SkyMemory.DAY_SECONDS + 130, gps(8, 45, 90, 40)));

        assertEquals(List.of(8), memory.paths().stream().map(Path::number).toList());
        assertTrue(memory.spanSeconds() <= SkyMemory.DAY_SECONDS + SkyMemory.STEP_SECONDS);
    }

    /** A recording that begins again, or a receiver that lied about the date. */
    @Test
    void beginsAnewWhenTimeGoesBack() {
        var memory = new SkyMemory();
        memory.add(at(0, gps(7, 45, 90, 40)));
        memory.add(at(-86_400, gps(8, 45, 90, 40)));

        assertEquals(List.of(8), memory.paths().stream().map(Path::number).toList());
        assertTrue(memory.spanSeconds() <= SkyMemory.STEP_SECONDS);
    }

    @Test
    void remembersNothingOfWhatHasNoPlace() {
        var memory = new SkyMemory();
        memory.add(at(0, gps(7, -91, -1, 40)));

        assertTrue(memory.paths().isEmpty());
        assertEquals(0, new SkyMemory().spanSeconds());
    }

    /** A satellite that was out of sight for hours comes back elsewhere. */
    @Test
    void drawsNoLineThroughAGap() {
        var memory = new SkyMemory();
        for (int minute : new int[] {0, 2, 4, 300, 302}) {
            memory.add(at(60L * minute, gps(7, 30 + minute / 10, 90, 40)));
        }

        var outline = Trails.of(memory.paths()).getFirst().outline();

        assertEquals(2, Pattern.compile("M").matcher(outline).results().count(), outline);
        assertEquals(3, Pattern.compile("L").matcher(outline).results().count(), outline);
    }
}

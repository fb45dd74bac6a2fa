package org.timeball.web.appliance.page.sky;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ObstructionMapTest {

    /** All around at 35° with 42 dB-Hz, but for a house in the east that takes {@code loss} dB. */
    private static ObstructionMap.Cell eastern(int loss) {
        var sights = new ArrayList<Sight>();
        for (int azimuth = 0; azimuth < 360; azimuth++) {
            boolean isBehindHouse = azimuth >= 90 && azimuth < 105;
            sights.add(new Sight(azimuth, 35, azimuth, isBehindHouse ? 42 - loss : 42));
        }
        var cells = ObstructionMap.of(List.of(new Path("GPS", 7, sights))).cells();
        assertEquals(ObstructionMap.AZIMUTHS, cells.size());
        assertEquals(
                ObstructionMap.AZIMUTHS - (loss >= 3 ? 1 : 0),
                cells.stream().filter(cell -> cell.grade() == 0).count());
        return cells.stream()
                .filter(cell -> cell.title().startsWith("90°"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void gradesWhatIsWeakerThanItsRing() {
        assertEquals(0, eastern(2).grade());
        assertEquals(1, eastern(3).grade());
        assertEquals(2, eastern(8).grade());
        assertEquals(3, eastern(12).grade());
        assertEquals(4, eastern(42).grade(), "not received at all");
    }

    @Test
    void saysWhereAndByHowMuch() {
        assertEquals(
                "90° to 105° from north, 30° to 40° high: −8.0\u00a0dB",
                eastern(8).title());
    }

    @Test
    void saysNothingOfWhatWasHardlySeen() {
        var few = List.of(new Sight(0, 90, 0, 40), new Sight(120, -3, 359, 0));

        assertTrue(ObstructionMap.of(List.of(new Path("GPS", 7, few))).cells().isEmpty());
    }
}

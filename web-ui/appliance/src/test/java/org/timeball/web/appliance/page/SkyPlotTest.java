package org.timeball.web.appliance.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.timeball.server.control.Receiver.SatelliteInView;

class SkyPlotTest {

    record Place(String name, int elevation, int azimuth, double x, double y) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Place> PLACES = List.of(
            new Place("zenith", 90, 0, 120, 120),
            new Place("north on the horizon is up", 0, 0, 120, 20),
            new Place("east is right", 0, 90, 220, 120),
            new Place("south is down", 0, 180, 120, 220),
            new Place("west is left", 0, 270, 20, 120),
            new Place("half way up in the south-east", 45, 135, 120 + 50 * Math.sqrt(0.5), 120 + 50 * Math.sqrt(0.5)),
            new Place(
                    "a third of the way up, just west of north",
                    30,
                    359,
                    120 - 66.667 * 0.017452,
                    120 - 66.667 * 0.999848),
            new Place("below the horizon is on it", -4, 90, 220, 120));

    @ParameterizedTest
    @FieldSource("PLACES")
    void putsASatelliteWhereItStands(Place place) {
        var mark = SkyPlot.of(List.of(satellite("GPS", 1, place.elevation, place.azimuth, 40, true)), 1)
                .marks()
                .getFirst();

        assertEquals(place.x, mark.x(), 0.01);
        assertEquals(place.y, mark.y(), 0.01);
    }

    static final List<SatelliteInView> PLACELESS = List.of(
            satellite("GPS", 1, -91, 100, 40, true),
            satellite("GPS", 1, 45, -1, 40, true),
            satellite("GPS", 1, 45, 360, 40, true),
            satellite("GPS", 1, 91, 10, 40, true),
            satellite("GPS", 1, Integer.MIN_VALUE, Integer.MAX_VALUE, 40, true));

    @ParameterizedTest
    @FieldSource("PLACELESS")
    void countsASatelliteWithoutAPlaceButDoesNotDrawIt(SatelliteInView satellite) {
        var plot = SkyPlot.of(List.of(satellite), 1);

        assertTrue(plot.marks().isEmpty());
        assertEquals("–", plot.rows().getFirst().azimuth());
        assertEquals("1 of 1 used.", plot.caption());
    }

    @Test
    void givesEachOfTheFourLargeConstellationsItsOwnShape() {
        var outlines = SkyPlot.of(
                        List.of("GPS", "Galileo", "GLONASS", "BeiDou").stream()
                                .map(family -> satellite(family, 3, 60, 45, 40, true))
                                .toList(),
                        4)
                .marks()
                .stream()
                .map(SkyPlot.Mark::outline)
                .distinct()
                .count();

        assertEquals(4, outlines);
    }

    @Test
    void drawsAStrongSignalLargerAndAnUnusedOneHollow() {
        var plot =
                SkyPlot.of(List.of(satellite("GPS", 1, 60, 45, 50, true), satellite("GPS", 2, 60, 45, 20, false)), 1);

        assertNotEquals(plot.marks().get(0).outline(), plot.marks().get(1).outline());
        assertTrue(plot.marks().get(0).isUsed());
        assertFalse(plot.marks().get(1).isUsed());
    }

    @Test
    void saysASatelliteInWords() {
        var plot = SkyPlot.of(List.of(satellite("Galileo", 12, 45, 120, 41, true)), 1);

        assertEquals(
                "Galileo 12, elevation 45°, azimuth 120°, 41\u00a0dB-Hz, used",
                plot.marks().getFirst().title());
    }

    @Test
    void saysSoWhenTheSkyIsEmptyOrOnlyCounted() {
        assertEquals("No satellites in view.", SkyPlot.of(List.of(), 0).caption());
        assertEquals(
                "8 used; the receiver does not say which.",
                SkyPlot.of(List.of(), 8).caption());
    }

    @Test
    void keepsAnUnknownConstellation() {
        var plot = SkyPlot.of(List.of(satellite("Sputnik", 1, 10, 10, 30, false)), 0);

        assertEquals("unknown", plot.legend().getFirst().name());
        assertEquals("Sputnik 1", plot.rows().getFirst().name());
    }

    private static SatelliteInView satellite(
            String family, int number, int elevation, int azimuth, int signal, boolean isUsed) {
        return new SatelliteInView(family, number, elevation, azimuth, signal, isUsed);
    }
}

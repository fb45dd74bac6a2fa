package org.timeball.refclock.discipline.crosscheck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.timeball.refclock.discipline.crosscheck.ConstellationWatch.Apart;
import org.timeball.refclock.gnss.Constellation;
import org.timeball.refclock.gnss.Satellite;

class ConstellationWatchTest {

    private static final double LIGHT = 299_792_458;

    /** What is in view, and which family stands apart. */
    record Row(String name, List<Satellite> sky, Optional<Apart> apart) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Row> ROWS = List.of(
            new Row("nothing in view", List.of(), Optional.empty()),
            new Row("one family", family(Constellation.GPS, 9, 90), Optional.empty()),
            new Row(
                    "two that agree",
                    both(family(Constellation.GPS, 6, 4), family(Constellation.GLONASS, 5, -20)),
                    Optional.empty()),
            new Row(
                    "one of two by 45 m",
                    both(family(Constellation.GPS, 6, 0), family(Constellation.GLONASS, 5, -45)),
                    Optional.of(new Apart(Constellation.GPS, 45 / LIGHT))),
            new Row(
                    "one of three by 60 m",
                    both(
                            both(family(Constellation.GPS, 5, 0), family(Constellation.GALILEO, 4, 60)),
                            family(Constellation.BEIDOU, 5, 2)),
                    Optional.of(new Apart(Constellation.GALILEO, 59 / LIGHT))),
            new Row(
                    "two satellites are no family",
                    both(family(Constellation.GPS, 6, 0), family(Constellation.BEIDOU, 2, 500)),
                    Optional.empty()));

    @ParameterizedTest
    @FieldSource("ROWS")
    void findsTheFamilyThatStandsApart(Row row) {
        var watch = new ConstellationWatch();
        watch.hear(row.sky);
        watch.hear(row.sky);
        assertTrue(watch.apart().isEmpty(), "the same list told twice is one word");
        watch.hear(both(row.sky, List.of(satellite(Constellation.UNKNOWN, 1, 0, false))));
        assertEquals(row.apart.map(Apart::family), watch.apart().map(Apart::family));
        assertEquals(
                row.apart.map(Apart::distanceSeconds).orElse(0.0),
                watch.apart().map(Apart::distanceSeconds).orElse(0.0),
                4 / LIGHT);
    }

    /** Five metres of scatter in a thousand skies, one satellite in ten of them wild. */
    @Test
    void isNotTakenInByScatter() {
        var random = new Random(17);
        var watch = new ConstellationWatch();
        for (int i = 0; i < 1_000; i++) {
            var sky = new ArrayList<Satellite>();
            for (var one : both(family(Constellation.GPS, 9, 0), family(Constellation.GALILEO, 8, 0))) {
                double scatter = random.nextInt(10) == 0 ? 100 : 5;
                sky.add(satellite(one.constellation(), one.number(), random.nextGaussian() * scatter, true));
            }
            watch.hear(sky);
            assertTrue(watch.apart().isEmpty(), () -> "found " + watch.apart());
        }
    }

    private static List<Satellite> family(Constellation family, int count, double metres) {
        var satellites = new ArrayList<Satellite>();
        for (int number = 1; number <= count; number++) {
            satellites.add(satellite(family, number, metres, true));
        }
        return satellites;
    }

    private static List<Satellite> both(List<Satellite> some, List<Satellite> others) {
        var all = new ArrayList<>(some);
        all.addAll(others);
        return List.copyOf(all);
    }

    private static Satellite satellite(Constellation family, int number, double metres, boolean isUsed) {
        return new Satellite(family, number, 45, 90, 40, isUsed, OptionalDouble.of(metres));
    }
}

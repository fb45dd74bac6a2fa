package org.timeball.refclock.discipline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.timeball.refclock.time.ClockState.HOLDOVER;
import static org.timeball.refclock.time.ClockState.LOCKED;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.timeball.refclock.discipline.PulseVerdict.NotUsed;
import org.timeball.refclock.discipline.crosscheck.Ground;
import org.timeball.refclock.discipline.crosscheck.Suspicion;
import org.timeball.refclock.discipline.crosscheck.Suspicion.Level;
import org.timeball.refclock.gnss.Constellation;
import org.timeball.refclock.gnss.PulseGrid;
import org.timeball.refclock.gnss.Raim;
import org.timeball.refclock.gnss.Satellite;

/** What a timing receiver says of its pulses and of its satellites, and what follows. */
class ReceiverWordTest {

    /** A pulse that is not on UTC's seconds, and what is said of it. */
    record Grid(PulseGrid grid, String reason, String sentence) {}

    static final List<Grid> GRIDS = List.of(
            new Grid(
                    PulseGrid.GNSS,
                    "not on UTC",
                    "the receiver aligns its pulses to its satellites' time and not to UTC; its time grid must be UTC"),
            new Grid(
                    PulseGrid.UTC_UNAVAILABLE,
                    "UTC not available",
                    "the receiver does not know yet how UTC stands to its satellites' time"));

    @ParameterizedTest
    @FieldSource("GRIDS")
    void pulsesThatAreNotOnUtcAreHeldOver(Grid row) {
        var rig = ReceiverFaultsTest.rig(Script.PLAIN.witness());
        rig.grid = k -> k >= 600 && k < 700 ? row.grid : PulseGrid.UTC;
        rig.runUntilSecond(690);
        var report = rig.referenceClock.report();
        assertEquals(HOLDOVER, report.state());
        assertTrue(report.reason().contains(row.sentence), report::reason);
        var last = rig.referenceClock.recentPulses().getLast().verdict();
        assertEquals(row.sentence, last instanceof NotUsed(var _, var sentence) ? sentence : "used");
        assertEquals(90, report.notUsed().get(row.reason));
        rig.runUntilSecond(760);
        assertEquals(LOCKED, rig.lastLook().state());
    }

    @Test
    void aReceiverThatStopsCheckingItsSatellitesIsWatched() {
        var rig = ReceiverFaultsTest.rig(Script.PLAIN.witness());
        rig.raim = k -> k < 600 ? Raim.ACTIVE : Raim.INACTIVE;
        rig.runUntilSecond(599);
        assertEquals(Suspicion.NONE, rig.referenceClock.report().suspicion());
        rig.runUntilSecond(610);
        var suspicion = rig.referenceClock.report().suspicion();
        assertEquals(Level.WATCHED, suspicion.level());
        assertTrue(suspicion.sentence().contains("RAIM"), suspicion::sentence);
        assertEquals(LOCKED, rig.lastLook().state());
        assertTrue(rig.lastLook().boundSeconds() > 1e-6);
    }

    @Test
    void oneThatNeverCheckedThemIsNoNews() {
        var rig = ReceiverFaultsTest.rig(Script.PLAIN.witness());
        rig.raim = k -> Raim.INACTIVE;
        rig.runUntilSecond(610);
        assertEquals(Suspicion.NONE, rig.referenceClock.report().suspicion());
    }

    /** How far one family of satellites is off the other, and what is thought of it. */
    record Families(double metres, Level level) {}

    static final List<Families> FAMILIES =
            List.of(new Families(15, Level.NONE), new Families(36, Level.WATCHED), new Families(400, Level.SUSPECT));

    /** A hundred nanoseconds are 30 m. */
    @ParameterizedTest
    @FieldSource("FAMILIES")
    void g14OneConstellationThatDisagreesIsSaid(Families row) {
        var rig = ReceiverFaultsTest.rig(Script.PLAIN);
        rig.satellites = k -> sky(k, k >= 600 && k < 700 ? row.metres : 0);
        rig.runUntilSecond(650);
        var suspicion = rig.referenceClock.report().suspicion();
        assertEquals(row.level, suspicion.level(), suspicion::toString);
        assertEquals(row.level != Level.NONE, suspicion.grounds().contains(Ground.CONSTELLATION));
        assertEquals(
                row.level == Level.SUSPECT ? HOLDOVER : LOCKED, rig.lastLook().state());
        rig.runUntilSecond(900);
        assertEquals(Suspicion.NONE, rig.referenceClock.report().suspicion());
        assertEquals(LOCKED, rig.lastLook().state());
    }

    /** A new list every ten seconds; eight satellites of GPS, and five of GLONASS that are so much farther away. */
    private static List<Satellite> sky(int second, double metres) {
        var satellites = new ArrayList<Satellite>();
        for (int number = 1; number <= 8; number++) {
            satellites.add(satellite(Constellation.GPS, number, second / 10 % 3 + number % 2));
        }
        for (int number = 1; number <= 5; number++) {
            satellites.add(satellite(Constellation.GLONASS, number, second / 10 % 3 + metres));
        }
        return satellites;
    }

    private static Satellite satellite(Constellation family, int number, double residualMetres) {
        return new Satellite(family, number, 45, 90, 40, true, OptionalDouble.of(residualMetres));
    }
}

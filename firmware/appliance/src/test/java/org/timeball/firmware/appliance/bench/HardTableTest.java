package org.timeball.firmware.appliance.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.timeball.refclock.discipline.filter.Discipline;

/** The bench's tables in short form, on generated traces, each against what it is to show. */
@Isolated("it looks at the heap, which is one for all that run")
class HardTableTest {

    private static final int SECONDS = 30_000;
    private static final List<Cell> CELLS = GeneratedTraces.cells();

    @Test
    void startsAreOverWithinSeconds() {
        var table = StartTrial.measure(CELLS, 100);
        assertTrue(table.figure("pi pi4", "p99_s") <= 5, table::text);
        assertTrue(table.figure("pi dirty", "p99_s") <= 10, table::text);
    }

    @Test
    void otherShapesBreakNothing() {
        var table = ShapeTrial.shapes(SECONDS);
        assertEquals(9, table.rows().size());
        for (var row : table.rows()) {
            // No more than what a quarter of a Pi 4's scatter makes possible, which is what chrony leaves of these at
            // best.
            assertTrue(table.figure(row.label(), "rms_ns") < 110, table::text);
            assertTrue(table.figure(row.label(), "max_ns") < 900, table::text);
            assertTrue(Math.abs(table.figure(row.label(), "mean_ns")) < 15, table::text);
            assertTrue(table.figure(row.label(), "settle_s") < 30, table::text);
        }
        assertTrue(table.figure("ocxo bimodal", "rms_ns") < 20, table::text);
    }

    @Test
    void driftThatIsKnownBringsSomethingWhereThereIsSome() {
        var cells =
                CELLS.stream().filter(cell -> cell.noise().name().equals("pi4")).toList();
        var table = ShapeTrial.drift(cells, SECONDS);
        assertTrue(table.figure("pi pi4", "rms3/rms2") < 0.97, table::text);
        for (var row : table.rows()) {
            assertTrue(table.figure(row.label(), "rms3/rms2") < 1.005, table::text);
        }
    }

    /** The most that a figure may be; the first bursts, not yet known as such, are in it. */
    record Limit(String row, String column, double most) {}

    static final List<Limit> BURSTS = List.of(
            new Limit("2 s every 300 s, 2 us late", "rms/quiet", 1.5),
            new Limit("4 s every 300 s, 2 us late", "rms/quiet", 2.5),
            new Limit("4 s every 100 s, 2 us late", "rms/quiet", 2.5),
            new Limit("4 s every 300 s, 10 us late", "rms/quiet", 5),
            new Limit("wanders by 100 ns, over 2 s", "rms/quiet", 1.4),
            new Limit("wanders by 100 ns, over 20 s", "rms/quiet", 2.5));

    @Test
    void burstsThatAreKnownAreSatOut() {
        var table = BurstTrial.bursts(CELLS, SECONDS);
        for (var limit : BURSTS) {
            assertTrue(table.figure(limit.row, limit.column) < limit.most, () -> limit + "\n" + table.text());
        }
    }

    @Test
    void aWitnessTellsABurstFromAStep() {
        var table = BurstTrial.witness(CELLS, 20_000);
        double quiet = table.figure("nothing happens", "rms_ns");
        assertTrue(table.figure("burst, nobody to ask", "max_ns") > 3_000, table::text);
        assertTrue(table.figure("burst, witness to 0.5 us", "max_ns") < 600, table::text);
        assertTrue(table.figure("burst, witness to 0.5 us", "rms_ns") < 1.5 * quiet, table::text);
        assertTrue(table.figure("step, witness to 0.5 us", "above_1us_s") < 20, table::text);
        assertEquals(
                table.figure("burst, nobody to ask", "rms_ns"),
                table.figure("burst, witness to 2 us: too blunt", "rms_ns"),
                1e-9);
    }

    @Test
    void theReceiversWordTakesTheSawtoothOff() {
        var table = LineTrial.sawtooth(CELLS, 15_000);
        for (var row : table.rows()) {
            assertTrue(table.figure(row.label(), "qerr/none") < 1.01, table::text);
            assertTrue(table.figure(row.label(), "raw_ns") > 0.99 * table.figure(row.label(), "qerr_ns"), table::text);
        }
        assertTrue(table.figure("calm pi5, 125 ns", "raw/none") > 1.03, table::text);
    }

    @Test
    void aLateCommandCostsNothingWhenItIsKnownToBeLate() {
        var table = LineTrial.late(CELLS, 15_000);
        for (var row : table.rows()) {
            assertTrue(table.figure(row.label(), "50ms/at_once") < 1.02, table::text);
            assertTrue(table.figure(row.label(), "300ms/at_once") < 1.15, table::text);
        }
    }

    @Test
    void rampsStayUnderTwoMicroseconds() {
        var table = RampTrial.measure(CELLS, SECONDS);
        for (var row : table.rows()) {
            assertTrue(table.figure(row.label(), "max_ns") < 2_000, table::text);
        }
    }

    static final List<String> FORGOTTEN = List.of(
            "1 % missing",
            "receiver steps by 300 ns",
            "wrong edge, 1 in 100",
            "wrong edge for 60 s",
            "2 % wild",
            "20 % wild for 2000 s");

    private static final List<String> DISTURBED = List.of("pi pi4", "pi dirty", "rough pi5");

    @Test
    void disturbancesAreForgottenWithinTwoThousandSeconds() {
        var cells =
                CELLS.stream().filter(cell -> DISTURBED.contains(cell.name())).toList();
        var table = DisturbanceTrial.measure(cells, SECONDS);
        for (var row : FORGOTTEN) {
            assertTrue(table.figure(row, "worst") < 1.05, table::text);
        }
        double missing = table.figure("20 % missing that last", "worst");
        assertTrue(table.figure("20 % wild that last", "worst") < 1.03 * missing, table::text);
    }

    /** What is kept does not grow; what is thrown away, most of it by learning every 256 pulses, does not either. */
    @Test
    void aMonthOfPulsesIsNoLargerThanADay() {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        var discipline = new Discipline(0, 0);
        long[] allocated = new long[3];
        for (int i = 0; i < allocated.length; i++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int k = 0; k < 60_000; k++) {
                discipline.onPulse(200e-9 * Math.sin(k * k), 0);
                discipline.learn();
            }
            allocated[i] = threads.getCurrentThreadAllocatedBytes() - before;
        }
        assertEquals(allocated[1], allocated[2], 0.02 * allocated[1]);
        assertTrue(allocated[2] / 60_000 < 2_048, () -> allocated[2] / 60_000 + " octets a pulse");
        var table = MemoryTrial.measure(List.of(), 120_000);
        double grown = table.figure("at last", "used_KiB") - table.figure("at first", "used_KiB");
        assertTrue(grown < 512, table::text);
        assertTrue(table.figure("at last", "cpu_us") > 0, table::text);
    }
}

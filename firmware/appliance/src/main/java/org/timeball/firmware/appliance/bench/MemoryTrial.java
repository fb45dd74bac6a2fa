package org.timeball.firmware.appliance.bench;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Months of pulses: whether the reference clock grows, and what a pulse costs. */
final class MemoryTrial {

    /** By then everything that fills up has filled up, and everything that is compiled has been. */
    private static final int SETTLED_PULSES = 50_000;

    private static final double MISSING = 1e-3;
    private static final double JITTER = 250e-9;
    private static final double WALK = 1e-10;

    private MemoryTrial() {}

    static FigureTable measure(List<Cell> cells, int pulses) {
        var cost = new PulseCost();
        var world = world(cost);
        pass(world, SETTLED_PULSES);
        long before = usedOctets();
        List<FigureTable.Row> rows = new ArrayList<>();
        rows.add(FigureTable.Row.of("at first", (double) SETTLED_PULSES, before / 1024.0, Double.NaN));
        cost.forget();
        pass(world, pulses);
        rows.add(FigureTable.Row.of("at last", (double) pulses, usedOctets() / 1024.0, cost.micros()));
        // the world is not to be collected before the last look
        pass(world, pulses + 1);
        return new FigureTable(
                HardTable.MEMORY.label(),
                "The whole reference clock: memory in use after a collection, traces included (" + cells.size()
                        + " cells are loaded),\nand processor time of a pulse.",
                List.of("pulses", "used_KiB", "cpu_us"),
                rows);
    }

    private static long usedOctets() {
        var memory = ManagementFactory.getMemoryMXBean();
        for (int i = 0; i < 3; i++) {
            memory.gc();
        }
        return memory.getHeapMemoryUsage().getUsed();
    }

    /** A clock whose crystal wanders, without a trace that would end. */
    private static CellWorld world(PulseCost cost) {
        var random = new Random(1);
        double[] oscillator = {5e-6};
        return new CellWorld(
                k -> oscillator[0] = Math.clamp(oscillator[0] + WALK * random.nextGaussian(), -50e-6, 50e-6),
                k -> random.nextDouble() < MISSING ? Double.NaN : JITTER * random.nextGaussian(),
                CellWorld.USUAL_SYSTEMATIC_SECONDS,
                cost);
    }

    private static void pass(CellWorld world, int untilSecond) {
        while (world.second() < untilSecond) {
            world.passSecond(() -> {});
        }
    }
}

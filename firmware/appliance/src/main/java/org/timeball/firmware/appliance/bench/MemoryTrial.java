package org.timeball.firmware.appliance.bench;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.timeball.refclock.discipline.Discipline;
import org.timeball.refclock.simulation.SimulatedClock;
import org.timeball.refclock.simulation.TracedClock;

/** Months of pulses: whether the discipline grows, and what a pulse costs. */
final class MemoryTrial {

    /** By then everything that fills up has filled up, and everything that is compiled has been. */
    private static final int SETTLED_PULSES = 50_000;

    private static final double MISSING = 1e-3;
    private static final double JITTER = 250e-9;
    private static final double WALK = 1e-10;

    private MemoryTrial() {}

    static FigureTable measure(List<Cell> cells, int pulses) {
        var world = new World();
        world.pass(SETTLED_PULSES);
        long before = usedOctets();
        var processor = ManagementFactory.getThreadMXBean();
        List<FigureTable.Row> rows = new ArrayList<>();
        rows.add(FigureTable.Row.of("at first", (double) SETTLED_PULSES, before / 1024.0, Double.NaN));
        long started = processor.getCurrentThreadCpuTime();
        world.pass(pulses - SETTLED_PULSES);
        double micros = (processor.getCurrentThreadCpuTime() - started) * 1e-3 / (pulses - SETTLED_PULSES);
        rows.add(FigureTable.Row.of("at last", (double) pulses, usedOctets() / 1024.0, micros));
        world.pass(1);
        return new FigureTable(
                HardTable.MEMORY.label(),
                "Memory in use after a collection, traces included (" + cells.size()
                        + " cells are loaded), and processor" + " time of a pulse.",
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
    private static final class World {
        private final Random random = new Random(1);
        private final Discipline discipline = new Discipline(SimulatedClock.KERNEL_GRANULARITY_PPB, 0);
        private final TracedClock clock = new TracedClock(1e-3);
        private double oscillator = 5e-6;
        private double command;

        void pass(int pulses) {
            for (int k = 0; k < pulses; k++) {
                oscillator = Math.clamp(oscillator + WALK * random.nextGaussian(), -50e-6, 50e-6);
                var steering = random.nextDouble() < MISSING
                        ? discipline.onMissingPulse(command)
                        : discipline
                                .onPulse(clock.phaseSeconds() + JITTER * random.nextGaussian(), command)
                                .steering();
                clock.step(steering.stepSeconds());
                command = steering.frequencyPpb() * 1e-9;
                clock.passSecond(oscillator, command);
                discipline.learn();
            }
        }
    }
}

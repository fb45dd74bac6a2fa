package org.timeball.refclock.discipline.network.clock;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.LongToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.timeball.refclock.simulation.OscillatorTrace;

/** A law on networks by chance: as long as most sources are as good as their word, no bound is ever broken. */
class RandomNetworksTest {

    private static final int NETWORKS = Integer.getInteger("timeball.networks", 40);
    private static final int SECONDS = 3 * 3_600;

    @Test
    void noMinorityBreaksTheBound() {
        for (long seed = 0; seed < NETWORKS; seed++) {
            var random = new Random(seed);
            int count = 1 + random.nextInt(7);
            int liars = random.nextInt((count - 1) / 2 + 1);
            var servers = servers(random, count, liars);
            var oscillator = OscillatorTrace.values()[random.nextInt(OscillatorTrace.values().length)];
            var network = new SimulatedNetwork(
                    seed,
                    oscillator,
                    random.nextDouble(-80_000, 80_000),
                    random.nextGaussian() * Math.pow(10, random.nextInt(-4, 4)),
                    SECONDS,
                    NetworkClockSettings.USUAL,
                    Optional.empty(),
                    servers);

            var outcome = network.run(SECONDS);

            String row = "network %d: %d liars of %d, %s, from %d s, error/bound %.2f"
                    .formatted(seed, liars, count, oscillator, outcome.brokenAfterSeconds, outcome.worstShare);
            assertEquals(0, outcome.violations, row);
        }
    }

    private static List<SimulatedServer> servers(Random random, int count, int liars) {
        var servers = new ArrayList<SimulatedServer>();
        for (int i = 0; i < count; i++) {
            double delay = 0.2e-3 * Math.pow(1_000, random.nextDouble());
            double unequal = random.nextDouble();
            double waiting = delay * Math.pow(10, random.nextDouble(-3, 0));
            double burst = random.nextInt(3) == 0 ? random.nextDouble(1, 20) : 1;
            int period = random.nextInt(600, 4_000);
            var honest = SimulatedServer.honest("s" + i, delay, 1e-5 * Math.pow(100, random.nextDouble()))
                    .away(
                            delay * unequal,
                            delay * (1 - unequal),
                            waiting * random.nextDouble(),
                            waiting * random.nextDouble())
                    .queueing(second -> second % period < period / 4 ? burst : 1)
                    .losing(0.2 * random.nextDouble());
            servers.add(i < liars ? honest.lying(lie(random)) : honest);
        }
        return servers;
    }

    private static LongToDoubleFunction lie(Random random) {
        double size = (random.nextBoolean() ? 1 : -1) * Math.pow(10, random.nextDouble(-4, 1));
        int since = random.nextBoolean() ? 0 : random.nextInt(SECONDS);
        int period = random.nextInt(300, 7_200);
        return switch (random.nextInt(4)) {
            case 0 -> second -> second < since ? 0 : size;
            case 1 -> second -> Math.max(0, second - since) * size / 3_600;
            case 2 -> second -> size * Math.sin(second * 2 * Math.PI / period);
            default -> second -> second / period % 2 == 0 ? 0 : size;
        };
    }
}

package org.timeball.refclock.discipline.network.clock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.timeball.refclock.simulation.OscillatorTrace;

/** Networks that are bad in every way we could think of; the table that the test prints is in docs/sources.md. */
class NetworkScenariosTest {

    private static final int HOURS = 3_600;
    private static final int LENGTH = 8 * HOURS;
    private static final long[] SEEDS = {1, 2, 3};

    /** What may be asked of a row beside that no bound is broken. */
    enum Promise {
        HOLDS,
        ALARMS
    }

    record Scenario(String name, OscillatorTrace oscillator, Promise promise, List<SimulatedServer> servers) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static SimulatedServer server(String name, double delayMillis) {
        return SimulatedServer.honest(name, delayMillis * 1e-3, 300e-6);
    }

    private static double pull(long second, int since) {
        return Math.max(0, second - since) * 0.1 / HOURS;
    }

    static final List<Scenario> SCENARIOS = List.of(
            new Scenario(
                    "four honest servers",
                    OscillatorTrace.PI,
                    Promise.HOLDS,
                    List.of(server("a", 8), server("b", 20), server("c", 30), server("d", 60))),
            new Scenario(
                    "one honest server (SNTP)",
                    OscillatorTrace.LOAD,
                    Promise.HOLDS,
                    List.of(server("a", 20).losing(0.1))),
            new Scenario("one honest server in the LAN", OscillatorTrace.FAN, Promise.HOLDS, List.of(server("a", 0.4))),
            new Scenario(
                    "all of the way is one way",
                    OscillatorTrace.ROUGH,
                    Promise.HOLDS,
                    List.of(
                            server("a", 20).away(20e-3, 0, 2e-3, 0),
                            server("b", 30).away(30e-3, 0, 3e-3, 0),
                            server("c", 40).away(40e-3, 0, 1e-3, 0))),
            new Scenario(
                    "loss of 30 %, and two hours of none",
                    OscillatorTrace.LOAD,
                    Promise.HOLDS,
                    List.of(
                            server("a", 10).losing(0.3).answering(s -> s < 3 * HOURS || s > 5 * HOURS),
                            server("b", 25).losing(0.3).answering(s -> s < 3 * HOURS || s > 5 * HOURS),
                            server("c", 40).losing(0.3).answering(s -> s < 3 * HOURS || s > 5 * HOURS))),
            new Scenario(
                    "bursts of queueing, one way",
                    OscillatorTrace.PI,
                    Promise.HOLDS,
                    List.of(
                            server("a", 10).away(5e-3, 5e-3, 1e-3, 0.1e-3).queueing(s -> s % 3_000 < 900 ? 100 : 1),
                            server("b", 20).away(10e-3, 10e-3, 1e-3, 0.1e-3).queueing(s -> s % 3_000 < 900 ? 100 : 1),
                            server("c", 30).away(15e-3, 15e-3, 1e-3, 0.1e-3).queueing(s -> s % 3_000 < 900 ? 100 : 1))),
            new Scenario(
                    "two liars of five, by little and by much",
                    OscillatorTrace.RAMP,
                    Promise.HOLDS,
                    List.of(
                            server("a", 10),
                            server("b", 20),
                            server("c", 30),
                            server("x", 12).lying(_ -> 8e-3),
                            server("y", 15).lying(_ -> -0.2))),
            new Scenario(
                    "one of four draws by 100 ms/h",
                    OscillatorTrace.PI,
                    Promise.HOLDS,
                    List.of(
                            server("a", 10),
                            server("b", 20),
                            server("c", 30),
                            server("x", 5).lying(s -> pull(s, 2 * HOURS)))),
            new Scenario(
                    "right at first, then two of five lie as one",
                    OscillatorTrace.LOAD,
                    Promise.HOLDS,
                    List.of(
                            server("a", 10),
                            server("b", 20),
                            server("c", 30),
                            server("x", 3).lying(s -> s < 3 * HOURS ? 0 : 15e-3),
                            server("y", 4).lying(s -> s < 3 * HOURS ? 0 : 15e-3))),
            new Scenario(
                    "servers restart, unsynchronised or a minute off",
                    OscillatorTrace.PI,
                    Promise.HOLDS,
                    List.of(
                            server("a", 10).synchronised(s -> s % 7_000 > 300),
                            server("b", 20).answering(s -> s % 5_000 > 200),
                            server("c", 30).lying(s -> s % 9_000 > 8_900 ? 60 : 0),
                            server("d", 40))),
            new Scenario(
                    "a server steps to and fro",
                    OscillatorTrace.ROUGH,
                    Promise.HOLDS,
                    List.of(
                            server("a", 10).lying(s -> s / 1_800 % 2 == 1 ? 40e-3 : 0),
                            server("b", 20),
                            server("c", 30))),
            new Scenario(
                    "two that contradict each other",
                    OscillatorTrace.PI,
                    Promise.ALARMS,
                    List.of(server("a", 10), server("x", 10).lying(s -> s < 2 * HOURS ? 0 : 0.3))),
            new Scenario(
                    "the only one, authenticated, draws by 100 ms/h",
                    OscillatorTrace.PI,
                    Promise.ALARMS,
                    List.of(server("x", 20).lying(s -> pull(s, 3 * HOURS)))),
            new Scenario(
                    "three liars of five jump by 50 ms",
                    OscillatorTrace.PI,
                    Promise.ALARMS,
                    List.of(
                            server("a", 10),
                            server("b", 20),
                            server("x", 10).lying(s -> s < 3 * HOURS ? 0 : 50e-3),
                            server("y", 20).lying(s -> s < 3 * HOURS ? 0 : 50e-3),
                            server("z", 30).lying(s -> s < 3 * HOURS ? 0 : 50e-3))),
            new Scenario(
                    "three liars of five draw by 100 ms/h",
                    OscillatorTrace.PI,
                    Promise.ALARMS,
                    List.of(
                            server("a", 10),
                            server("b", 20),
                            server("x", 10).lying(s -> pull(s, 3 * HOURS)),
                            server("y", 20).lying(s -> pull(s, 3 * HOURS)),
                            server("z", 30).lying(s -> pull(s, 3 * HOURS)))));

    @ParameterizedTest
    @FieldSource("SCENARIOS")
    void servedErrorStaysWithinTheBoundOrThereIsAnAlarm(Scenario scenario) {
        for (long seed : SEEDS) {
            var network = new SimulatedNetwork(
                    seed,
                    scenario.oscillator,
                    (seed - 2) * 40_000,
                    seed == 1 ? 86_400 * 3 : 0.03 * seed,
                    LENGTH,
                    NetworkClockSettings.USUAL,
                    Optional.empty(),
                    scenario.servers);
            var outcome = network.run(LENGTH);
            print(scenario, seed, outcome, network.network().pollLog2());
            switch (scenario.promise) {
                case HOLDS -> {
                    assertEquals(0, outcome.violations, "seconds in which the bound did not hold");
                    assertTrue(outcome.alarms.isEmpty(), () -> "alarms " + outcome.alarms);
                }
                case ALARMS -> assertTrue(outcome.alarmAfterSeconds > HOURS, () -> "alarms " + outcome.alarms);
            }
        }
    }

    private static void print(Scenario scenario, long seed, SimulatedNetwork.Outcome it, int pollLog2) {
        System.out.println(String.format(
                Locale.ROOT,
                "%-50s %d served %5.1f %% from %3d s; error rms %7.3f max %7.3f ms; bound mean %7.3f ms; error/bound max %.2f; within 95 %%: %5.1f %%; broken %d s from %d s; poll 2^%d; alarm %s after %d s",
                scenario.name,
                seed,
                100.0 * it.served / it.seconds,
                it.syncedAfterSeconds,
                it.rms() * 1e3,
                it.worstError * 1e3,
                it.meanBound() * 1e3,
                it.worstShare,
                100.0 * it.withinHeld / Math.max(1, it.served),
                it.violations,
                it.brokenAfterSeconds,
                pollLog2,
                it.alarms,
                it.alarmAfterSeconds));
    }
}

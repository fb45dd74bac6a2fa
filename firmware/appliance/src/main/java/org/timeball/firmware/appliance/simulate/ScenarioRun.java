package org.timeball.firmware.appliance.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.timeball.refclock.discipline.ClockEvent;
import org.timeball.refclock.discipline.ClockInput;
import org.timeball.refclock.discipline.PulseVerdict;
import org.timeball.refclock.discipline.ReferenceClock;
import org.timeball.refclock.discipline.ReferenceClockSettings;
import org.timeball.refclock.discipline.SoftwareClock;
import org.timeball.refclock.gnss.GnssReceiver;
import org.timeball.refclock.gnss.ReceiverHealth;
import org.timeball.refclock.simulation.Fault;
import org.timeball.refclock.simulation.FaultSchedule;
import org.timeball.refclock.simulation.OscillatorTrace;
import org.timeball.refclock.simulation.PulseNoise;
import org.timeball.refclock.simulation.SimulatedClock;
import org.timeball.refclock.simulation.SimulatedReceiver;
import org.timeball.refclock.simulation.SimulatedWorld;
import org.timeball.refclock.time.Pulse;
import org.timeball.refclock.time.ReceiverBytes;
import org.timeball.refclock.time.SystemClock;

/**
 * Plays a scenario: bytes and pulses go in as they would from devices, and once a second a look is taken at what is served.
 *
 * <p>Between the devices and the looks stand the classes that the daemon runs; time is virtual. Not thread-safe.
 */
final class ScenarioRun {

    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final long TICK_NANOS = 250_000_000L;

    /** From the edge to the loop: interrupt, wake-up, queue. */
    private static final long NEWS_NANOS = 3_000_000L;

    /** The reader asks again this long after the last byte, when a burst is over. */
    private static final long SILENCE_NANOS = GnssReceiver.GAP_NANOS + 5_000_000L;

    private static final String SENSOR = "board";

    private final Scenario scenario;
    private final FaultSchedule faults;
    private final MachineEvents machine;
    private final long startNanos;
    private final Random random;
    private final PulseNoise noise;
    private final SimulatedReceiver script = new SimulatedReceiver();
    private final GnssReceiver receiver;
    private final SimulatedWorld world;
    private final ReferenceClock referenceClock;
    private final double[] freePpb;

    /** What the crystal's kind says of the board's temperature; it moves the crystal already. */
    private final double[] ownCelsius;

    private final List<Look> looks = new ArrayList<>();

    private int oscillatorSecond;
    private double celsius;
    private double truePpb;
    private long sequence;
    private String verdict = "";

    private ScenarioRun(Scenario scenario) {
        this.scenario = scenario;
        this.faults = scenario.faults();
        this.machine = new MachineEvents(scenario);
        this.startNanos = scenario.start().getEpochSecond() * SECOND_NANOS;
        this.random = new Random(scenario.seed());
        this.noise = new PulseNoise(scenario.pulse(), random.nextLong());
        this.receiver = new GnssReceiver(scenario.start().getEpochSecond());
        this.freePpb = scenario.crystal().kind().series(random.nextLong(), scenario.seconds() + 1);
        this.ownCelsius = scenario.crystal().kind().celsius(scenario.seconds() + 1);
        var raw = new SimulatedClock(startNanos + Math.round(scenario.clock().aheadSeconds() * 1e9));
        this.world = new SimulatedWorld(startNanos, raw, this::nextOscillatorPpb);
        this.referenceClock = new ReferenceClock(settings(), clock(raw), this::note);
        world.at(startNanos + TICK_NANOS / 2, this::tick);
        world.at(startNanos + SECOND_NANOS, () -> second(1));
    }

    /** Plays it to its end. */
    static List<Look> of(Scenario scenario) {
        var run = new ScenarioRun(scenario);
        run.world.runUntil(run.startNanos + scenario.seconds() * SECOND_NANOS);
        return run.looks;
    }

    private ReferenceClockSettings settings() {
        var defaults = ReferenceClockSettings.defaults();
        return new ReferenceClockSettings(
                defaults.latencySeconds(),
                scenario.clock().systematicSeconds(),
                scenario.clock().holdoverLimitSeconds(),
                defaults.ageingPpb(),
                scenario.clock().isSteered() ? SimulatedClock.KERNEL_GRANULARITY_PPB : 0,
                defaults.oscillatorPpb(),
                defaults.kind(),
                defaults.isTemperatureUsed());
    }

    private SystemClock clock(SimulatedClock raw) {
        return scenario.clock().isSteered()
                ? raw
                : new SoftwareClock(raw::rawNanos, raw::monotonicNanos, raw::takeForeignMoveNanos);
    }

    private double nextOscillatorPpb() {
        int second = oscillatorSecond++;
        double room = machine.nextCelsius(second);
        double warmer = room - scenario.room().celsius();
        celsius = room + ownCelsius[second] - OscillatorTrace.USUAL_CELSIUS;
        truePpb = freePpb[second] * 1e9 + scenario.crystal().ppbPerDegree() * warmer;
        return truePpb;
    }

    private void tick() {
        referenceClock.onTick();
        world.at(world.utcNanos() + TICK_NANOS, this::tick);
    }

    private void second(int second) {
        long at = startNanos + second * SECOND_NANOS;
        world.at(at + SECOND_NANOS / 2, () -> look(second));
        world.at(at + SECOND_NANOS, () -> second(second + 1));
        world.clock().setBySomethingElse(Math.round(machine.clockStepSeconds(second) * 1e9));
        referenceClock.accept(new ClockInput.TemperatureRead(SENSOR, celsius));
        var latency = noise.nextSeconds();
        if (latency.isPresent() && !faults.isPulseMissing(second, random.nextDouble())) {
            pulse(second, latency.getAsDouble());
        }
        for (double after : faults.otherEdges(second)) {
            world.at(at + Math.round(after * 1e9), () -> edge(0));
        }
        if (!faults.isMute(second)) {
            double delay = scenario.sentence().delaySeconds()
                    + faults.burstLateSeconds(second)
                    + scenario.sentence().jitterSeconds() * random.nextGaussian();
            world.at(at + Math.round(Math.max(0, delay) * 1e9), () -> sentences(second));
        }
    }

    private void pulse(int second, double lateSeconds) {
        double extra = faults.jitterSeconds(second) * random.nextGaussian();
        long late = Math.round((lateSeconds + faults.lateSeconds(second) + extra) * 1e9);
        edge(late);
        if (faults.isTwiceDelivered(second)) {
            edge(late);
        }
    }

    /** An edge that is stamped {@code lateNanos} from now, and told of when it has been. */
    private void edge(long lateNanos) {
        var pulse = new Pulse(world.clock().rawNanos() + lateNanos, ++sequence);
        world.at(world.utcNanos() + Math.max(0, lateNanos) + NEWS_NANOS, () -> referenceClock.onPulse(pulse));
    }

    private void sentences(int second) {
        faults.at(Fault.Flags.class, second).forEach(this::healthOf);
        long named = startNanos / SECOND_NANOS + second + faults.wrongBySeconds(second);
        byte[] bytes = faults.hasFix(second) ? script.burst(named) : script.burstWithoutFix(named);
        receiver.accept(new ReceiverBytes(bytes, world.clock().rawNanos())).forEach(referenceClock::onEpoch);
        world.at(
                world.utcNanos() + SILENCE_NANOS,
                () -> receiver.onSilence(world.clock().rawNanos()).ifPresent(referenceClock::onEpoch));
    }

    /** The simulated receiver speaks NMEA, which has no word for it: told as the decoder of one that has would. */
    private void healthOf(Fault.Flags flags) {
        var untold = ReceiverHealth.UNTOLD;
        referenceClock.accept(new ClockInput.HealthHeard(new ReceiverHealth(
                untold.model(),
                untold.firmware(),
                flags.antenna(),
                flags.jamming(),
                flags.spoofing(),
                untold.survey(),
                untold.clockBiasNanos(),
                untold.clockDriftNanosPerSecond())));
    }

    private void note(ClockEvent event) {
        if (event instanceof ClockEvent.PulseJudged(var judged)) {
            verdict = switch (judged.verdict()) {
                case PulseVerdict.Used(double weight) -> "used %.2f".formatted(weight);
                case PulseVerdict.NotUsed(var _, var sentence) -> sentence;
            };
        }
    }

    private void look(int second) {
        long raw = world.clock().rawNanos();
        var snapshot = referenceClock.snapshot();
        var report = referenceClock.report();
        looks.add(new Look(
                second,
                snapshot.state(),
                report.reason(),
                (snapshot.utcNanos(raw) - world.utcNanos()) * 1e-9,
                snapshot.boundSeconds(raw),
                snapshot.withinSeconds(raw),
                report.oscillatorPpm(),
                truePpb * 1e-3,
                celsius,
                verdict));
        verdict = "";
    }
}

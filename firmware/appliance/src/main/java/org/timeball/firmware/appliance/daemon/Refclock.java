package org.timeball.firmware.appliance.daemon;

import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.timeball.firmware.appliance.daemon.network.NetworkDecisions;
import org.timeball.firmware.appliance.daemon.network.NetworkLog;
import org.timeball.firmware.sync.service.ClockFile;
import org.timeball.firmware.sync.service.Closing;
import org.timeball.firmware.sync.service.RootThread;
import org.timeball.refclock.discipline.ClockInput;
import org.timeball.refclock.discipline.ClockMemory;
import org.timeball.refclock.discipline.ReferenceClock;
import org.timeball.refclock.discipline.ReferenceClockLoop;
import org.timeball.refclock.discipline.ReferenceClockSettings;
import org.timeball.refclock.discipline.correction.AntennaCable;
import org.timeball.refclock.discipline.correction.PulseDelays;
import org.timeball.refclock.discipline.fallback.CombinedClock;
import org.timeball.refclock.discipline.fallback.SharedClock;
import org.timeball.refclock.discipline.fallback.Steering;
import org.timeball.refclock.discipline.holdover.SlopeRecord;
import org.timeball.refclock.discipline.leap.LeapSettings;
import org.timeball.refclock.discipline.leap.SlewingClock;
import org.timeball.refclock.gnss.GnssReceiver;
import org.timeball.refclock.gnss.ReceiverDecoder;
import org.timeball.refclock.linux.KernelClock;
import org.timeball.refclock.time.LeapMode;
import org.timeball.refclock.time.SystemClock;
import org.timeball.server.state.TimeballConfig;

/**
 * The left half of the picture: receiver and pulse, through decoder and loop, to the snapshot; with its three threads.
 *
 * @param hardware what it reads and steers
 * @param receiver the decoder, whose report any thread may ask for
 * @param reader   what feeds the decoder, and knows when it last did; empty where there is no receiver
 * @param clock    the receiver's clock and the network's, whose snapshot and report any thread may ask for
 * @param loop     the clock's owner
 * @param leapFiles looks after the leap-second files
 * @param delays   what is known to make pulses late
 * @param temperatures brings the board's temperatures to the discipline, whenever it is called
 */
record Refclock(
        Hardware hardware,
        GnssReceiver receiver,
        Optional<ReceiverReader> reader,
        CombinedClock clock,
        ReferenceClockLoop loop,
        LeapFiles leapFiles,
        PulseDelays delays,
        TemperatureReader temperatures) {

    private static final Logger LOG = LoggerFactory.getLogger(Refclock.class);

    /** The kernel counts frequency in units of 2⁻¹⁶ ppm (adjtimex(2)). */
    private static final double KERNEL_GRANULARITY_PPB = 1_000.0 / 65_536;

    /**
     * Joins the parts and starts their threads.
     *
     * @param configuration what the operator decided
     * @param file          what is remembered of an earlier run, and the floor that decides the receiver's week rollovers
     * @param closing       learns how to end it
     */
    static Refclock start(TimeballConfig configuration, Hardware hardware, ClockFile file, Closing closing) {
        var receiver = new GnssReceiver(
                file.floorUtcSecond(),
                new ReceiverDecoder(configuration.receiver().allowUnchecksummed()));
        var delays = delays(configuration, hardware);
        var pulses = hardware.pulses();
        var leap = configuration.leap();
        var clock = clock(configuration, delays, hardware, file);
        var loop = new ReferenceClockLoop(clock::accept, System::nanoTime);
        var leapFiles = LeapFiles.of(leap.file(), configuration.stateDirectory(), loop::offer);
        // Before the receiver's first word, which may be about the second alone.
        leapFiles.lookIfDue(System.nanoTime());
        Consumer<ClockInput> intoLoop = input -> {
            if (!loop.offer(input)) {
                LOG.warn("event=loop-full dropped={}", input.getClass().getSimpleName());
            }
        };
        var receiverReader = hardware.receiver()
                .map(port -> new ReceiverReader(
                        port, receiver, pulses.sentencePulses(), hardware.clock()::rawNanos, intoLoop));
        var loopThread = RootThread.start("discipline", loop);
        closing.add(loopThread::interrupt);
        pulses.source().ifPresent(line -> startPulses(new PulseReader(line, intoLoop), closing));
        receiverReader.ifPresent(reader -> {
            RootThread.start("receiver", reader);
            closing.add(reader::close);
        });
        var temperatures = new TemperatureReader(hardware.thermometers(), intoLoop);
        return new Refclock(hardware, receiver, receiverReader, clock, loop, leapFiles, delays, temperatures);
    }

    /** A receiver shares the machine's clock with servers of the network, if there are some, and has it first. */
    private static CombinedClock clock(
            TimeballConfig configuration, PulseDelays delays, Hardware hardware, ClockFile file) {
        var machine = steered(configuration.leap().mode(), hardware);
        var shared = new SharedClock(machine, hardware.receiver().isPresent() ? Steering.RECEIVER : Steering.NETWORK);
        return new CombinedClock(
                reference(configuration, delays, hardware, file, shared.hand(Steering.RECEIVER)),
                shared,
                NetworkDecisions.of(configuration.sources()),
                file.remembered(),
                NetworkLog.listeners());
    }

    private static ReferenceClock reference(
            TimeballConfig configuration, PulseDelays delays, Hardware hardware, ClockFile file, SystemClock hand) {
        var leap = configuration.leap();
        return new ReferenceClock(
                settings(configuration.clock(), delays, hardware, file),
                new LeapSettings(leap.mode(), leap.smear(), leap.coldStartSeconds()),
                file.remembered().map(ClockMemory::slopes).orElse(SlopeRecord.EMPTY),
                hand,
                new EventLog());
    }

    /** Modes in which the machine's clock is not stepped need a hand between; one that nobody steers does not. */
    private static SystemClock steered(LeapMode mode, Hardware hardware) {
        boolean isSlewed = mode == LeapMode.SLEW || mode == LeapMode.SMEAR;
        return isSlewed && hardware.clock() instanceof KernelClock
                ? new SlewingClock(hardware.clock())
                : hardware.clock();
    }

    private static PulseDelays delays(TimeballConfig configuration, Hardware hardware) {
        var said = configuration.receiver().delays();
        return PulseDelays.of(
                hardware.board(),
                said.latencySeconds(),
                new AntennaCable(said.antennaCableMetres(), said.antennaCableNanosPerMetre()),
                said.calibrationSeconds(),
                hardware.pulses().systematicSeconds(configuration.clock()));
    }

    private static void startPulses(PulseReader pulseReader, Closing closing) {
        var pulseThread = RootThread.start("pulses", pulseReader);
        closing.add(() -> {
            pulseReader.close();
            pulseThread.interrupt();
        });
    }

    private static ReferenceClockSettings settings(
            TimeballConfig.Clock settings, PulseDelays delays, Hardware hardware, ClockFile file) {
        var pulses = hardware.pulses();
        var defaults = ReferenceClockSettings.ofKind(pulses.kind());
        return new ReferenceClockSettings(
                delays.lateSeconds(),
                Math.max(delays.systematicSeconds(), Double.MIN_VALUE),
                pulses.limitSeconds(settings),
                defaults.ageingPpb(),
                hardware.clock() instanceof KernelClock ? KERNEL_GRANULARITY_PPB : defaults.granularityPpb(),
                file.remembered().map(ClockMemory::oscillatorPpb).orElse(defaults.oscillatorPpb()),
                defaults.kind(),
                settings.temperature());
    }
}

package org.timeball.firmware.appliance.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.timeball.firmware.board.TemperatureSensors;
import org.timeball.refclock.linux.PseudoTerminal;
import org.timeball.refclock.linux.RawClock;
import org.timeball.refclock.simulation.ReceiverScript;
import org.timeball.refclock.time.DeviceException;
import org.timeball.refclock.time.PulseSource;

/**
 * A board that is not there: a receiver behind a pseudo-terminal, the line that carries its pulse, and a thermometer whose
 * file lies in a folder.
 */
final class DemoHardware implements AutoCloseable {

    /** A second and some, so that the daemon has opened the port before the first burst. */
    private static final long LEAD_NANOS = 1_500_000_000L;

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final OptionalLong firstSecond;
    private final ReceiverScript script;
    private final PseudoTerminal line;
    private final DemoThermometer thermometer;
    private final Path root;
    private volatile Optional<DemoTime> time = Optional.empty();
    private Optional<ReceiverPlayer> player = Optional.empty();

    private DemoHardware(OptionalLong firstSecond, ReceiverScript script, Path root)
            throws DeviceException, IOException {
        this.firstSecond = firstSecond;
        this.script = script;
        this.root = root;
        this.thermometer = DemoThermometer.under(root);
        this.line = PseudoTerminal.open();
    }

    /**
     * A board whose true time is the machine's.
     *
     * @param root where the files of its kernel go
     * @throws DeviceException if the system has no pseudo-terminal left
     * @throws IOException     if those files cannot be made
     */
    static DemoHardware ofNow(ReceiverScript script, Path root) throws DeviceException, IOException {
        return new DemoHardware(OptionalLong.empty(), script, root);
    }

    /**
     * A board on which it is {@code firstSecond} soon after it is powered up.
     *
     * @param firstSecond the script's first, since the Unix epoch
     * @param root        where the files of its kernel go
     * @throws DeviceException if the system has no pseudo-terminal left
     * @throws IOException     if those files cannot be made
     */
    static DemoHardware startingAt(long firstSecond, ReceiverScript script, Path root)
            throws DeviceException, IOException {
        return new DemoHardware(OptionalLong.of(firstSecond), script, root);
    }

    /** The receiver's serial port. */
    Path serialPort() {
        return line.slavePath();
    }

    /** The line with its pulse; belongs to whoever asked. */
    PulseSource pulses() {
        return new DemoPulses(() -> time, script);
    }

    /** Its thermometers, found as on any board. */
    TemperatureSensors thermometers() {
        return TemperatureSensors.find(root);
    }

    /** Powers the receiver up: from now on time passes on this board. */
    void powerUp() {
        long leadRaw = RawClock.nanos() + LEAD_NANOS;
        var begun = new DemoTime(firstSecond.isPresent() ? firstSecond.getAsLong() * NANOS_PER_SECOND - leadRaw : 0);
        var speaking = new ReceiverPlayer(begun, script, line);
        time = Optional.of(begun);
        player = Optional.of(speaking);
        Thread.ofPlatform().name("demo-receiver").daemon().start(speaking);
        Thread.ofPlatform().name("demo-thermometer").daemon().start(thermometer);
    }

    /** Whether the receiver has had its say, and the daemon two seconds to take it in. */
    boolean hasEnded() {
        return time.map(begun -> Math.floorDiv(begun.utcNanos(RawClock.nanos()), NANOS_PER_SECOND))
                .map(second -> script.hasEndedBy(second - 2))
                .orElse(false);
    }

    @Override
    public void close() {
        player.ifPresent(ReceiverPlayer::close);
        thermometer.close();
        line.close();
    }
}

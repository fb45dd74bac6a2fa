package org.timeball.firmware.appliance.demo;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.timeball.refclock.linux.PseudoTerminal;
import org.timeball.refclock.linux.RawClock;
import org.timeball.refclock.simulation.ReceiverScript;
import org.timeball.refclock.time.DeviceException;
import org.timeball.refclock.time.PulseSource;

/** A board that is not there: a receiver behind a pseudo-terminal, and the line that carries its pulse. */
final class DemoHardware implements AutoCloseable {

    /** A second and some, so that the daemon has opened the port before the first burst. */
    private static final long LEAD_NANOS = 1_500_000_000L;

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final OptionalLong firstSecond;
    private final ReceiverScript script;
    private final PseudoTerminal line;
    private volatile Optional<DemoTime> time = Optional.empty();
    private Optional<ReceiverPlayer> player = Optional.empty();

    private DemoHardware(OptionalLong firstSecond, ReceiverScript script, PseudoTerminal line) {
        this.firstSecond = firstSecond;
        this.script = script;
        this.line = line;
    }

    /**
     * A board whose true time is the machine's.
     *
     * @throws DeviceException if the system has no pseudo-terminal left
     */
    static DemoHardware ofNow(ReceiverScript script) throws DeviceException {
        return new DemoHardware(OptionalLong.empty(), script, PseudoTerminal.open());
    }

    /**
     * A board on which it is {@code firstSecond} soon after it is powered up.
     *
     * @param firstSecond the script's first, since the Unix epoch
     * @throws DeviceException if the system has no pseudo-terminal left
     */
    static DemoHardware startingAt(long firstSecond, ReceiverScript script) throws DeviceException {
        return new DemoHardware(OptionalLong.of(firstSecond), script, PseudoTerminal.open());
    }

    /** The receiver's serial port. */
    Path serialPort() {
        return line.slavePath();
    }

    /** The line with its pulse; belongs to whoever asked. */
    PulseSource pulses() {
        return new DemoPulses(() -> time, script);
    }

    /** Powers the receiver up: from now on time passes on this board. */
    void powerUp() {
        long leadRaw = RawClock.nanos() + LEAD_NANOS;
        var begun = new DemoTime(firstSecond.isPresent() ? firstSecond.getAsLong() * NANOS_PER_SECOND - leadRaw : 0);
        var speaking = new ReceiverPlayer(begun, script, line);
        time = Optional.of(begun);
        player = Optional.of(speaking);
        Thread.ofPlatform().name("demo-receiver").daemon().start(speaking);
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
        line.close();
    }
}

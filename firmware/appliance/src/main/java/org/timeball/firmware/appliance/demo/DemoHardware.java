package org.timeball.firmware.appliance.demo;

import java.nio.file.Path;
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

    private final DemoTime time;
    private final ReceiverScript script;
    private final PseudoTerminal line;
    private final ReceiverPlayer player;

    private DemoHardware(DemoTime time, ReceiverScript script, PseudoTerminal line) {
        this.time = time;
        this.script = script;
        this.line = line;
        this.player = new ReceiverPlayer(time, script, line);
    }

    /**
     * A board whose true time is the machine's.
     *
     * @throws DeviceException if the system has no pseudo-terminal left
     */
    static DemoHardware ofNow(ReceiverScript script) throws DeviceException {
        return new DemoHardware(new DemoTime(0), script, PseudoTerminal.open());
    }

    /**
     * A board on which it is soon {@code firstSecond}.
     *
     * @param firstSecond the script's first, since the Unix epoch
     * @throws DeviceException if the system has no pseudo-terminal left
     */
    static DemoHardware startingAt(long firstSecond, ReceiverScript script) throws DeviceException {
        long shift = firstSecond * NANOS_PER_SECOND - (RawClock.nanos() + LEAD_NANOS);
        return new DemoHardware(new DemoTime(shift), script, PseudoTerminal.open());
    }

    /** The receiver's serial port. */
    Path serialPort() {
        return line.slavePath();
    }

    /** The line with its pulse; belongs to whoever asked. */
    PulseSource pulses() {
        return new DemoPulses(time, script);
    }

    /** Powers the receiver up. */
    void powerUp() {
        Thread.ofPlatform().name("demo-receiver").daemon().start(player);
    }

    /** Whether the receiver has had its say, and the daemon two seconds to take it in. */
    boolean hasEnded() {
        long second = Math.floorDiv(time.utcNanos(RawClock.nanos()), NANOS_PER_SECOND);
        return script.hasEndedBy(second - 2);
    }

    @Override
    public void close() {
        player.close();
        line.close();
    }
}

package org.timeball.firmware.appliance.daemon;

import java.nio.file.Path;
import org.timeball.firmware.board.BoardModel;
import org.timeball.firmware.board.SerialReceiverPort;
import org.timeball.refclock.discipline.SoftwareClock;
import org.timeball.refclock.discipline.correction.BoardProfile;
import org.timeball.refclock.linux.KernelClock;
import org.timeball.refclock.linux.KernelPulseSource;
import org.timeball.refclock.linux.MaySteer;
import org.timeball.refclock.linux.RawClock;
import org.timeball.refclock.time.DeviceException;
import org.timeball.refclock.time.PulseSource;
import org.timeball.refclock.time.SystemClock;
import org.timeball.server.state.TimeballConfig;

/**
 * What the daemon is plugged into; closed by the daemon.
 *
 * @param receiver the receiver's serial port
 * @param pulses   the line with its pulse
 * @param clock    what is disciplined: the kernel's clock, or a correction beside it
 * @param board    by which the pulses are stamped
 */
public record Hardware(SerialReceiverPort receiver, PulseSource pulses, SystemClock clock, BoardProfile board) {

    /**
     * Opens what a configuration names.
     *
     * @throws DaemonException if a device is not there, or the clock is to be steered and may not be
     */
    public static Hardware of(TimeballConfig configuration) throws DaemonException {
        try {
            // First of all, because nothing needs to be closed when it is refused.
            var clock = configuration.clock().steer()
                    ? new KernelClock(MaySteer.granted())
                    : new SoftwareClock(RawClock::nanos, System::nanoTime);
            return open(
                    configuration,
                    KernelPulseSource.open(configuration.receiver().pulse()),
                    clock,
                    BoardProfile.of(BoardModel.read(Path.of("/"))));
        } catch (DeviceException refused) {
            throw new DaemonException(refused);
        }
    }

    /**
     * Opens the receiver a configuration names beside simulated pulses, and steers nothing.
     *
     * @throws DaemonException if the port is not there
     */
    public static Hardware withPulses(TimeballConfig configuration, PulseSource pulses) throws DaemonException {
        try {
            var clock = new SoftwareClock(RawClock::nanos, System::nanoTime);
            return open(configuration, pulses, clock, BoardProfile.SIMULATED);
        } catch (DeviceException refused) {
            throw new DaemonException(refused);
        }
    }

    private static Hardware open(
            TimeballConfig configuration, PulseSource pulses, SystemClock clock, BoardProfile board)
            throws DeviceException {
        try {
            var port = Path.of(configuration.receiver().port());
            var baud = configuration.receiver().baud();
            return new Hardware(SerialReceiverPort.open(port, baud, RawClock::nanos), pulses, clock, board);
        } catch (DeviceException refused) {
            pulses.close();
            throw refused;
        }
    }
}

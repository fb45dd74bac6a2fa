package org.timeball.refclock.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import org.timeball.refclock.time.DeviceException;
import org.timeball.refclock.time.PulseKind;

/**
 * Pulses on a serial port's carrier-detect line: sets the port to the line discipline {@code N_PPS}, which stamps that
 * line's edges and else is the usual one, and opens the PPS device that appears.
 *
 * <p>The port is held open beside whoever reads sentences from it; the kernel goes back to the usual line discipline
 * when the last one has closed it.
 *
 * @see <a href="https://docs.kernel.org/driver-api/pps.html">PPS, the kernel's documentation</a>
 */
public final class SerialPulses {

    /** {@code TIOCSETD} of asm-generic/ioctls.h. */
    private static final long SET_DISCIPLINE = 0x5423;

    /** {@code N_PPS} of linux/tty.h. */
    private static final int PPS_DISCIPLINE = 18;

    private SerialPulses() {}

    /** What pulses on a port are worth: an adapter on USB looks at its lines now and then, a built-in one at once. */
    public static PulseKind kind(Path port) {
        String name = real(port).getFileName().toString();
        return name.startsWith("ttyUSB") || name.startsWith("ttyACM")
                ? PulseKind.USB_SERIAL_LINE
                : PulseKind.SERIAL_LINE;
    }

    /**
     * Opens a port's carrier-detect line as a pulse.
     *
     * @param port such as {@code /dev/ttyS0}; links are followed
     * @throws DeviceException if there is no such port, it has no such line, or the kernel does not let us; says what to do
     */
    public static KernelPulseSource open(Path port) throws DeviceException {
        return new KernelPulseSource(port, () -> attach(port), System::nanoTime);
    }

    private static PpsDevice attach(Path port) throws DeviceException {
        int descriptor = DeviceFile.open(port, DeviceFile.O_RDWR | DeviceFile.O_NOCTTY | DeviceFile.O_NONBLOCK);
        if (descriptor < 0) {
            throw new Errno(-descriptor).failureOf("open(" + port + ')', "name the receiver's serial port");
        }
        var file = new DeviceFile(descriptor);
        try {
            setDiscipline(file, port);
            return new Attached(file, KernelPpsDevice.open(device(port)));
        } catch (DeviceException refused) {
            file.close();
            throw refused;
        }
    }

    private static void setDiscipline(DeviceFile file, Path port) throws DeviceException {
        try (var arena = Arena.ofConfined()) {
            MemorySegment discipline = arena.allocate(JAVA_INT);
            discipline.set(JAVA_INT, 0, PPS_DISCIPLINE);
            int result = file.ioctl(SET_DISCIPLINE, discipline);
            if (result < 0) {
                throw new Errno(-result).failureOf("ioctl(TIOCSETD, " + port + ", N_PPS)", remedy(-result));
            }
        }
    }

    private static String remedy(int errno) {
        return errno == Errno.ENOTTY
                ? "name a serial port"
                : "load the line discipline as root, `modprobe pps_ldisc`; a kernel without it cannot stamp this line";
    }

    private static Path device(Path port) throws DeviceException {
        Path real = real(port);
        return PpsListing.ofSystem().devices().stream()
                .filter(device ->
                        device.isOfSerialPort() && real(device.serialPort()).equals(real))
                .map(PpsListing.Device::path)
                .findFirst()
                .orElseThrow(() -> new DeviceException("attach(" + port
                        + ", N_PPS): no PPS device of this port appeared; its driver has no carrier-detect line"));
    }

    private static Path real(Path port) {
        try {
            return port.toRealPath();
        } catch (IOException gone) {
            return port;
        }
    }

    /** A PPS device that is there as long as its port is held. */
    private record Attached(DeviceFile port, PpsDevice pps) implements PpsDevice {

        @Override
        public int fetch(MemorySegment fdata) {
            return pps.fetch(fdata);
        }

        @Override
        public void close() {
            pps.close();
            port.close();
        }
    }
}

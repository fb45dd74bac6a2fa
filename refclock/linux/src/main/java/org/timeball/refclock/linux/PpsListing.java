package org.timeball.refclock.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The PPS devices that the kernel has, as {@code /sys/class/pps} lists them.
 *
 * @param devices in the order of their numbers
 * @see <a href="https://docs.kernel.org/driver-api/pps.html">PPS, the kernel's documentation</a>
 */
public record PpsListing(List<Device> devices) {

    private static final Path SYSTEM = Path.of("/sys/class/pps");
    private static final Pattern DIRECTORY = Pattern.compile("pps(\\d{1,4})");

    /** The overlay of a Pi names its node after the pin, in hexadecimal: {@code pps@12.-1} is GPIO 18. */
    private static final Pattern GPIO_NAME = Pattern.compile("pps@([0-9a-f]{1,2})(\\..*)?");

    private static final int HEXADECIMAL = 16;

    /** Copies the list. */
    public PpsListing {
        devices = List.copyOf(devices);
    }

    /**
     * One device.
     *
     * @param path       such as {@code /dev/pps0}
     * @param name       of its driver: {@code pps@12.-1} of a GPIO, {@code serial0}, {@code ktimer}
     * @param serialPort whose carrier-detect line it is; an empty path if it is none's
     */
    public record Device(Path path, String name, Path serialPort) {

        /** Whether it stamps a serial port's carrier-detect line. */
        public boolean isOfSerialPort() {
            return !serialPort.toString().isEmpty();
        }

        /** Whether it can be a receiver's: the kernel's own timer makes pulses of the clock that is to be set. */
        public boolean isOfReceiver() {
            return !name.equals("ktimer") && !name.startsWith("ptp");
        }

        private boolean isOnLineOf(Device other) {
            return isOfSerialPort()
                    ? serialPort.equals(other.serialPort)
                    : gpio().isPresent() && gpio().equals(other.gpio());
        }

        /** The GPIO it holds, by its number on the chip; empty if it holds none or does not say which. */
        public OptionalInt gpio() {
            var matcher = GPIO_NAME.matcher(name);
            return matcher.matches()
                    ? OptionalInt.of(Integer.parseInt(matcher.group(1), HEXADECIMAL))
                    : OptionalInt.empty();
        }
    }

    /** Another device that stamps the line of {@code path}, too, as with two overlays for one pin; empty if there is none. */
    public Optional<Device> twinOf(Path path) {
        var self = devices.stream().filter(device -> device.path().equals(path)).findFirst();
        return self.flatMap(known -> devices.stream()
                .filter(device -> !device.path().equals(path) && device.isOnLineOf(known))
                .findFirst());
    }

    /** Those of this machine now. */
    public static PpsListing ofSystem() {
        return of(SYSTEM);
    }

    /** Those of a folder laid out like {@code /sys/class/pps}; none if it is not there. */
    static PpsListing of(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return new PpsListing(entries.filter(entry ->
                            DIRECTORY.matcher(entry.getFileName().toString()).matches())
                    .sorted(Comparator.comparingInt(PpsListing::number))
                    .map(PpsListing::device)
                    .toList());
        } catch (IOException none) {
            return new PpsListing(List.of());
        }
    }

    private static int number(Path entry) {
        var matcher = DIRECTORY.matcher(entry.getFileName().toString());
        return matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
    }

    private static Device device(Path entry) {
        return new Device(
                Path.of("/dev").resolve(entry.getFileName().toString()),
                line(entry.resolve("name")),
                Path.of(line(entry.resolve("path"))));
    }

    private static String line(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException gone) {
            return "";
        }
    }
}

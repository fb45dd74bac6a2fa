package org.timeball.firmware.appliance.diagnosis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.regex.Pattern;
import org.timeball.refclock.linux.PpsListing;
import org.timeball.server.diagnosis.PpsFacts;

/**
 * Looks at what the kernel stamps, without opening a device.
 *
 * @param listing of the devices
 * @param root    {@code /} but in tests
 * @param user    the daemon's
 * @see <a href="https://docs.kernel.org/driver-api/pps.html">PPS, the kernel's documentation</a>
 */
record PpsLook(PpsListing listing, Path root, DeviceUser user) {

    /** Seconds, nanoseconds and a number that counts edges. */
    private static final Pattern EDGE = Pattern.compile("(\\d{1,12}\\.\\d{9})#(\\d{1,12})");

    private static final double SECOND = 1;

    /** @param nowSeconds of the clock that stamps, since the Unix epoch */
    PpsFacts look(double nowSeconds) {
        return new PpsFacts(listing.devices().stream()
                .map(device -> device(device, nowSeconds))
                .toList());
    }

    private PpsFacts.Device device(PpsListing.Device device, double nowSeconds) {
        var folder = root.resolve("sys/class/pps").resolve(device.path().getFileName());
        double rise = edge(SystemFile.text(folder.resolve("assert")));
        double fall = edge(SystemFile.text(folder.resolve("clear")));
        return new PpsFacts.Device(
                device.path().toString(),
                device.name(),
                device.isOfReceiver(),
                isOpen(root.resolve(device.path().toString().substring(1))),
                listing.twinOf(device.path())
                        .map(twin -> twin.path().toString())
                        .orElse(""),
                nowSeconds - rise,
                high(rise, fall));
    }

    /** When it came, seconds since the Unix epoch; NaN where none did. */
    static double edge(String text) {
        var matcher = EDGE.matcher(text);
        return matcher.matches() && Long.parseLong(matcher.group(2)) > 0
                ? Double.parseDouble(matcher.group(1))
                : Double.NaN;
    }

    /** From a rise to the fall that follows it, of edges that may be read in either order. */
    static double high(double rise, double fall) {
        double between = fall - rise;
        return Math.abs(between) < SECOND ? between - Math.floor(between) : Double.NaN;
    }

    private boolean isOpen(Path file) {
        try {
            return user.mayUse(file, Files.readAttributes(file, PosixFileAttributes.class));
        } catch (IOException | UnsupportedOperationException gone) {
            return false;
        }
    }
}

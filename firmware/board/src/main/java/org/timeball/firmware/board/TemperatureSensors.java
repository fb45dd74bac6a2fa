package org.timeball.firmware.board;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The board's thermometers, as the kernel shows them in files.
 *
 * <p>Thermal zones are the processor's and what else the board regulates itself by; hardware monitors are all others,
 * as the RP1 of a Raspberry Pi 5 or a drive. Both count in thousandths of a degree. Only reads files.
 *
 * @see <a href="https://docs.kernel.org/driver-api/thermal/sysfs-api.html">Linux thermal sysfs</a>
 * @see <a href="https://docs.kernel.org/hwmon/sysfs-interface.html">Linux hwmon sysfs</a>
 */
public final class TemperatureSensors {

    private static final int LONGEST = 64;
    private static final double MILLIDEGREES = 1_000;

    private static final String ZONES_FOLDER = "sys/class/thermal";

    private static final String MONITORS_FOLDER = "sys/class/hwmon";

    private final List<Sensor> sensors;

    private TemperatureSensors(List<Sensor> sensors) {
        this.sensors = List.copyOf(sensors);
    }

    /**
     * One thermometer.
     *
     * @param name what the kernel's driver calls it, with a number where there are several
     * @param file what is read
     */
    private record Sensor(String name, Path file) {}

    /**
     * A thermometer's reading.
     *
     * @param sensor  its name
     * @param celsius as the kernel shows it
     */
    public record Reading(String sensor, double celsius) {}

    /**
     * Looks for thermometers; one that comes later is not noticed.
     *
     * @param root {@code /} but in tests
     */
    public static TemperatureSensors find(Path root) {
        var found = new ArrayList<Sensor>();
        for (Path zone : list(root.resolve(ZONES_FOLDER), "thermal_zone*")) {
            add(found, driver(zone, "type"), zone.resolve("temp"));
        }
        for (Path monitor : list(root.resolve(MONITORS_FOLDER), "hwmon*")) {
            String driver = driver(monitor, "name");
            if (found.stream().noneMatch(known -> isSame(known.name, driver))) {
                list(monitor, "temp*_input").forEach(file -> add(found, driver, file));
            }
        }
        return new TemperatureSensors(found);
    }

    /** What all of them show now; one that cannot be read is left out. */
    public List<Reading> read() {
        var readings = new ArrayList<Reading>();
        for (var sensor : sensors) {
            celsius(sensor.file).ifPresent(celsius -> readings.add(new Reading(sensor.name, celsius)));
        }
        return readings;
    }

    private static OptionalDouble celsius(Path file) {
        try {
            return OptionalDouble.of(Integer.parseInt(text(file)) / MILLIDEGREES);
        } catch (NumberFormatException notShown) {
            return OptionalDouble.empty();
        }
    }

    /** What the driver calls itself; where it does not, the folder's name. */
    private static String driver(Path folder, String file) {
        String name = text(folder.resolve(file));
        return name.isEmpty() ? String.valueOf(folder.getFileName()) : name;
    }

    /** The kernel's thermal zones appear among the monitors again, with underscores. */
    private static boolean isSame(String zone, String monitor) {
        return zone.replace('-', '_').equals(monitor.replace('-', '_'));
    }

    private static void add(List<Sensor> found, String driver, Path file) {
        if (celsius(file).isEmpty()) {
            return;
        }
        long others = found.stream()
                .filter(known -> known.name.equals(driver) || known.name.startsWith(driver + " "))
                .count();
        found.add(new Sensor(others == 0 ? driver : driver + " " + (others + 1), file));
    }

    private static List<Path> list(Path folder, String pattern) {
        var names = new ArrayList<Path>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, pattern)) {
            entries.forEach(names::add);
        } catch (IOException noSuchFolder) {
            return List.of();
        }
        names.sort(
                Comparator.comparingInt((Path path) -> path.toString().length()).thenComparing(Path::toString));
        return names;
    }

    /** A file's first characters; empty when it cannot be read. */
    private static String text(Path file) {
        try (var in = Files.newInputStream(file)) {
            return new String(in.readNBytes(LONGEST), StandardCharsets.US_ASCII).strip();
        } catch (IOException unreadable) {
            return "";
        }
    }
}

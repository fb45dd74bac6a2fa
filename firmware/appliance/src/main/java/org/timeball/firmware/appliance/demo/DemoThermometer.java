package org.timeball.firmware.appliance.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.timeball.refclock.linux.RawClock;

/**
 * A thermometer that is not there: keeps the file that a kernel would show, with the temperature that the demo's imagined
 * crystal follows.
 *
 * <p>It is read like any board's, so what the daemon learns of temperature can be watched on a machine that has none.
 *
 * @see <a href="https://docs.kernel.org/driver-api/thermal/sysfs-api.html">Linux thermal sysfs</a>
 */
final class DemoThermometer implements Runnable, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DemoThermometer.class);

    /** Not to be taken for a board's own. */
    private static final String DRIVER = "simulated crystal";

    private static final double MILLIDEGREES = 1_000;

    private final Path temperature;
    private final CountDownLatch closed = new CountDownLatch(1);

    private DemoThermometer(Path temperature) {
        this.temperature = temperature;
    }

    /**
     * Hangs it up; it shows a temperature from now on, and other ones while it {@link #run}s.
     *
     * @param root what stands for {@code /}
     * @throws IOException if its files cannot be made
     */
    static DemoThermometer under(Path root) throws IOException {
        var zone = Files.createDirectories(root.resolve("sys/class/thermal/thermal_zone0"));
        Files.writeString(zone.resolve("type"), DRIVER + "\n");
        var thermometer = new DemoThermometer(zone.resolve("temp"));
        thermometer.show(RawClock.nanos());
        return thermometer;
    }

    @Override
    public void run() {
        try {
            while (!closed.await(1, TimeUnit.SECONDS)) {
                show(RawClock.nanos());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (IOException refused) {
            LOG.warn("event=thermometer-ended file={} reason=\"{}\"", temperature, refused.getMessage());
        }
    }

    /** Beside and over the old one, so that no reader finds it empty. */
    private void show(long rawNanos) throws IOException {
        long millidegrees = Math.round(DemoTime.celsius(rawNanos) * MILLIDEGREES);
        var beside = temperature.resolveSibling("temp.new");
        Files.writeString(beside, millidegrees + "\n");
        Files.move(beside, temperature, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Ends {@link #run}; harmless when repeated. */
    @Override
    public void close() {
        closed.countDown();
    }
}

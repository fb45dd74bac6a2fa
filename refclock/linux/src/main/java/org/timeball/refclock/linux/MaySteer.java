package org.timeball.refclock.linux;

import java.nio.file.Files;
import java.nio.file.Path;
import org.timeball.refclock.time.DeviceException;

/**
 * The permission to steer this machine's clock, without which no {@link KernelClock} can be made.
 *
 * <p>It exists only where the file {@code /etc/timeball/may-steer} does. The packages and the image put it there, a
 * build never: so no test, demonstration or mistaken configuration on a developer's machine can move its clock.
 */
public final class MaySteer {

    private static final Path FILE = Path.of("/etc/timeball/may-steer");

    private MaySteer() {}

    /**
     * The permission, where it was given.
     *
     * @throws DeviceException where it was not; says how to give it and how to do without
     */
    public static MaySteer granted() throws DeviceException {
        // The path cannot be chosen here: a permission from anywhere else would be none.
        check(FILE);
        return new MaySteer();
    }

    /** The rule itself, apart from what it grants. */
    static void check(Path file) throws DeviceException {
        if (!Files.isRegularFile(file)) {
            throw new DeviceException("steer(CLOCK_REALTIME): not permitted on this machine, " + file
                    + " is not there; set steer = false, or create that file where Timeball is to own the clock");
        }
    }
}

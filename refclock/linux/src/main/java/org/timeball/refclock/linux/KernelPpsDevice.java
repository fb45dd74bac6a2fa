package org.timeball.refclock.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import org.timeball.refclock.time.DeviceException;

/** A {@code /dev/ppsN} of the kernel, opened and set to stamp assert edges; clear edges, too, where it can and may. */
final class KernelPpsDevice implements PpsDevice {

    private final DeviceFile file;

    private KernelPpsDevice(DeviceFile file) {
        this.file = file;
    }

    /** Opens a device; every failure names the call and what to do. */
    static KernelPpsDevice open(Path path) throws DeviceException {
        // Fetching needs no right to write; changing the mode does, and is asked for only where it is needed.
        int descriptor = DeviceFile.open(path, DeviceFile.O_RDWR);
        if (descriptor == -Errno.EACCES) {
            descriptor = DeviceFile.open(path, DeviceFile.O_RDONLY);
        }
        if (descriptor < 0) {
            throw new Errno(-descriptor).failureOf("open(" + path + ')', remedyForOpen(-descriptor));
        }
        var file = new DeviceFile(descriptor);
        try {
            captureAssert(file, path);
            return new KernelPpsDevice(file);
        } catch (DeviceException refused) {
            file.close();
            throw refused;
        }
    }

    private static void captureAssert(DeviceFile file, Path path) throws DeviceException {
        try (var arena = Arena.ofConfined()) {
            MemorySegment capabilities = arena.allocate(JAVA_INT);
            check(file.ioctl(PpsAbi.GETCAP, capabilities), "PPS_GETCAP", path, "name a /dev/pps device");
            if ((capabilities.get(JAVA_INT, 0) & PpsAbi.CAPTURE_ASSERT) == 0) {
                throw new DeviceException("ioctl(PPS_GETCAP, " + path
                        + "): the driver cannot stamp assert edges; use another pulse input");
            }
            MemorySegment parameters = arena.allocate(PpsAbi.KPARAMS);
            check(file.ioctl(PpsAbi.GETPARAMS, parameters), "PPS_GETPARAMS", path, "");
            int mode = PpsAbi.mode(parameters);
            int capable = capabilities.get(JAVA_INT, 0);
            if (PpsAbi.capturesAll(mode, capable)) {
                return;
            }
            PpsAbi.encodePlain(parameters, capable);
            int result = file.ioctl(PpsAbi.SETPARAMS, parameters);
            if (!PpsAbi.capturesPlainAssert(mode)) {
                check(result, "PPS_SETPARAMS", path, "grant CAP_SYS_TIME and write permission on the device");
            } // else the pulse's width stays unknown, and that is all
        }
    }

    private static void check(int result, String request, Path path, String remedy) throws DeviceException {
        if (result < 0) {
            throw new Errno(-result).failureOf("ioctl(" + request + ", " + path + ')', remedy);
        }
    }

    private static String remedyForOpen(int errno) {
        return switch (errno) {
            case Errno.ENOENT ->
                "enable the pulse input (dtoverlay=pps-gpio,gpiopin=18 in config.txt on a Pi) or correct the path";
            case Errno.EACCES -> "let this user's group read the device (a udev rule for SUBSYSTEM==\"pps\")";
            default -> "";
        };
    }

    @Override
    public int fetch(MemorySegment fdata) {
        return file.ioctl(PpsAbi.FETCH, fdata);
    }

    @Override
    public void close() {
        file.close();
    }
}

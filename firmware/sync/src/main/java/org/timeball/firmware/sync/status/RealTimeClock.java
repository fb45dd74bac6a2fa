package org.timeball.firmware.sync.status;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** The clock with a battery that most machines have, and most small boards have not, as Linux shows it to everybody. */
public final class RealTimeClock {

    private static final Path SECONDS = Path.of("/sys/class/rtc/rtc0/since_epoch");

    private RealTimeClock() {}

    /** What it shows, seconds since the Unix epoch; empty where there is none. */
    public static OptionalLong utcSecond() {
        return read(SECONDS);
    }

    static OptionalLong read(Path file) {
        try {
            return OptionalLong.of(Long.parseLong(Files.readString(file).strip()));
        } catch (IOException | NumberFormatException none) {
            return OptionalLong.empty();
        }
    }
}

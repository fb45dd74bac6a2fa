package org.timeball.refclock.time;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** What the build knew about itself, written into this file by it: nothing has to be opened to know it. */
public final class Build {

    /** Name and version, such as {@code timeball 0.1.0}. */
    public static final String PROGRAM = "timeball ${project.version}";

    /** When the sources were frozen: no true time is earlier, so it is the floor of every rule that wants one. */
    public static final Instant DATE = instant("${project.build.outputTimestamp}");

    private Build() {}

    /** Of YYYY-MM-DDThh:mm:ssZ; without a formatter, which takes longer to begin than a query may wait. */
    private static Instant instant(String iso) {
        return LocalDateTime.of(
                        Integer.parseInt(iso.substring(0, 4)),
                        Integer.parseInt(iso.substring(5, 7)),
                        Integer.parseInt(iso.substring(8, 10)),
                        Integer.parseInt(iso.substring(11, 13)),
                        Integer.parseInt(iso.substring(14, 16)),
                        Integer.parseInt(iso.substring(17, 19)))
                .toInstant(ZoneOffset.UTC);
    }
}

package org.timeball.refclock.time;

import java.util.Locale;

/** How a leap second is spread over its day. */
public enum SmearShape {
    /** At one rate all day, 11.57 ppm. */
    LINEAR,
    /** Half a period of a cosine: soft at both ends, 18.2 ppm in the middle. */
    COSINE;

    /** As operators write it. */
    public String words() {
        return name().toLowerCase(Locale.ROOT);
    }
}

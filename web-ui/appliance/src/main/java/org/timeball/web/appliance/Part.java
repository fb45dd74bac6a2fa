package org.timeball.web.appliance;

import java.util.Locale;

/**
 * A part of the overview that changes by itself: an element of the page with that id, and a template for its content.
 *
 * <p>The page is first sent whole; after that only the parts whose content changed are sent. One template makes both, so
 * there is one rendering. What a person opens or focuses (a table, a link) stands around a part, never within.
 */
enum Part {
    STATE,
    STATEMENT,
    ERROR_TABLE,
    DAY,
    SKY,
    SKY_CAPTION,
    SATELLITES,
    PULSES,
    PULSE_SCALE,
    PULSE_CAPTION,
    MINUTES,
    CLIENTS,
    EXCHANGES,
    RECEIVER,
    CLOCK,
    SOURCES,
    PROGRAM;

    /** The id of the element, and the name of the template in the folder of parts. */
    String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

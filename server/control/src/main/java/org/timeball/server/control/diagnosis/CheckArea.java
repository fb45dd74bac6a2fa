package org.timeball.server.control.diagnosis;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a check is about, in the order in which time flows through the box; what is of one area is looked at together. */
public enum CheckArea {
    /** The receiver's sentences: port, rate, sky. */
    RECEIVER("Receiver and sky"),

    /** The marks of the seconds. */
    PULSE("Pulse"),

    /** The clock, and what others say of the time. */
    CLOCK("Clock and sources"),

    /** The daemon, and what clients meet. */
    SERVICE("Service and network"),

    /** What clients know the box by. */
    CERTIFICATES("Certificates"),

    /** Board, kernel and disk. */
    MACHINE("Machine");

    private final String title;

    CheckArea(String title) {
        this.title = title;
    }

    /** The heading above its checks. */
    public String title() {
        return title;
    }

    /** As it is typed: small letters. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** By its key; empty for what is none. */
    public static Optional<CheckArea> named(String key) {
        return Arrays.stream(values()).filter(area -> area.key().equals(key)).findFirst();
    }

    /** Their keys between commas. */
    public static String keys(Set<CheckArea> areas) {
        return areas.stream().sorted().map(CheckArea::key).collect(Collectors.joining(","));
    }

    /** Areas by their keys between commas, none of an empty text; empty if one is unknown. */
    public static Optional<Set<CheckArea>> ofKeys(String keys) {
        var areas = EnumSet.noneOf(CheckArea.class);
        if (keys.isEmpty()) {
            return Optional.of(areas);
        }
        for (String key : keys.split(",", -1)) {
            var area = named(key);
            if (area.isEmpty()) {
                return Optional.empty();
            }
            areas.add(area.get());
        }
        return Optional.of(areas);
    }
}

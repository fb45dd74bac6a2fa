package org.timeball.web.appliance.page;

import java.util.Locale;

/** A constellation's shape and its place in the order of colours, which colour-blind eyes can tell apart. */
public enum Family {
    /** The United States'. */
    GPS("GPS", "gps") {
        @Override
        String outline(double x, double y, double radius) {
            return path("M%s %sa%3$s %3$s 0 1 1 0 %4$sa%3$s %3$s 0 1 1 0-%4$sz", x, y - radius, radius, 2 * radius);
        }
    },
    /** Europe's. */
    GALILEO("Galileo", "galileo") {
        @Override
        String outline(double x, double y, double radius) {
            double half = 0.88 * radius;
            return path("M%s %sh%3$sv%3$sh-%3$sz", x - half, y - half, 2 * half);
        }
    },
    /** Russia's. */
    GLONASS("GLONASS", "glonass") {
        @Override
        String outline(double x, double y, double radius) {
            return path("M%s %sl%s %sh-%sz", x, y - 1.1 * radius, 1.1 * radius, 1.9 * radius, 2.2 * radius);
        }
    },
    /** China's. */
    BEIDOU("BeiDou", "beidou") {
        @Override
        String outline(double x, double y, double radius) {
            double half = 1.2 * radius;
            return path("M%s %sl%3$s %3$sl-%3$s %3$sl-%3$s-%3$sz", x, y - half, half);
        }
    },
    /** Japan's. */
    QZSS("QZSS", "other") {
        @Override
        String outline(double x, double y, double radius) {
            return path("M%s %sl-%s-%sh%sz", x, y + 1.1 * radius, 1.1 * radius, 1.9 * radius, 2.2 * radius);
        }
    },
    /** Those that only help others. */
    SBAS("SBAS", "other") {
        @Override
        String outline(double x, double y, double radius) {
            double third = 2 * radius / 3;
            return path(
                    "M%s %sh%3$sv%3$sh%3$sv%3$sh-%3$sv%3$sh-%3$sv-%3$sh-%3$sv-%3$sh%3$sz",
                    x - third / 2, y - radius, third);
        }
    },
    /** India's. */
    NAVIC("NavIC", "other") {
        @Override
        String outline(double x, double y, double radius) {
            double half = radius / 2;
            double side = 0.87 * radius;
            return path("M%s %sl%3$s %4$sv%5$sl-%3$s %4$sl-%3$s-%4$sv-%5$sz", x, y - radius, side, half, radius);
        }
    },
    /** Whatever else is told. */
    UNKNOWN("unknown", "other") {
        @Override
        String outline(double x, double y, double radius) {
            return path("M%s %sh%sv%sh-%3$sz", x - radius, y - radius / 2, 2 * radius, radius);
        }
    };

    private final String words;
    private final String key;

    Family(String words, String key) {
        this.words = words;
        this.key = key;
    }

    /** By the word that the control socket has for it. */
    public static Family of(String words) {
        for (var family : values()) {
            if (family.words.equals(words)) {
                return family;
            }
        }
        return UNKNOWN;
    }

    /** The data of an SVG path around a point. */
    abstract String outline(double x, double y, double radius);

    /** What it is called. */
    public String words() {
        return words;
    }

    /** Its name in the style sheet. */
    public String key() {
        return key;
    }

    private static String path(String pattern, double... numbers) {
        var rounded = new Object[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            rounded[i] = String.format(Locale.ROOT, "%.1f", numbers[i]);
        }
        return String.format(Locale.ROOT, pattern, rounded);
    }
}

package org.timeball.server.diagnosis;

import java.util.Locale;

/** Sentences with figures, which read the same on every machine. */
final class Sentence {

    private Sentence() {}

    static String of(String format, Object... figures) {
        return String.format(Locale.ROOT, format, figures);
    }
}

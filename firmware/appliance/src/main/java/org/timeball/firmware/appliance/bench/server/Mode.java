package org.timeball.firmware.appliance.bench.server;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What servers are asked, by the names of {@code --mode} and of the JSON. */
enum Mode {
    /** NTP without extension fields: the highest rate at which all but 0.1 % is answered. */
    NTP("ntp", Figure.NTP_RATE, "-m", "ntp"),

    /** The same with NTS by AEAD 15 (AES-SIV-CMAC-256). */
    NTS15("nts15", Figure.NTS15_RATE, "-m", "nts", "-a", "15"),

    /** The same with NTS by AEAD 30 (AES-128-GCM-SIV). */
    NTS30("nts30", Figure.NTS30_RATE, "-m", "nts", "-a", "30"),

    /** Key exchanges over eight connections at a time, each with a handshake of its own. */
    KE("ke", Figure.KE_CPU, "-m", "ke", "-c", "8"),

    /** Stamps against the kernel's own of the same packets, 100 a second. */
    OFFSET("offset", Figure.OFFSET_P99, "-m", "offset", "-r", "100"),

    /** The same in interleaved mode (RFC 9769). */
    OFFSET_INTERLEAVED("offset-interleaved", Figure.INTERLEAVED_P99, "-m", "offset", "-r", "100", "-i");

    private final String word;
    private final Figure headline;
    private final List<String> arguments;

    Mode(String word, Figure headline, String... arguments) {
        this.word = word;
        this.headline = headline;
        this.arguments = List.of(arguments);
    }

    String word() {
        return word;
    }

    /** The one figure of this mode that scripts get. */
    Figure headline() {
        return headline;
    }

    /** All that this mode tells, the headline first. */
    List<Figure> figures() {
        return Arrays.stream(Figure.values())
                .filter(figure -> figure.mode() == this)
                .toList();
    }

    /** What the load generator is told to ask. */
    List<String> arguments() {
        return arguments;
    }

    /** Whether the load generator searches for the highest rate, and does not ask at a fixed one. */
    boolean isSearch() {
        return switch (this) {
            case NTP, NTS15, NTS30 -> true;
            case KE, OFFSET, OFFSET_INTERLEAVED -> false;
        };
    }

    /** Whether cookies are needed first, or are what is asked for. */
    boolean needsKeyExchange() {
        return switch (this) {
            case NTS15, NTS30, KE -> true;
            case NTP, OFFSET, OFFSET_INTERLEAVED -> false;
        };
    }

    static Optional<Mode> of(String word) {
        return Arrays.stream(values()).filter(mode -> mode.word.equals(word)).findFirst();
    }

    static String words() {
        return Arrays.stream(values()).map(Mode::word).collect(Collectors.joining(", "));
    }
}

package org.timeball.server.control.admin;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.timeball.server.control.Parsed;

/** Something about the configuration's file, which the daemon alone writes. */
public sealed interface ConfigurationAct extends AdminAct {

    /** Octets of a configuration in UTF-8: many times what one needs, and it goes into a form of the pages. */
    int LIMIT_OCTETS = 48 * 1024;

    /** As {@link org.timeball.server.control.configuration.ConfigurationReport#revision()} gives it. */
    Pattern REVISION = Pattern.compile("[0-9a-f]{64}");

    /**
     * Looks what a text would change, and whether it could; nothing is written, nor in the event log.
     *
     * @param text TOML
     */
    record Check(String text) implements ConfigurationAct {

        /** Refuses what is too long. */
        public Check {
            refuse(complaint(text));
        }
    }

    /**
     * The file has another text from now on, and what can change while the daemon runs does.
     *
     * @param text     TOML
     * @param revision of the text that it was made from: where the file has another by now, nothing is done
     */
    record Apply(String text, String revision) implements ConfigurationAct {

        /** Refuses what is too long, or no revision. */
        public Apply {
            refuse(complaint(text).or(() -> complaintOfRevision(revision)));
        }
    }

    /**
     * The file has the text again that it had before a change, and before all later ones.
     *
     * @param number   of the change
     * @param revision of the text that is there now
     */
    record Undo(long number, String revision) implements ConfigurationAct {

        /** Refuses what is no revision. */
        public Undo {
            refuse(complaintOfRevision(revision));
        }
    }

    @Override
    default String op() {
        return switch (this) {
            case Check _ -> "config-check";
            case Apply _ -> "config-apply";
            case Undo _ -> "config-undo";
        };
    }

    @Override
    default Map<String, String> with() {
        return switch (this) {
            case Check(var text) -> Map.of("text", text);
            case Apply(var text, var revision) -> Map.of("text", text, "revision", revision);
            case Undo(long number, var revision) -> Map.of("number", Long.toString(number), "revision", revision);
        };
    }

    @Override
    default String words() {
        return switch (this) {
            case Check _ -> "look what another configuration would change";
            case Apply _ -> "change the configuration";
            case Undo(long number, var _) -> "undo change " + number + " of the configuration";
        };
    }

    @Override
    default boolean isNoted() {
        return switch (this) {
            case Check _ -> false;
            case Apply _ -> true;
            case Undo _ -> true;
        };
    }

    /** Reads an act from its word and its texts; empty if the word is of another. */
    static Optional<Parsed<AdminAct>> read(String op, Map<String, String> with) {
        String text = with.getOrDefault("text", "");
        String revision = with.getOrDefault("revision", "");
        return switch (op) {
            case "config-check" -> Optional.of(made(() -> new Check(text)));
            case "config-apply" -> Optional.of(made(() -> new Apply(text, revision)));
            case "config-undo" -> Optional.of(made(() -> new Undo(number(with.getOrDefault("number", "")), revision)));
            default -> Optional.empty();
        };
    }

    private static long number(String digits) {
        if (!digits.matches("[0-9]{1,15}")) {
            throw new IllegalArgumentException("\"number\" must be the number of a change");
        }
        return Long.parseLong(digits);
    }

    private static Parsed<AdminAct> made(Supplier<AdminAct> act) {
        try {
            return new Parsed.Ok<>(act.get());
        } catch (IllegalArgumentException complaint) {
            return new Parsed.Malformed<>(String.valueOf(complaint.getMessage()));
        }
    }

    private static Optional<String> complaint(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length <= LIMIT_OCTETS
                ? Optional.empty()
                : Optional.of("a configuration has at most " + LIMIT_OCTETS + " octets");
    }

    private static Optional<String> complaintOfRevision(String revision) {
        return REVISION.matcher(revision).matches()
                ? Optional.empty()
                : Optional.of("\"revision\" must be 64 hexadecimal digits");
    }

    private static void refuse(Optional<String> complaint) {
        complaint.ifPresent(reason -> {
            throw new IllegalArgumentException(reason);
        });
    }
}

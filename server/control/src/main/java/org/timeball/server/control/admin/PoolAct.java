package org.timeball.server.control.admin;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.timeball.server.control.Parsed;

/** Something about a pool of the configuration: the tokens by which it is let in, or whether it could use this server. */
public sealed interface PoolAct extends AdminAct {

    /** Characters in a pool's name, a fingerprint and a label. */
    int LONGEST_WORD = 64;

    /** Characters in what may be pasted: a token, or the line of a configuration around it. */
    int LONGEST_ENTRY = 1_024;

    /** The pool, by its name in the configuration. */
    String pool();

    /** A change of its tokens. */
    sealed interface Change extends PoolAct permits AddToken, DropToken, Leave {}

    /**
     * The pool is let in by another token, too.
     *
     * @param pool  by its name
     * @param entry the token as it was pasted, 1 to {@value #LONGEST_ENTRY} characters; a secret, and not printed
     * @param label what to call it; may be empty
     */
    record AddToken(String pool, String entry, String label) implements Change {

        /** Refuses what a line cannot hold. */
        public AddToken {
            refuse(complaint(pool, entry, label));
        }

        private static Optional<String> complaint(String pool, String entry, String label) {
            if (!Actor.isLineOf(entry, LONGEST_ENTRY)) {
                return Optional.of("\"token\" must be 1 to " + LONGEST_ENTRY + " printable characters");
            }
            return label.isEmpty() ? complaintOf(pool, pool) : complaintOf(pool, label);
        }

        /** Without the secret. */
        @Override
        public String toString() {
            return "AddToken[" + pool + ", " + label + ']';
        }
    }

    /**
     * One token counts no more.
     *
     * @param pool        by its name
     * @param fingerprint of the token, as the status shows it
     */
    record DropToken(String pool, String fingerprint) implements Change {

        /** Refuses what a line cannot hold. */
        public DropToken {
            refuse(complaintOf(pool, fingerprint));
        }
    }

    /**
     * No token counts any more.
     *
     * @param pool by its name
     */
    record Leave(String pool) implements Change {

        /** Refuses what a line cannot hold. */
        public Leave {
            refuse(complaintOf(pool, pool));
        }
    }

    /**
     * Looks whether the pool could use this server as it is; nothing changes. After the reply's first line there is one
     * for each point, which begins with {@code good:} or {@code mend:}.
     *
     * @param pool by its name
     */
    record Check(String pool) implements PoolAct {

        /** Refuses what a line cannot hold. */
        public Check {
            refuse(complaintOf(pool, pool));
        }
    }

    @Override
    default String op() {
        return switch (this) {
            case AddToken _ -> "pool-add";
            case DropToken _ -> "pool-drop";
            case Leave _ -> "pool-leave";
            case Check _ -> "pool-check";
        };
    }

    @Override
    default Map<String, String> with() {
        return switch (this) {
            case AddToken(var pool, var entry, var label) -> Map.of("pool", pool, "token", entry, "label", label);
            case DropToken(var pool, var fingerprint) -> Map.of("pool", pool, "fingerprint", fingerprint);
            case Leave(var pool) -> Map.of("pool", pool);
            case Check(var pool) -> Map.of("pool", pool);
        };
    }

    @Override
    default String words() {
        return switch (this) {
            case AddToken(var pool, var _, var label) ->
                "let the pool " + pool + " in by another token" + (label.isEmpty() ? "" : ", \"" + label + '"');
            case DropToken(var pool, var fingerprint) -> "take the token " + fingerprint + " from the pool " + pool;
            case Leave(var pool) -> "leave the pool " + pool;
            case Check(var pool) -> "look whether the pool " + pool + " could use this server";
        };
    }

    /** Reads an act from its word and its texts; empty if the word is of another. */
    static Optional<Parsed<AdminAct>> read(String op, Map<String, String> with) {
        String pool = with.getOrDefault("pool", "");
        String entry = with.getOrDefault("token", "");
        String label = with.getOrDefault("label", "");
        String fingerprint = with.getOrDefault("fingerprint", "");
        return switch (op) {
            case "pool-add" -> made(AddToken.complaint(pool, entry, label), () -> new AddToken(pool, entry, label));
            case "pool-drop" -> made(complaintOf(pool, fingerprint), () -> new DropToken(pool, fingerprint));
            case "pool-leave" -> made(complaintOf(pool, pool), () -> new Leave(pool));
            case "pool-check" -> made(complaintOf(pool, pool), () -> new Check(pool));
            default -> Optional.empty();
        };
    }

    private static Optional<Parsed<AdminAct>> made(Optional<String> complaint, Supplier<AdminAct> act) {
        return Optional.of(
                complaint.<Parsed<AdminAct>>map(Parsed.Malformed::new).orElseGet(() -> new Parsed.Ok<>(act.get())));
    }

    private static Optional<String> complaintOf(String pool, String other) {
        return Actor.isLineOf(pool, LONGEST_WORD) && Actor.isLineOf(other, LONGEST_WORD)
                ? Optional.empty()
                : Optional.of("\"pool\", \"fingerprint\" and \"label\" must be at most " + LONGEST_WORD
                        + " printable characters, the first two at least one");
    }

    private static void refuse(Optional<String> complaint) {
        complaint.ifPresent(reason -> {
            throw new IllegalArgumentException(reason);
        });
    }
}

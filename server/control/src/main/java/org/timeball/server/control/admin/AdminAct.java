package org.timeball.server.control.admin;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.timeball.server.control.Parsed;

/**
 * A change of the daemon. On the wire it is a word and texts by name; in the event log it is {@link #what} and
 * {@link #words}, in which no secret may stand.
 */
public sealed interface AdminAct
        permits AdminAct.ReloadConfiguration,
                AdminAct.RotateCookieKeys,
                AdminAct.RenewCertificate,
                AdminAct.BringCertificate,
                AdminAct.TestAlert,
                AdminAct.Tell,
                ConfigurationAct,
                PoolAct {

    /** Of the text that names what an act is about. */
    String NAME = "name";

    /** The configuration's file is read again, and what can change while the daemon runs does. */
    record ReloadConfiguration() implements AdminAct {}

    /** Cookies are sealed under a new key from now on; those that are out still open. */
    record RotateCookieKeys() implements AdminAct {}

    /**
     * Something was done elsewhere, as a sign-in to the pages, and belongs into the one event log.
     *
     * @param what     its stable name, lower case and dashes, at most 32 characters
     * @param sentence what a person reads, 1 to {@value #LONGEST_SENTENCE} printable characters
     */
    record Tell(String what, String sentence) implements AdminAct {

        /** Characters in a sentence. */
        public static final int LONGEST_SENTENCE = 200;

        private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,31}");

        /** Refuses what a line of a log cannot hold. */
        public Tell {
            complaint(what, sentence).ifPresent(complaint -> {
                throw new IllegalArgumentException(complaint);
            });
        }

        private static Optional<String> complaint(String what, String sentence) {
            if (!NAME.matcher(what).matches()) {
                return Optional.of("\"what\" must be lower case letters, digits and dashes, 1 to 32");
            }
            return Actor.isLineOf(sentence, LONGEST_SENTENCE)
                    ? Optional.empty()
                    : Optional.of("\"sentence\" must be 1 to " + LONGEST_SENTENCE + " printable characters");
        }

        private static Parsed<AdminAct> of(Map<String, String> with) {
            var what = with.getOrDefault("what", "");
            var sentence = with.getOrDefault("sentence", "");
            return complaint(what, sentence)
                    .<Parsed<AdminAct>>map(Parsed.Malformed::new)
                    .orElseGet(() -> new Parsed.Ok<>(new Tell(what, sentence)));
        }
    }

    /**
     * A certificate is ordered now, whether it is due or not.
     *
     * @param name what it is called in the configuration
     */
    record RenewCertificate(String name) implements AdminAct {

        /** Refuses what cannot be a name. */
        public RenewCertificate {
            BroughtFiles.requireName(name);
        }
    }

    /**
     * A certificate that somebody else renews is brought, with its key.
     *
     * @param name  what it is called in the configuration
     * @param files what it is in
     */
    record BringCertificate(String name, BroughtFiles files) implements AdminAct {

        /** Refuses what cannot be a name. */
        public BringCertificate {
            BroughtFiles.requireName(name);
        }
    }

    /**
     * A test goes by a channel of alerts, at once and once.
     *
     * @param name what the channel is called in the configuration
     */
    record TestAlert(String name) implements AdminAct {

        /** Refuses what cannot be a name. */
        public TestAlert {
            BroughtFiles.requireName(name);
        }
    }

    /** The word on the wire. */
    default String op() {
        return switch (this) {
            case ReloadConfiguration() -> "reload";
            case RotateCookieKeys() -> "rekey";
            case RenewCertificate _ -> "renew-certificate";
            case BringCertificate _ -> "bring-certificate";
            case TestAlert _ -> "test-alert";
            case Tell _ -> "tell";
            case ConfigurationAct act -> act.op();
            case PoolAct act -> act.op();
        };
    }

    /** The texts on the wire; secrets may be among them. */
    default Map<String, String> with() {
        return switch (this) {
            case ReloadConfiguration() -> Map.of();
            case RotateCookieKeys() -> Map.of();
            case RenewCertificate(var name) -> Map.of(NAME, name);
            case BringCertificate(var name, var files) -> files.with(NAME, name);
            case TestAlert(var name) -> Map.of(NAME, name);
            case Tell(var what, var sentence) -> Map.of("what", what, "sentence", sentence);
            case ConfigurationAct act -> act.with();
            case PoolAct act -> act.with();
        };
    }

    /** Its stable name in the event log. */
    default String what() {
        return this instanceof Tell(var what, var _) ? what : op();
    }

    /** What was asked for, for the event log: no secret, and nothing a reply would say better. */
    default String words() {
        return switch (this) {
            case ReloadConfiguration() -> "read the configuration again";
            case RotateCookieKeys() -> "seal cookies under a new key";
            case RenewCertificate(var name) -> "renew the certificate " + name;
            case BringCertificate(var name, var _) -> "bring the certificate " + name;
            case TestAlert(var name) -> "send a test by " + name;
            case Tell(var _, var sentence) -> sentence;
            case ConfigurationAct act -> act.words();
            case PoolAct act -> act.words();
        };
    }

    /** Whether it goes into the event log: not where nothing can change by it. */
    default boolean isNoted() {
        return true;
    }

    private static Parsed<AdminAct> named(Map<String, String> with, Function<String, AdminAct> act) {
        try {
            return new Parsed.Ok<>(act.apply(with.getOrDefault(NAME, "")));
        } catch (IllegalArgumentException complaint) {
            return new Parsed.Malformed<>(String.valueOf(complaint.getMessage()));
        }
    }

    /** Reads an act from its word and its texts; what it does not know of the texts is passed over. */
    static Parsed<AdminAct> of(String op, Map<String, String> with) {
        return switch (op) {
            case "reload" -> new Parsed.Ok<>(new ReloadConfiguration());
            case "rekey" -> new Parsed.Ok<>(new RotateCookieKeys());
            case "renew-certificate" -> named(with, RenewCertificate::new);
            case "bring-certificate" -> named(with, name -> new BringCertificate(name, BroughtFiles.of(with)));
            case "test-alert" -> named(with, TestAlert::new);
            case "tell" -> Tell.of(with);
            default ->
                ConfigurationAct.read(op, with)
                        .or(() -> PoolAct.read(op, with))
                        .orElseGet(() -> new Parsed.Malformed<>("\"op\" is no change that is known here"));
        };
    }
}

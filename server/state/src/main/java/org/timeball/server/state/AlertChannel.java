package org.timeball.server.state;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * {@code [[alert]]}: a way to somebody who is not looking. Passwords, tokens, and addresses that are secrets by themselves are in
 * files of their own, readable by their owner alone; they are read when they are used.
 *
 * @param name  {@code name}: what it is called, 1 to 32 small letters, digits and dashes
 * @param least {@code least}: what is less bad does not go this way; default {@code "warning"}
 * @param way   {@code by}: which it is
 */
public record AlertChannel(String name, AlertSeverity least, Way way) {

    static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,31}");

    /** @throws IllegalArgumentException if the name is none */
    public AlertChannel {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("alert.name: \"%s\" is no name".formatted(name));
        }
    }

    /** What may be asked by HTTP: neither a name and password nor a fragment belongs into it. */
    public static Optional<URI> url(String text) {
        try {
            var url = URI.create(text);
            boolean isGood = ("https".equals(url.getScheme()) || "http".equals(url.getScheme()))
                    && url.getHost() != null
                    && url.getRawUserInfo() == null
                    && url.getRawFragment() == null;
            return isGood ? Optional.of(url) : Optional.empty();
        } catch (IllegalArgumentException noUrl) {
            return Optional.empty();
        }
    }

    /** How a message gets there. */
    public sealed interface Way {

        /** The word of the configuration. */
        default String words() {
            return switch (this) {
                case Mail _ -> "e-mail";
                case Webhook _ -> "webhook";
                case Ntfy _ -> "ntfy";
                case Mqtt _ -> "mqtt";
            };
        }

        /** To where, as far as it may be shown. */
        default String target() {
            return switch (this) {
                case Mail mail -> String.join(", ", mail.to()) + " by " + mail.host() + " port " + mail.port();
                case Webhook hook -> hook.address().url().map(URI::getHost).orElse("an address from a file");
                case Ntfy ntfy -> ntfy.server().getHost();
                case Mqtt mqtt -> mqtt.host() + " port " + mqtt.port();
            };
        }
    }

    /**
     * {@code by = "e-mail"}.
     *
     * @param host     {@code host}: the server that takes it (SMTP), by its name
     * @param port     {@code port}: default by {@code security}: 587, 465 or 25
     * @param security {@code security}: default {@code "starttls"}
     * @param login    {@code user} and {@code password-path}; none unless both are written, and none with {@code "none"}
     * @param from     {@code from}: the address of the sender
     * @param to       {@code to}: a list of addresses, 1 to {@value #MOST_TO}
     * @param caPath   {@code ca-path}: PEM, who may vouch for the server, in place of the Java runtime's authorities
     */
    public record Mail(
            String host,
            int port,
            Security security,
            Optional<Login> login,
            String from,
            List<String> to,
            Optional<Path> caPath)
            implements Way {

        /** Addresses in a list. */
        public static final int MOST_TO = 16;

        /** Copies the list. */
        public Mail {
            to = List.copyOf(to);
        }
    }

    /** How the way to a mail server is protected. */
    public enum Security {
        /** The server has to change to TLS before anything is said. */
        STARTTLS("starttls", 587),

        /** TLS from the first octet. */
        TLS("tls", 465),

        /** In clear, as to a server on this machine; nothing is signed in. */
        NONE("none", 25);

        private final String word;
        private final int port;

        Security(String word, int port) {
            this.word = word;
            this.port = port;
        }

        /** As it is written in the configuration. */
        public String word() {
            return word;
        }

        /** Where such a server listens. */
        public int port() {
            return port;
        }
    }

    /**
     * Who we are to the other end.
     *
     * @param user         {@code user}
     * @param passwordPath {@code password-path}: the first line of a file, readable by its owner alone
     */
    public record Login(String user, Path passwordPath) {}

    /**
     * A text that stands in the configuration, or in a file of its own if it is a secret.
     *
     * @param url  as it stands there; empty where it is in a file
     * @param path of that file; empty where it is not
     */
    public record Address(Optional<URI> url, Optional<Path> path) {}

    /**
     * {@code by = "webhook"}: a POST with JSON.
     *
     * @param address   {@code url}, or {@code url-path}: a file that has it in its first line
     * @param tokenPath {@code token-path}: what is sent as {@code Authorization: Bearer}; only by https
     * @param caPath    {@code ca-path}: PEM, who may vouch for the server, in place of the Java runtime's authorities
     */
    public record Webhook(Address address, Optional<Path> tokenPath, Optional<Path> caPath) implements Way {}

    /**
     * {@code by = "ntfy"}.
     *
     * @param server    {@code server}: default {@code https://ntfy.sh}
     * @param topicPath {@code topic-path}: a file with the topic in its first line, for whoever knows it reads along
     * @param tokenPath {@code token-path}: an access token of the server's; only by https
     * @param caPath    {@code ca-path}: PEM, who may vouch for the server, in place of the Java runtime's authorities
     */
    public record Ntfy(URI server, Path topicPath, Optional<Path> tokenPath, Optional<Path> caPath) implements Way {

        static final URI DEFAULT_SERVER = URI.create("https://ntfy.sh");
    }

    /**
     * {@code by = "mqtt"}: alerts and the state of the clock, and for Home Assistant what they are.
     *
     * @param host            {@code host}: the broker
     * @param port            {@code port}: default 8883, or 1883 without TLS
     * @param tls             {@code tls}: default true
     * @param login           {@code user} and {@code password-path}; only with TLS, or on this machine
     * @param topicPrefix     {@code topic-prefix}: before all topics; default {@code timeball}
     * @param discoveryPrefix {@code discovery-prefix}: of Home Assistant, default {@code homeassistant}; here empty for
     *     {@code ""}, which tells it nothing
     * @param deviceId        {@code device-id}: what tells this server from others at the broker, 1 to 32 letters, digits, dashes and
     *     underscores; default, here empty: made of the box's name
     * @param caPath          {@code ca-path}: PEM, who may vouch for the broker, in place of the Java runtime's authorities
     */
    public record Mqtt(
            String host,
            int port,
            boolean tls,
            Optional<Login> login,
            String topicPrefix,
            Optional<String> discoveryPrefix,
            Optional<String> deviceId,
            Optional<Path> caPath)
            implements Way {

        static final int TLS_PORT = 8_883;
        static final int PLAIN_PORT = 1_883;
    }
}

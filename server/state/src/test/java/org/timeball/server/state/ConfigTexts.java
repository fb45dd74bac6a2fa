package org.timeball.server.state;

/** What the tests of the configuration file begin with. */
final class ConfigTexts {

    /** What the file is called in messages. */
    static final String NAME = "/etc/timeball/timeball.toml";

    /** The least that is a configuration; five lines. */
    static final String LEAST = """
            schema = 1
            [receiver]
            port = "/dev/ttyAMA0"
            [[server]]
            listen = "[::]:123"
            """;

    private ConfigTexts() {}

    /** {@link #LEAST} with other lines about the receiver in place of its port. */
    static String withReceiver(String lines) {
        return LEAST.replace("port = \"/dev/ttyAMA0\"", lines);
    }
}

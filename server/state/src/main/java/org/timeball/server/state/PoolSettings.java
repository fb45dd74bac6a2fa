package org.timeball.server.state;

import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * {@code [[pool]]}: a pool of NTS servers that we are a member of. The tokens by which it shows who it is are in a file of
 * their own, which is a secret.
 *
 * @param name        {@code name}: what we call it, 1 to 32 small letters, digits and dashes
 * @param site        {@code site}: where its operators tell of it and give out tokens, as {@code https://pool.example.org};
 *     may be empty
 * @param host        {@code host}: the name under which we are registered there, which is one of our certificate's; may be
 *     empty
 * @param tokensPath  {@code tokens-path}: a token a line, readable by its owner alone; default {@code pool-NAME.tokens} in
 *     the state directory
 * @param oldNumbers  {@code old-numbers}: whether it may also speak with the record types of the experiment, 0x4000 to
 *     0x4006; default false
 * @param connections {@code connections}: how many it may keep open between its requests, on all our addresses together;
 *     0 to 256, default 16
 */
public record PoolSettings(
        String name, String site, String host, Path tokensPath, boolean oldNumbers, int connections) {

    /** Balancers of today keep five for each family of addresses. */
    static final int DEFAULT_CONNECTIONS = 16;

    static final Range CONNECTIONS = new Range(0, 256, "connections");

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,31}");

    /** Refuses what is out of its range. */
    public PoolSettings {
        if (!isName(name)) {
            throw new IllegalArgumentException("pool.name: \"%s\" is no name".formatted(name));
        }
        CONNECTIONS.require("connections", connections);
    }

    static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /** Where the tokens are if nobody says otherwise. */
    static Path defaultTokensPath(Path stateDirectory, String name) {
        return stateDirectory.resolve("pool-" + name + ".tokens");
    }

    /**
     * The same while another state directory than the file's is in force, which changes with a restart alone: where nobody
     * named the file of tokens, it stays where it was.
     */
    PoolSettings within(Path inForce, Path wanted) {
        return tokensPath.equals(defaultTokensPath(wanted, name))
                ? new PoolSettings(name, site, host, defaultTokensPath(inForce, name), oldNumbers, connections)
                : this;
    }
}

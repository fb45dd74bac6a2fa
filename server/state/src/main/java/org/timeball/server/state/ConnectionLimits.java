package org.timeball.server.state;

/**
 * What the clients of one {@code [[nts-ke-server]]} may take.
 *
 * @param connections     {@code connections}: how many may stand at once; when another comes, an old one goes of the
 *     network that holds the most; 8 to 8192, default 512
 * @param perNetwork      {@code connections-per-network}: how many of them one IPv4 address or one IPv6 network of 64 bits
 *     may hold; 1 to as many as there may be, default 128
 * @param deadlineSeconds {@code deadline-seconds}: how long a connection may stand, whatever its client does; seconds, 0.5
 *     to 60, default 5
 */
public record ConnectionLimits(int connections, int perNetwork, double deadlineSeconds) {

    /** One that waits takes 3 KiB, one that has shaken hands up to 20 (measured). */
    static final Range CONNECTIONS = new Range(8, 8_192, "connections");

    /** A slow line needs four round trips; who needs a minute never comes to the end. */
    static final Range DEADLINE = new Range(0.5, 60, "seconds");

    /** What holds where the file says nothing; stands after the ranges, which its constructor asks. */
    public static final ConnectionLimits DEFAULT = new ConnectionLimits(512, 128, 5);

    /** @throws IllegalArgumentException if a value is out of its range */
    public ConnectionLimits {
        CONNECTIONS.require("connections", connections);
        perNetwork(connections).require("connections-per-network", perNetwork);
        DEADLINE.require("deadline-seconds", deadlineSeconds);
    }

    private static Range perNetwork(int connections) {
        return new Range(1, connections, "connections, as many as there may be in all");
    }

    /** Reads them from the table of their server. */
    static ConnectionLimits read(ConfigTable table) {
        int connections = table.integer("connections", CONNECTIONS, DEFAULT.connections);
        int share = Math.min(DEFAULT.perNetwork, connections);
        return new ConnectionLimits(
                connections,
                table.integer("connections-per-network", perNetwork(connections), share),
                table.real("deadline-seconds", DEADLINE, DEFAULT.deadlineSeconds));
    }
}

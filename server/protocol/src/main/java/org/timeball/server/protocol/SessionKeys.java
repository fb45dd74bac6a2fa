package org.timeball.server.protocol;

import java.util.Arrays;

/**
 * The two keys that one key exchange gave to client and server, and what they are for.
 *
 * <p>Immutable but for {@link #wipe}; never prints a key.
 */
public final class SessionKeys {

    private final AeadAlgorithm algorithm;
    private final byte[] clientToServer;
    private final byte[] serverToClient;

    /**
     * Copies both keys.
     *
     * @param clientToServer C2S, as long as the algorithm wants
     * @param serverToClient S2C, as long as the algorithm wants
     */
    public SessionKeys(AeadAlgorithm algorithm, byte[] clientToServer, byte[] serverToClient) {
        if (clientToServer.length != algorithm.keyOctets() || serverToClient.length != algorithm.keyOctets()) {
            throw new IllegalArgumentException(algorithm + " takes keys of " + algorithm.keyOctets() + " octets");
        }
        this.algorithm = algorithm;
        this.clientToServer = clientToServer.clone();
        this.serverToClient = serverToClient.clone();
    }

    /** What the keys are for. */
    public AeadAlgorithm algorithm() {
        return algorithm;
    }

    /** A copy of C2S. */
    public byte[] clientToServer() {
        return clientToServer.clone();
    }

    /** A copy of S2C. */
    public byte[] serverToClient() {
        return serverToClient.clone();
    }

    /** Overwrites both keys with zeros, when they have done their work. */
    public void wipe() {
        Arrays.fill(clientToServer, (byte) 0);
        Arrays.fill(serverToClient, (byte) 0);
    }

    @Override
    public String toString() {
        return "SessionKeys[" + algorithm + ']';
    }
}

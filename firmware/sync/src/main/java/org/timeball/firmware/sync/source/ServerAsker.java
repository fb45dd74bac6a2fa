package org.timeball.firmware.sync.source;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.timeball.server.client.Measurement;
import org.timeball.server.client.net.BlockingClient;
import org.timeball.server.client.net.ClientException;
import org.timeball.server.protocol.AeadAlgorithm;

/**
 * Asks a server that exchanges its keys itself, or that needs none.
 *
 * @param client that does it
 */
record ServerAsker(BlockingClient client) implements Asker {

    @Override
    public Measurement query() throws ClientException, InterruptedException {
        return client.query();
    }

    @Override
    public Optional<AeadAlgorithm> algorithm() {
        return client.algorithm();
    }

    @Override
    public Optional<InetSocketAddress> asked() {
        return client.asked();
    }

    @Override
    public Optional<IOException> storageFailure() {
        return client.storageFailure();
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}

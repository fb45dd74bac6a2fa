package org.timeball.firmware.sync.query;

import java.time.Duration;
import org.timeball.firmware.sync.source.GivenKeysClient;
import org.timeball.server.client.AgreedKeys;
import org.timeball.server.client.net.AddressFamily;
import org.timeball.server.client.net.ClientException;

/**
 * Asks for the time with keys that were just agreed on; a request that nobody answers is followed by others.
 *
 * @param keys   with a cookie at least
 * @param family of the server's addresses
 */
record OneTime(AgreedKeys keys, AddressFamily family) {

    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final int TRIES = 3;

    /**
     * The time.
     *
     * @param typed  the name that stands for the server
     * @param source how the server is called itself
     * @throws ClientException if it cannot be had
     */
    QueryAnswer ask(String typed, String source) throws ClientException, InterruptedException {
        var client = new GivenKeysClient(keys, family, PATIENCE, TRIES);
        var measurement = client.query();
        var where = client.asked()
                .map(address -> address.getAddress().getHostAddress() + " port " + address.getPort())
                .orElse("");
        return QueryAnswer.Told.of(
                        typed,
                        where,
                        measurement,
                        QueryCommand.words(keys.keys().algorithm()))
                .from(source);
    }
}

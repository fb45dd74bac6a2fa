package org.timeball.firmware.sync.query;

import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.timeball.server.client.AgreedKeys;
import org.timeball.server.client.Association;
import org.timeball.server.client.AssociationSettings;
import org.timeball.server.client.PollRange;
import org.timeball.server.client.Security;
import org.timeball.server.client.Step;
import org.timeball.server.client.net.AddressFamily;
import org.timeball.server.client.net.ClientException;
import org.timeball.server.client.net.NtpExchange;
import org.timeball.server.client.net.Trouble;

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
        var random = new SecureRandom();
        var algorithm = keys.keys().algorithm();
        var association = new Association(
                new AssociationSettings(
                        new Security.Nts(List.of(algorithm), Optional.of(keys)), PollRange.USUAL, false, 0),
                random::nextBytes,
                System.nanoTime());
        var exchange = new NtpExchange(association, PATIENCE);
        var address = new InetSocketAddress(
                family.resolveComplete(keys.server().host(), family).getFirst(),
                keys.server().port());
        Optional<ClientException> silence = Optional.empty();
        int tries = 0;
        while (tries < TRIES) {
            association.hurry(System.nanoTime());
            switch (association.next(System.nanoTime())) {
                case Step.Ask ask -> {
                    tries++;
                    try {
                        var measurement = exchange.ask(address, ask.request());
                        var where = address.getAddress().getHostAddress() + " port " + address.getPort();
                        return QueryAnswer.Told.of(typed, where, measurement, QueryCommand.words(algorithm))
                                .from(source);
                    } catch (ClientException failure) {
                        if (failure.trouble() != Trouble.NO_ANSWER) {
                            throw failure;
                        }
                        silence = Optional.of(failure);
                    }
                }
                case Step.Rest(long untilNanos) ->
                    Thread.sleep(Duration.ofNanos(Math.max(untilNanos - System.nanoTime(), 0)));
                // No cookie is left: the key exchange gave fewer than there are tries.
                case Step.ExchangeKeys _, Step.Stop _ -> tries = TRIES;
            }
        }
        throw silence.orElseThrow();
    }
}

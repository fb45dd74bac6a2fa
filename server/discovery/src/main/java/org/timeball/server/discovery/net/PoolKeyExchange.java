package org.timeball.server.discovery.net;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.timeball.server.client.AgreedKeys;
import org.timeball.server.client.CertificateClock;
import org.timeball.server.client.net.AddressFamily;
import org.timeball.server.client.net.ClientException;
import org.timeball.server.client.net.KeyExchangeConnection;
import org.timeball.server.client.net.Trouble;
import org.timeball.server.client.net.TrustedAuthorities;
import org.timeball.server.client.nts.KeyExchangeAnswer;
import org.timeball.server.client.nts.KeyExchangeReader;
import org.timeball.server.discovery.pool.PoolStep;
import org.timeball.server.protocol.AeadAlgorithm;

/**
 * Exchanges keys as a pool's steps say.
 *
 * @param authorities who may vouch for the server that keys are exchanged with
 * @param family      of its addresses
 * @param offered     algorithms in order of preference, at least one
 * @param clock       for the dates of its certificate
 * @param patience    for all that is done with one connection
 */
public record PoolKeyExchange(
        TrustedAuthorities authorities,
        AddressFamily family,
        List<AeadAlgorithm> offered,
        Supplier<CertificateClock> clock,
        Duration patience) {

    /** Copies the list. */
    public PoolKeyExchange {
        offered = List.copyOf(offered);
    }

    /**
     * What was agreed on.
     *
     * @param keys      with where to ask for the time
     * @param ntpServer as the server named it, if it did
     */
    public record Agreement(AgreedKeys keys, Optional<String> ntpServer) {}

    /**
     * Takes the step, at the first of the server's addresses that answers.
     *
     * @throws ClientException if there are no keys
     */
    public Agreement take(PoolStep.ExchangeKeys step) throws ClientException {
        var server = step.server();
        var addresses = family.resolve(server.host());
        try (var connection = KeyExchangeConnection.open(addresses, server, authorities, clock.get(), patience)) {
            return agree(connection, step);
        }
    }

    private Agreement agree(KeyExchangeConnection connection, PoolStep.ExchangeKeys step) throws ClientException {
        return switch (connection.exchange(Denial.message(offered, step.denied()), new KeyExchangeReader(offered))) {
            case KeyExchangeAnswer.Agreed agreed -> new Agreement(connection.keys(agreed), agreed.ntpServer());
            case KeyExchangeAnswer.Refused(var _, String reason) ->
                throw new ClientException(Trouble.REFUSED, "no keys from " + step.server() + ": " + reason);
        };
    }
}

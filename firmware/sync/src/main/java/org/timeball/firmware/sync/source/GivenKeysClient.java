package org.timeball.firmware.sync.source;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.timeball.server.client.AgreedKeys;
import org.timeball.server.client.Association;
import org.timeball.server.client.AssociationSettings;
import org.timeball.server.client.Measurement;
import org.timeball.server.client.PollRange;
import org.timeball.server.client.Security;
import org.timeball.server.client.Step;
import org.timeball.server.client.net.AddressFamily;
import org.timeball.server.client.net.ClientException;
import org.timeball.server.client.net.NtpExchange;
import org.timeball.server.client.net.Trouble;
import org.timeball.server.protocol.AeadAlgorithm;

/**
 * Asks a server with keys that somebody else exchanged for it, as a pool does: new cookies come with its answers, new keys
 * only from whoever gave these.
 *
 * <p>The first answer has to come from within the time for which the certificate was valid. One instance belongs to one
 * thread at a time.
 */
public final class GivenKeysClient implements Asker {

    private final AgreedKeys keys;
    private final AddressFamily family;
    private final long patienceNanos;
    private final int tries;
    private final Association association;
    private final NtpExchange exchange;

    /** Counts requests, so that each address of a name has its turn when another does not answer. */
    private int turn;

    private Optional<InetSocketAddress> asked = Optional.empty();

    /**
     * Opens nothing yet.
     *
     * @param keys     with a cookie at least
     * @param family   of the server's addresses
     * @param patience for one answer
     * @param tries    requests before one gives up, at least 1
     */
    public GivenKeysClient(AgreedKeys keys, AddressFamily family, Duration patience, int tries) {
        this.keys = keys;
        this.family = family;
        this.patienceNanos = patience.toNanos();
        this.tries = tries;
        var security = new Security.Nts(List.of(keys.keys().algorithm()), Optional.empty());
        association = new Association(
                new AssociationSettings(security, PollRange.USUAL, false, 0),
                new SecureRandom()::nextBytes,
                System.nanoTime());
        association.keysAgreed(keys);
        exchange = new NtpExchange(association);
    }

    /**
     * {@inheritDoc}
     *
     * <p>{@link Trouble#REFUSED} says that no cookie is left and none will come.
     */
    @Override
    public Measurement query() throws ClientException, InterruptedException {
        Optional<ClientException> trouble = Optional.empty();
        int left = tries;
        boolean wantedKeys = false;
        while (left > 0) {
            association.hurry(System.nanoTime());
            switch (association.next(System.nanoTime())) {
                case Step.Ask ask -> {
                    left--;
                    try {
                        return ask(ask);
                    } catch (ClientException failure) {
                        trouble = Optional.of(failure);
                    }
                }
                // Old cookies serve on, if there are some.
                case Step.ExchangeKeys _ -> wantedKeys = true;
                case Step.Rest(long untilNanos) -> {
                    if (untilNanos - System.nanoTime()
                            > PollRange.USUAL.spacing().toNanos()) {
                        throw trouble.orElse(wantedKeys ? usedUp() : tooSoon());
                    }
                    Thread.sleep(Duration.ofNanos(Math.max(untilNanos - System.nanoTime(), 0)));
                }
                case Step.Stop(var code) ->
                    throw new ClientException(
                            Trouble.KISS, keys.server() + " has said never to ask it again (" + code + ')');
            }
        }
        throw trouble.orElseThrow();
    }

    private ClientException usedUp() {
        return new ClientException(Trouble.REFUSED, "no cookie is left of those that were given for " + keys.server());
    }

    private ClientException tooSoon() {
        return new ClientException(Trouble.TOO_SOON, keys.server() + " wants to be asked less often");
    }

    private Measurement ask(Step.Ask ask) throws ClientException {
        try {
            var addresses = family.resolveComplete(ask.server().host(), family);
            var address = new InetSocketAddress(
                    addresses.get(turn % addresses.size()), ask.server().port());
            asked = Optional.of(address);
            return exchange.ask(address, ask.request(), System.nanoTime() + patienceNanos);
        } catch (ClientException failure) {
            association.unanswered(System.nanoTime());
            turn++;
            throw failure;
        }
    }

    @Override
    public Optional<AeadAlgorithm> algorithm() {
        return Optional.of(keys.keys().algorithm());
    }

    @Override
    public Optional<InetSocketAddress> asked() {
        return asked;
    }

    /** Nothing is kept: which server keys are for is the pool's to say anew at each start. */
    @Override
    public Optional<IOException> storageFailure() {
        return Optional.empty();
    }

    @Override
    public void close() {
        // There is nothing to keep.
    }
}

package org.timeball.server.client.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import org.timeball.server.client.Measurement;
import org.timeball.server.client.Step;
import org.timeball.server.protocol.AeadAlgorithm;

/**
 * Asks a server for the time when it is told to, on the caller's thread, which may be a virtual one.
 *
 * <p>Belongs to one thread at a time.
 */
public final class BlockingClient implements AutoCloseable {

    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final Conversation conversation;
    private final ClientSettings settings;

    /**
     * Takes kept cookies out of their file; opens nothing else.
     *
     * @throws IOException if there is such a file and it cannot be read
     */
    public BlockingClient(ClientSettings settings) throws IOException {
        this.settings = settings;
        conversation = new Conversation(settings);
    }

    /**
     * The time, after a key exchange if one is needed.
     *
     * <p>A request that nobody answers is followed by others, as many as the settings say, at least their spacing apart.
     *
     * @throws ClientException      if it cannot be had
     * @throws InterruptedException if the thread is interrupted while it waits to ask
     */
    public Measurement query() throws ClientException, InterruptedException {
        Optional<ClientException> trouble = Optional.empty();
        int asked = 0;
        while (asked < settings.tries()) {
            conversation.association().hurry(System.nanoTime());
            var step = conversation.next();
            if (step instanceof Step.Rest(long untilNanos) && !isShort(untilNanos)) {
                throw trouble.orElseGet(() -> tooSoon(untilNanos));
            }
            asked += step instanceof Step.Ask ? 1 : 0;
            try {
                var measurement = take(step);
                if (measurement.isPresent()) {
                    return measurement.get();
                }
            } catch (ClientException failure) {
                if (failure.trouble() == Trouble.KISS || failure.trouble() == Trouble.NAME) {
                    throw failure; // nothing of it changes within seconds
                }
                // After a failed key exchange there may be cookies left of older keys.
                trouble = Optional.of(failure);
            }
        }
        throw trouble.orElseThrow();
    }

    private Optional<Measurement> take(Step step) throws ClientException, InterruptedException {
        switch (step) {
            case Step.Stop(var code) ->
                throw new ClientException(
                        Trouble.KISS, settings.server() + " has said never to ask it again (" + code + ')');
            case Step.Rest(long untilNanos) -> rest(untilNanos);
            case Step.ExchangeKeys(var offered) -> conversation.exchangeKeys(offered);
            case Step.Ask ask -> {
                return Optional.of(conversation.ask(ask));
            }
        }
        return Optional.empty();
    }

    /** As long as requests are apart; a longer rest is for the caller to know of. */
    private boolean isShort(long untilNanos) {
        return untilNanos - System.nanoTime() <= settings.polls().spacing().toNanos();
    }

    private static void rest(long untilNanos) throws InterruptedException {
        long nanos = Math.max(untilNanos - System.nanoTime(), 0);
        Thread.sleep(Duration.ofMillis(nanos / NANOS_PER_MILLI + 1));
    }

    private ClientException tooSoon(long untilNanos) {
        long seconds = (untilNanos - System.nanoTime()) / NANOS_PER_SECOND + 1;
        return new ClientException(
                Trouble.TOO_SOON, settings.server() + " must not be asked for another " + seconds + " s");
    }

    /** What the time is protected with; empty without NTS, and before there are keys. */
    public Optional<AeadAlgorithm> algorithm() {
        return conversation.association().algorithm();
    }

    /** Where the last request went; empty before the first. */
    public Optional<InetSocketAddress> asked() {
        return conversation.asked();
    }

    /** Why cookies could not be kept in their file, if the last attempt failed; the time is good all the same. */
    public Optional<IOException> storageFailure() {
        return conversation.storageFailure();
    }

    /**
     * Keeps the cookies that are left, if there is a file for them. The client is not used any more.
     *
     * @throws IOException if they cannot be kept
     */
    @Override
    public void close() throws IOException {
        conversation.close();
    }
}

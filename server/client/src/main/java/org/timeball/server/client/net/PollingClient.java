package org.timeball.server.client.net;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.timeball.server.client.Measurement;
import org.timeball.server.client.Step;

/**
 * Asks a server for the time as long as it is open, at the intervals of its settings, on a virtual thread of its own.
 *
 * <p>Any thread may close it.
 */
public final class PollingClient implements AutoCloseable {

    /** What a poll brought. */
    public sealed interface Poll {}

    /** The time. */
    public record Time(Measurement measurement) implements Poll {}

    /** None, this time. */
    public record Failure(ClientException why) implements Poll {}

    private final Conversation conversation;
    private final Consumer<Poll> listener;
    private final Thread thread;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    private PollingClient(ClientSettings settings, Consumer<Poll> listener) throws IOException {
        this.conversation = new Conversation(settings);
        this.listener = listener;
        this.thread = Thread.ofVirtual().name("poll " + settings.server()).unstarted(this::run);
    }

    /**
     * Asks at once, and then again and again.
     *
     * @param listener told of every poll, on the client's thread; what it throws ends the client
     * @throws IOException if there is a file of kept cookies that cannot be read
     */
    public static PollingClient start(ClientSettings settings, Consumer<Poll> listener) throws IOException {
        var client = new PollingClient(settings, listener);
        client.thread.start();
        return client;
    }

    private void run() {
        try {
            boolean mayGoOn = true;
            while (mayGoOn && !Thread.interrupted()) {
                mayGoOn = take(conversation.next());
            }
            ended.complete(null);
        } catch (InterruptedException closed) {
            ended.complete(null);
        } catch (RuntimeException fault) {
            ended.completeExceptionally(fault);
        }
    }

    /** Whether there is anything left to do. */
    private boolean take(Step step) throws InterruptedException {
        try {
            switch (step) {
                case Step.Stop(var code) -> {
                    listener.accept(new Failure(new ClientException(Trouble.KISS, "the server has said " + code)));
                    return false;
                }
                case Step.Rest(long untilNanos) -> Thread.sleep(Duration.ofNanos(untilNanos - System.nanoTime()));
                case Step.ExchangeKeys(var offered) -> conversation.exchangeKeys(offered);
                case Step.Ask ask -> listener.accept(new Time(conversation.ask(ask)));
            }
        } catch (ClientException failure) {
            if (Thread.currentThread().isInterrupted()) {
                // That was its end: an interrupt closes what a virtual thread reads from.
                return false;
            }
            listener.accept(new Failure(failure));
        }
        return true;
    }

    /**
     * Stops asking and keeps the cookies that are left.
     *
     * @throws IOException                               if they cannot be kept
     * @throws java.util.concurrent.CompletionException if the listener threw something
     */
    @Override
    public void close() throws IOException {
        thread.interrupt();
        ended.join();
        conversation.close();
    }
}

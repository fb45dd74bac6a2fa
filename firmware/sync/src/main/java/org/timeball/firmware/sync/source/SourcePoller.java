package org.timeball.firmware.sync.source;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.timeball.refclock.linux.RawClock;
import org.timeball.server.client.Measurement;
import org.timeball.server.client.net.ClientException;
import org.timeball.server.client.net.Trouble;
import org.timeball.server.state.SourceSettings;

/**
 * Asks one server as long as it is open, on a virtual thread of its own, which a signal to end interrupts wherever it
 * waits.
 *
 * <p>{@link #advise}, {@link #facts} and {@link #close} are for any thread.
 */
final class SourcePoller implements Asked {

    private static final Logger LOG = LoggerFactory.getLogger(SourcePoller.class);
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final Whom whom;
    private final BooleanSupplier isClockRight;
    private final Consumer<Poll> ear;
    private final RetryFile retries;
    private final AskingThread thread;
    private PollPlan plan;
    private Optional<Asker> client = Optional.empty();
    private boolean isClockBelieved;
    private volatile int advisedLog2;
    private volatile SourceFacts facts;

    private SourcePoller(Whom whom, BooleanSupplier isClockRight, RetryFile retries, Consumer<Poll> ear) {
        this.whom = whom;
        this.isClockRight = isClockRight;
        this.retries = retries;
        this.ear = ear;
        this.plan = PollPlan.starting(whom.config());
        this.advisedLog2 = whom.config().shortestPollLog2();
        this.facts = SourceFacts.starting(whom.config().shortestPollLog2());
        this.thread = new AskingThread("poll " + whom.name(), this::run);
    }

    /**
     * Asks at once, and then again and again.
     *
     * @param ear told of every poll, on the poller's thread
     */
    static SourcePoller start(Whom whom, SourceAccess access, Consumer<Poll> ear) {
        var retries = RetryFile.open(access.state(), Whom.retryFile(whom.name()));
        return new SourcePoller(whom, access.isClockRight(), retries, ear);
    }

    @Override
    public SourceSettings config() {
        return whom.config();
    }

    @Override
    public Map<String, SourceFacts> facts() {
        return Map.of(whom.name(), facts);
    }

    @Override
    public void advise(int pollLog2) {
        if (advisedLog2 != pollLog2) {
            advisedLog2 = pollLog2;
            thread.wake();
        }
    }

    private void run() {
        try {
            var pause = keyExchangePause();
            if (!pause.isZero()) {
                facts = facts.waiting("key exchange was tried in vain, and waits for " + pause.toSeconds() + " s");
                Thread.sleep(pause);
            }
            while (true) {
                poll();
                rest(System.nanoTime(), keyExchangePause().toNanos());
            }
        } catch (InterruptedException told) {
            closeClient();
        }
    }

    /** How long the next request has to wait because it needs keys, which are not asked for so soon again. */
    private Duration keyExchangePause() {
        var left = retries.left(utcSecond());
        try {
            return left.isZero() || needsKeys() ? left : Duration.ZERO;
        } catch (ClientException noClient) {
            // The poll that follows meets the same, and tells.
            return Duration.ZERO;
        }
    }

    /** Whether the next request needs keys that are not there. */
    private boolean needsKeys() throws ClientException {
        return whom.config().isProven() && client().algorithm().isEmpty();
    }

    private void poll() throws InterruptedException {
        boolean isFirst = !plan.isInBurst();
        try {
            boolean isWithoutKeys = needsKeys();
            if (isWithoutKeys) {
                retries.attempted(utcSecond());
            }
            answered(isFirst, client().query());
        } catch (ClientException failure) {
            if (Thread.interrupted()) {
                // That was its end: an interrupt closes what a virtual thread reads from.
                throw new InterruptedException();
            }
            failed(isFirst, failure);
        }
    }

    private void answered(boolean isFirst, Measurement measurement) throws ClientException {
        retries.succeeded();
        plan = plan.answered();
        var asked = client().asked().orElseThrow();
        if (!facts.trouble().isEmpty()) {
            LOG.info("event=source-answers source={}", whom.name());
        }
        facts = facts.answered(words(asked), measurement.isAuthentic() ? proof() : "", plan.pollLog2(advisedLog2));
        var sample = Samples.of(measurement, ServerRefId.of(asked.getAddress()));
        ear.accept(new Poll.Time(whom.name(), isFirst, sample));
        client().storageFailure().ifPresent(why -> LOG.warn("event=cookies-unsaved reason=\"{}\"", why.getMessage()));
    }

    private String proof() throws ClientException {
        return client().algorithm()
                .map(algorithm -> "NTS, " + algorithm.name().replace('_', '-'))
                .orElse("");
    }

    private void failed(boolean isFirst, ClientException failure) {
        var why = String.valueOf(failure.getMessage());
        if (whom.hasOwnKeys()
                && isOfKeyExchange(failure.trouble())
                && retries.left(utcSecond()).isZero()) {
            retries.attempted(utcSecond());
        }
        plan = plan.failed();
        if (!facts.trouble().equals(why) && failure.trouble() != Trouble.TOO_SOON) {
            LOG.warn("event=source-fails source={} trouble={} reason=\"{}\"", whom.name(), failure.trouble(), why);
        }
        var asked = client.flatMap(Asker::asked).map(SourcePoller::words);
        facts = facts.failed(asked.orElse(""), why, plan.pollLog2(advisedLog2));
        ear.accept(new Poll.Nothing(whom.name(), isFirst, failure.trouble()));
    }

    private static boolean isOfKeyExchange(Trouble trouble) {
        return switch (trouble) {
            case CONNECT, TLS, CERTIFICATE, NO_NTS, REFUSED -> true;
            case NAME, NO_ANSWER, NAK, USELESS, KISS, TOO_SOON -> false;
        };
    }

    private static String words(InetSocketAddress address) {
        return address.getAddress().getHostAddress() + " port " + address.getPort();
    }

    /** Until the next poll is due, by the advice that holds when it comes to that. */
    private void rest(long sinceNanos, long leastNanos) throws InterruptedException {
        long left = leftNanos(sinceNanos, leastNanos);
        while (left > 0) {
            LockSupport.parkNanos(left);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            left = leftNanos(sinceNanos, leastNanos);
        }
    }

    private long leftNanos(long sinceNanos, long leastNanos) {
        return Math.max(leastNanos, plan.rest(advisedLog2).toNanos()) - (System.nanoTime() - sinceNanos);
    }

    /** Opened anew, cookies and all, when the machine's clock has become one to judge certificates by. */
    private Asker client() throws ClientException {
        boolean isBelieved = isClockBelieved || isClockRight.getAsBoolean();
        if (client.isPresent() && isBelieved == isClockBelieved) {
            return client.get();
        }
        closeClient();
        try {
            var opened = whom.opening().open(isBelieved);
            client = Optional.of(opened);
            isClockBelieved = isBelieved;
            return opened;
        } catch (IOException refused) {
            throw new ClientException(Trouble.REFUSED, "kept cookies cannot be read: " + refused.getMessage(), refused);
        }
    }

    private void closeClient() {
        try {
            if (client.isPresent()) {
                client.get().close();
            }
        } catch (IOException refused) {
            LOG.warn("event=cookies-unsaved reason=\"{}\"", refused.getMessage());
        }
        client = Optional.empty();
    }

    private static long utcSecond() {
        return RawClock.nanos() / NANOS_PER_SECOND;
    }

    /** {@inheritDoc} Once only: a second time would break what it does at its end. */
    @Override
    public void interrupt() {
        thread.interrupt();
    }

    /** Stops asking, keeps the cookies that are left, and waits a second for that at most. */
    @Override
    public void close() {
        thread.end();
    }
}

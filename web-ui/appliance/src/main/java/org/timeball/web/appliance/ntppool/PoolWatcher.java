package org.timeball.web.appliance.ntppool;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.timeball.server.state.NtpPoolSettings;

/**
 * Keeps up with what the pool says of each address, on a thread of its own; says nothing to anybody where there is none. For any
 * thread.
 */
public final class PoolWatcher implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PoolWatcher.class);

    private final NtpPoolSettings settings;
    private final ConcurrentMap<InetAddress, Seen> seen = new ConcurrentHashMap<>();
    private final Thread thread;

    /** @param settings which addresses, and where the pool is */
    public PoolWatcher(NtpPoolSettings settings) {
        this.settings = settings;
        this.thread = Thread.ofVirtual().name("ntp-pool").unstarted(this::watch);
    }

    /**
     * What is known of an address.
     *
     * @param reply       the last that could be read; empty before the first
     * @param askedNanos  when it was asked last, monotonic
     * @param trouble     why there was no answer then; empty where there was
     * @param politeness  after it
     * @param nextNanos   when it may be asked again, monotonic
     */
    public record Seen(
            Optional<ScoreReply> reply, long askedNanos, String trouble, Politeness politeness, long nextNanos) {}

    /** Those that are registered. */
    public List<InetAddress> addresses() {
        return settings.addresses();
    }

    /** Empty before it was asked for the first time. */
    public Optional<Seen> seen(InetAddress address) {
        return Optional.ofNullable(seen.get(address));
    }

    /** Begins to ask. */
    public void start() {
        if (!settings.addresses().isEmpty()) {
            thread.start();
        }
    }

    private void watch() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                long next = Long.MAX_VALUE;
                for (var address : settings.addresses()) {
                    next = Math.min(next, askIfDue(address, System.nanoTime()) - System.nanoTime());
                }
                Thread.sleep(Duration.ofNanos(Math.max(0, next)).plusSeconds(1));
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    /** Asks unless it was asked too short a time ago; returns when it may be asked again, monotonic. */
    long askIfDue(InetAddress address, long nowNanos) throws InterruptedException {
        var before = Optional.ofNullable(seen.get(address));
        if (before.isPresent() && nowNanos - before.get().nextNanos() < 0) {
            return before.get().nextNanos();
        }
        var now = asked(address, before, nowNanos);
        seen.put(address, now);
        return now.nextNanos();
    }

    private Seen asked(InetAddress address, Optional<Seen> before, long nowNanos) throws InterruptedException {
        var known = before.flatMap(Seen::reply);
        var politeness = before.map(Seen::politeness).orElse(new Politeness(0));
        try {
            var answer = PoolSite.ask(scores(address), Optional.empty());
            var reply = answer.isGood() ? ScoreReply.read(answer.body()) : Optional.<ScoreReply>empty();
            var next = politeness.after(reply.isPresent());
            String trouble = reply.isPresent()
                    ? ""
                    : answer.isGood() ? "its answer could not be read" : "it answered with status " + answer.status();
            return new Seen(
                    reply.or(() -> known),
                    nowNanos,
                    trouble,
                    next,
                    nowNanos + next.pause(answer.retryAfter()).toNanos());
        } catch (IOException silent) {
            LOG.info("event=ntp-pool-silent reason=\"{}\"", silent.toString());
            var next = politeness.after(false);
            return new Seen(
                    known,
                    nowNanos,
                    "it did not answer",
                    next,
                    nowNanos + next.pause(Duration.ZERO).toNanos());
        }
    }

    private URI scores(InetAddress address) {
        return settings.site()
                .resolve("/scores/" + literal(address) + "/json?monitor=*&limit=" + ScoreReply.MOST_POINTS);
    }

    /** In numbers and nothing else. */
    public static String literal(InetAddress address) {
        String text = address.getHostAddress();
        int scope = text.indexOf('%');
        return scope < 0 ? text : text.substring(0, scope);
    }

    /**
     * Asks the pool, from an address that is registered, for the link by which its owner proves to be it.
     *
     * @param address in numbers, as the configuration has it
     * @return the link, or in words why there is none
     */
    public Verification verify(String address) throws InterruptedException {
        var registered = settings.addresses().stream()
                .filter(one -> literal(one).equals(address))
                .findFirst();
        if (registered.isEmpty()) {
            return new Verification(Optional.empty(), "That address is not in ntp-pool-addresses.");
        }
        var from = registered.get();
        var page = from instanceof Inet4Address ? settings.verification4() : settings.verification6();
        try {
            // Behind a router that translates addresses this machine has another one, and the router asks from the
            // right one.
            boolean isOwn = NetworkInterface.getByInetAddress(from) != null;
            var answer = PoolSite.ask(page, isOwn ? Optional.of(from) : Optional.empty());
            var link = answer.isGood() ? VerificationLink.in(answer.body()) : Optional.<String>empty();
            return new Verification(
                    link,
                    link.isPresent()
                            ? ""
                            : "%s answered with status %d and no link: it has to be asked from the address itself."
                                    .formatted(page, answer.status()));
        } catch (IOException silent) {
            return new Verification(Optional.empty(), page + " does not answer: " + silent.getMessage());
        }
    }

    /**
     * What came of it.
     *
     * @param link    to be opened by somebody who is signed in there
     * @param trouble why there is none; empty where there is
     */
    public record Verification(Optional<String> link, String trouble) {}

    @Override
    public void close() {
        thread.interrupt();
    }
}

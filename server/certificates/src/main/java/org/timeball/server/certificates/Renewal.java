package org.timeball.server.certificates;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.timeball.server.certificates.renewal.ExpiryAlarm;
import org.timeball.server.certificates.renewal.Life;
import org.timeball.server.certificates.renewal.RenewalPlan;
import org.timeball.server.certificates.renewal.RenewalState;
import org.timeball.server.state.StateException;

/**
 * One certificate that renews itself: does what the {@linkplain RenewalPlan plan} says, and keeps what comes of it. One
 * thread steps it, any may look.
 */
public final class Renewal {

    /** After an authority could not be asked for its window; the plan goes by the old one meanwhile. */
    private static final Duration ASK_PAUSE = Duration.ofHours(1);

    private final String name;
    private final List<String> hostNames;
    private final CertificateStore store;
    private final Optional<Issuer> issuer;
    private final RandomGenerator random;

    private RenewalState state;
    private FileStamp stamp;
    private Optional<X509Certificate> leaf;
    private volatile Seen seen;

    /**
     * How it is, for people.
     *
     * @param name  what it is called here
     * @param leaf  that which is kept; nothing before the first
     * @param state what is known of its renewal
     * @param next  when it is tried for again; nothing where nobody renews it, or the time is not known
     * @param alarm what is to be told of its end
     */
    public record Seen(
            String name,
            Optional<X509Certificate> leaf,
            RenewalState state,
            Optional<Instant> next,
            Optional<ExpiryAlarm> alarm) {}

    /** What a step did. */
    public sealed interface Outcome {}

    /** There was nothing to do. */
    public record Waits() implements Outcome {}

    /**
     * There is a new one.
     *
     * @param identity which is kept already
     */
    public record Renewed(ServerIdentity identity) implements Outcome {}

    /**
     * One was tried for in vain.
     *
     * @param why a sentence
     */
    public record Failed(String why) implements Outcome {}

    /**
     * Looks at what is kept.
     *
     * @param name      under which it is kept
     * @param hostNames it should vouch for; empty where the certificate itself says
     * @param issuer    who renews it; nothing where a person does
     * @param random    draws lots
     * @throws StateException if what is remembered cannot be read
     */
    public Renewal(
            String name,
            List<String> hostNames,
            CertificateStore store,
            Optional<Issuer> issuer,
            RandomGenerator random)
            throws StateException {
        this.name = name;
        this.hostNames = List.copyOf(hostNames);
        this.store = store;
        this.issuer = issuer;
        this.random = random;
        state = store.state(name).orElseGet(() -> RenewalState.begun(random.nextDouble()));
        stamp = FileStamp.of(store.file(name));
        leaf = load();
        seen = new Seen(name, leaf, state, Optional.empty(), Optional.empty());
    }

    /** How it was at the last step; for any thread. */
    public Seen seen() {
        return seen;
    }

    /**
     * Does what is due.
     *
     * @param now nothing while this box does not know the time
     * @throws StateException       if what came of it cannot be kept; it is tried again
     * @throws InterruptedException if the daemon ends meanwhile
     */
    public Outcome step(Optional<Instant> now) throws StateException, InterruptedException {
        reload();
        if (issuer.isEmpty() || now.isEmpty()) {
            look(now, Optional.empty());
            return new Waits();
        }
        askForWindow(issuer.get(), now.get());
        if (store.isAsked(name)) {
            var outcome = order(issuer.get(), now.get());
            // Not before: a daemon that is killed meanwhile has it to do still.
            store.answered(name);
            return outcome;
        }
        return switch (plan(now)) {
            case RenewalPlan.OnceTimeIsKnown() -> {
                look(now, Optional.empty());
                yield new Waits();
            }
            case RenewalPlan.Later(var when) -> {
                look(now, Optional.of(when));
                yield new Waits();
            }
            case RenewalPlan.Now() -> order(issuer.get(), now.get());
        };
    }

    private RenewalPlan.Next plan(Optional<Instant> now) {
        var life = leaf.filter(this::vouchesForAll).flatMap(Renewal::life);
        return RenewalPlan.next(now, life, state.window(), state.lot(), state.attempts());
    }

    /** Others may be ordered for minutes before this one is stepped again, and people look meanwhile. */
    private Optional<Instant> nextAfter(Instant attempt) {
        return switch (plan(Optional.of(attempt))) {
            case RenewalPlan.OnceTimeIsKnown() -> Optional.empty();
            case RenewalPlan.Later(var when) -> Optional.of(when);
            case RenewalPlan.Now() -> Optional.of(attempt);
        };
    }

    private void look(Optional<Instant> now, Optional<Instant> next) {
        var alarm = leaf.flatMap(Renewal::life)
                .flatMap(life -> ExpiryAlarm.of(now, life, state.attempts().failures()));
        seen = new Seen(name, leaf, state, next, alarm);
    }

    private Outcome order(Issuer from, Instant now) throws StateException, InterruptedException {
        try {
            var identity = from.order(leaf.filter(this::vouchesForAll), now);
            store.save(name, identity);
            remember(RenewalState.had(now, random.nextDouble(), "renewed"));
            reload();
            look(Optional.of(now), nextAfter(now));
            return new Renewed(identity);
        } catch (OrderException refused) {
            return failed(now, refused.retryAfter(), String.valueOf(refused.getMessage()));
        } catch (StateException unwritable) {
            // An order that cannot be kept is a failure like any other: an authority must not be asked each second.
            return failed(now, Optional.empty(), String.valueOf(unwritable.getMessage()));
        }
    }

    private Failed failed(Instant now, Optional<Instant> retryAfter, String why) {
        state = state.failed(now, retryAfter, why);
        look(Optional.of(now), nextAfter(now));
        try {
            store.saveState(name, state);
            return new Failed(why);
        } catch (StateException unwritable) {
            return new Failed(why + "; and this cannot be remembered: " + unwritable.getMessage());
        }
    }

    private void askForWindow(Issuer of, Instant now) throws StateException {
        if (leaf.isEmpty() || now.isBefore(state.askAgain())) {
            return;
        }
        try {
            var wish = of.wish(leaf.get(), now);
            remember(state.told(wish.window(), wish.next()));
        } catch (OrderException unreachable) {
            remember(state.told(state.window(), now.plus(ASK_PAUSE)));
        }
    }

    private void remember(RenewalState next) throws StateException {
        state = next;
        store.saveState(name, next);
    }

    private void reload() {
        var now = FileStamp.of(store.file(name));
        if (!now.equals(stamp)) {
            stamp = now;
            leaf = load();
        }
    }

    /** A file that cannot be used is as good as none: another is ordered. */
    private Optional<X509Certificate> load() {
        try {
            return store.load(name).map(ServerIdentity::leaf);
        } catch (UnusableCertificateException damaged) {
            return Optional.empty();
        }
    }

    private boolean vouchesForAll(X509Certificate shown) {
        return new HashSet<>(CertificateNames.of(shown))
                .containsAll(hostNames.stream().map(CertificateNames::canonical).toList());
    }

    private static Optional<Life> life(X509Certificate certificate) {
        var from = certificate.getNotBefore().toInstant();
        var until = certificate.getNotAfter().toInstant();
        return until.isAfter(from) ? Optional.of(new Life(from, until)) : Optional.empty();
    }
}

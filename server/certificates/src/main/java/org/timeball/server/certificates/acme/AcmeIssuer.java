package org.timeball.server.certificates.acme;

import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.shredzone.acme4j.Login;
import org.shredzone.acme4j.Order;
import org.shredzone.acme4j.Session;
import org.shredzone.acme4j.Status;
import org.shredzone.acme4j.connector.Resource;
import org.shredzone.acme4j.exception.AcmeException;
import org.shredzone.acme4j.exception.AcmeRateLimitedException;
import org.shredzone.acme4j.exception.AcmeServerException;
import org.timeball.server.certificates.AccountKey;
import org.timeball.server.certificates.CertificateStore;
import org.timeball.server.certificates.Issuer;
import org.timeball.server.certificates.OrderException;
import org.timeball.server.certificates.ServerIdentity;
import org.timeball.server.certificates.renewal.Window;
import org.timeball.server.state.CertificateSettings.Acme;
import org.timeball.server.state.StateException;

/** Orders from a public authority, by ACME, each time with a new P-256 key. */
public final class AcmeIssuer implements Issuer {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** How often the window is asked for, whatever the authority says (RFC 9773 section 4.3.2). */
    private static final Duration OFTENEST = Duration.ofMinutes(1);

    private static final Duration RAREST = Duration.ofDays(1);
    private static final Duration USUAL = Duration.ofHours(6);

    private final Acme settings;
    private final List<String> hostNames;
    private final Proving proving;
    private final AcmeAccount account;

    /**
     * Asks nobody yet.
     *
     * @param store     where the account is kept
     * @param hostNames to vouch for
     * @param records   sets records where the proof is by DNS; nothing where it is not
     * @throws StateException if there can be no place for the account
     */
    public AcmeIssuer(Acme settings, List<String> hostNames, CertificateStore store, Optional<TextRecords> records)
            throws StateException {
        this.settings = settings;
        this.hostNames = List.copyOf(hostNames);
        proving = new Proving(settings, records);
        account = new AcmeAccount(AccountKey.folder(store), settings);
    }

    @Override
    public ServerIdentity order(Optional<X509Certificate> replaced, Instant now)
            throws OrderException, InterruptedException {
        var session = AcmeDirectory.session(settings.directory(), settings.trusted());
        try {
            var order = ordered(account.login(session), replaced);
            for (var authorization : order.getAuthorizations()) {
                proving.prove(authorization);
            }
            return issued(order);
        } catch (AcmeRateLimitedException later) {
            throw new OrderException(
                    AcmeWords.of(settings.directory(), later),
                    later,
                    later.getRetryAfter().map(when -> now.plus(Duration.between(Instant.now(), when))));
        } catch (AcmeException refused) {
            throw new OrderException(AcmeWords.of(settings.directory(), refused), refused);
        }
    }

    /** Says which it replaces where the authority wants to know; one that it does not know any more is no reason to fail. */
    private Order ordered(Login login, Optional<X509Certificate> replaced) throws AcmeException {
        if (replaced.isEmpty() || !tellsWindows(login.getSession())) {
            return plainly(login, Optional.empty());
        }
        try {
            return plainly(login, replaced);
        } catch (AcmeRateLimitedException later) {
            throw later;
        } catch (AcmeServerException stranger) {
            return plainly(login, Optional.empty());
        }
    }

    private Order plainly(Login login, Optional<X509Certificate> replaced) throws AcmeException {
        var order = login.newOrder().domains(hostNames);
        settings.profile().ifPresent(order::profile);
        replaced.ifPresent(order::replaces);
        return order.create();
    }

    private ServerIdentity issued(Order order) throws AcmeException, OrderException, InterruptedException {
        if (order.waitUntilReady(PATIENCE) == Status.INVALID) {
            throw refused(order);
        }
        KeyPair keys = AccountKey.create();
        if (order.getStatus() != Status.VALID) {
            order.execute(keys);
        }
        if (order.waitForCompletion(PATIENCE) != Status.VALID) {
            throw refused(order);
        }
        var chain = order.getCertificate().getCertificateChain();
        try {
            return new ServerIdentity(chain, keys.getPrivate());
        } catch (IllegalArgumentException another) {
            throw new OrderException(
                    settings.directory().getHost() + " gave a certificate of another key; tell its operator", another);
        }
    }

    private OrderException refused(Order order) {
        return new OrderException("%s refuses the order: %s"
                .formatted(
                        settings.directory().getHost(),
                        order.getError().map(AcmeWords::of).orElse("no reason given")));
    }

    @Override
    public Wish wish(X509Certificate shown, Instant now) throws OrderException {
        var session = AcmeDirectory.session(settings.directory(), settings.trusted());
        try {
            if (!tellsWindows(session)) {
                return new Wish(Optional.empty(), now.plus(RAREST));
            }
            var info = account.login(session).bindRenewalInfo(shown);
            var pause = info.fetch()
                    .map(when -> Duration.between(Instant.now(), when))
                    .orElse(USUAL);
            return new Wish(
                    Optional.of(new Window(info.getSuggestedWindowStart(), info.getSuggestedWindowEnd())),
                    now.plus(clamped(pause)));
        } catch (AcmeException refused) {
            throw new OrderException(AcmeWords.of(settings.directory(), refused), refused);
        } catch (IllegalArgumentException noWindow) {
            throw new OrderException(settings.directory().getHost() + " names a window that is none", noWindow);
        }
    }

    private static boolean tellsWindows(Session session) throws AcmeException {
        return session.resourceUrlOptional(Resource.RENEWAL_INFO).isPresent();
    }

    private static Duration clamped(Duration pause) {
        if (pause.compareTo(OFTENEST) < 0) {
            return OFTENEST;
        }
        return pause.compareTo(RAREST) > 0 ? RAREST : pause;
    }
}

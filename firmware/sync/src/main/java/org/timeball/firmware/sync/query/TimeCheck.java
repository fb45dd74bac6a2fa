package org.timeball.firmware.sync.query;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.timeball.server.client.AgreedKeys;
import org.timeball.server.client.Association;
import org.timeball.server.client.AssociationSettings;
import org.timeball.server.client.PollRange;
import org.timeball.server.client.Security;
import org.timeball.server.client.Step;
import org.timeball.server.client.net.AddressFamily;
import org.timeball.server.client.net.ClientException;
import org.timeball.server.client.net.NtpExchange;
import org.timeball.server.client.nts.ProtectedRequest;
import org.timeball.server.control.Spoken;
import org.timeball.server.protocol.Opaque;

/**
 * Two requests under the keys of one key exchange: the first with a cookie of it, asking for seven more, the second with a
 * cookie that the first brought.
 */
final class TimeCheck {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final String name;
    private final AgreedKeys keys;
    private final Consumer<Finding> tell;

    TimeCheck(String name, AgreedKeys keys, Consumer<Finding> tell) {
        this.name = name;
        this.keys = keys;
        this.tell = tell;
    }

    /** What one request came to. */
    private record Volley(
            int requestOctets, int replyOctets, double offsetSeconds, double boundSeconds, AgreedKeys left) {}

    void run() {
        var one = keys.cookies().subList(0, 1);
        try {
            var first = ask(withCookies(keys, one));
            tell.accept(Finding.good(String.format(
                    Locale.ROOT,
                    "%s: authentic time from %s, this clock %+.6f s ahead, within %s",
                    name,
                    keys.server(),
                    -first.offsetSeconds,
                    Spoken.bound(first.boundSeconds))));
            tellSizes(first);
            tellReturnedCookie(first.left);
        } catch (ClientException failure) {
            tellFailure(failure);
        }
    }

    private void tellReturnedCookie(AgreedKeys left) throws ClientException {
        if (left.cookies().isEmpty()) {
            tell.accept(
                    Finding.fault(name + ": the reply brought no cookie; RFC 8915 §5.7 wants one at least, so whoever"
                            + " wrote the server must fix it"));
            return;
        }
        ask(withCookies(left, left.cookies().subList(0, 1)));
        tell.accept(Finding.good(name + ": a cookie that came with it is good for another request"));
    }

    private void tellSizes(Volley volley) {
        int given = volley.left.cookies().size();
        int asked = 1
                + ProtectedRequest.placeholdersThatFit(
                        AgreedKeys.MAX_COOKIES - 1,
                        keys.cookies().getFirst(),
                        keys.keys().algorithm());
        var text = "%s: request of %d octets asked for %d cookies, reply of %d octets brought %d"
                .formatted(name, volley.requestOctets, asked, volley.replyOctets, given);
        if (volley.replyOctets > volley.requestOctets) {
            tell.accept(Finding.fault(text + "; a reply longer than its request helps attackers (RFC 8915 §8.4), which"
                    + " whoever wrote the server must fix"));
        } else {
            tell.accept(Finding.good(text));
        }
    }

    /** A long request that is lost says more when a short one is not. */
    private void tellFailure(ClientException failure) {
        try {
            var shorter = ask(keys);
            tell.accept(Finding.warning(name + ": " + failure.getMessage() + ", but a request of "
                    + shorter.requestOctets + " octets is answered; somebody on the way drops long NTP packets, which"
                    + " whoever keeps that network must stop"));
        } catch (ClientException again) {
            tell.accept(Finding.fault(name + ": " + Remedies.of(again)));
        }
    }

    /** One request, which asks for as many cookies as are missing of eight. */
    private Volley ask(AgreedKeys with) throws ClientException {
        var random = new SecureRandom();
        var security = new Security.Nts(List.of(with.keys().algorithm()), Optional.of(with));
        var association = new Association(
                new AssociationSettings(security, PollRange.USUAL, false, 0), random::nextBytes, System.nanoTime());
        if (!(association.next(System.nanoTime()) instanceof Step.Ask ask)) {
            throw new IllegalStateException("an association with a cookie asks");
        }
        var exchange = new NtpExchange(association);
        var measurement = exchange.ask(address(), ask.request(), System.nanoTime() + PATIENCE.toNanos());
        var left = association.setAside(AgreedKeys.MAX_COOKIES);
        return new Volley(
                ask.request().length,
                exchange.replyOctets(),
                measurement.offsetSeconds(),
                measurement.boundSeconds(),
                left.orElse(withCookies(with, List.of())));
    }

    private InetSocketAddress address() throws ClientException {
        InetAddress first = AddressFamily.ANY
                .resolveComplete(keys.server().host(), AddressFamily.ANY)
                .getFirst();
        return new InetSocketAddress(first, keys.server().port());
    }

    private static AgreedKeys withCookies(AgreedKeys keys, List<Opaque> cookies) {
        return new AgreedKeys(keys.server(), keys.keys(), keys.alternative(), keys.window(), cookies);
    }
}

package org.timeball.server.ntp;

import java.util.function.LongSupplier;
import org.timeball.server.ntp.access.AccessRules;
import org.timeball.server.ntp.clients.ClientTable;
import org.timeball.server.ntp.clients.RateLimit;
import org.timeball.server.ntp.clients.RateLimiter;

/**
 * Whether a client request is answered at all, before anything is spent on it: who asks, and how often.
 *
 * <p>One thread owns it; it allocates nothing.
 */
final class Admission {

    /** What is owed to a request. */
    enum Ruling {
        /** An answer. */
        ANSWER,
        /** Nothing, for the client asks too often. */
        TOO_FAST,
        /** A kiss that says so, if the request is one that can be kissed. */
        TOO_FAST_KISS,
        /** Nothing, for the client is kept out. */
        DENIED,
        /** A kiss that says so, if the request is one that can be kissed. */
        DENIED_KISS,
        /** Nothing, for no client has such an address. */
        IMPOSSIBLE
    }

    private final ClientTable clients;
    private NtpPolicy policy;
    private RateLimiter limiter;
    private boolean isLimited;
    private int place = ClientTable.NONE;

    /** @param random any bits, not predictable to clients */
    Admission(NtpPolicy policy, LongSupplier random) {
        this.policy = policy;
        long[] secret = {random.getAsLong(), random.getAsLong(), random.getAsLong(), random.getAsLong()};
        this.clients = new ClientTable(policy.clients(), policy.privacy(), secret);
        this.isLimited = policy.rateLimit().isPresent();
        this.limiter = limiter(policy);
    }

    private RateLimiter limiter(NtpPolicy policy) {
        return new RateLimiter(clients, policy.rateLimit().orElse(RateLimit.NONE));
    }

    /** Rules by another policy from now on; the table stays as it was made. */
    void adopt(NtpPolicy other) {
        policy = other;
        isLimited = other.rateLimit().isPresent();
        limiter = limiter(other);
    }

    ClientTable clients() {
        return clients;
    }

    /** The place of the client whose request was ruled on last, if it is one that is let in. */
    int place() {
        return place;
    }

    Ruling rule(Arrival arrival) {
        long high = arrival.sourceHigh();
        long low = arrival.sourceLow();
        boolean isIpv6 = arrival.isIpv6();
        if (!AccessRules.isPossibleSource(high, low, isIpv6)) {
            return Ruling.IMPOSSIBLE;
        }
        place = clients.find(high, low, isIpv6, arrival.nowNanos());
        if (!policy.access().letsIn(high, low, isIpv6)) {
            boolean isTold = policy.kissesDenied() && limiter.mayKiss(place, arrival.nowNanos());
            return isTold ? Ruling.DENIED_KISS : Ruling.DENIED;
        }
        if (!isLimited) {
            return Ruling.ANSWER;
        }
        return switch (limiter.rule(place, arrival.nowNanos())) {
            case ANSWER -> Ruling.ANSWER;
            case DROP -> Ruling.TOO_FAST;
            case KISS -> policy.kissesTooFast() ? Ruling.TOO_FAST_KISS : Ruling.TOO_FAST;
        };
    }
}

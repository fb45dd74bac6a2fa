package org.timeball.server.protocol;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.timeball.server.protocol.pool.PoolAdmission;
import org.timeball.server.protocol.pool.PoolMembership;
import org.timeball.server.protocol.pool.PoolNumbers;
import org.timeball.server.protocol.pool.PoolRecord;
import org.timeball.server.protocol.pool.PoolTerms;
import org.timeball.server.protocol.pool.PoolVisit;

/**
 * What a request says in records of the pool protocol, and what a member answers to it.
 *
 * <p>The records that ask for something need a good token in front of them; without it they are critical records that we
 * do not know (error 0), as they are to a server that is in no pool. The first record settles the numbers.
 *
 * @see <a href="https://datatracker.ietf.org/doc/draft-ietf-ntp-nts-keyexchange-pool/">Key exchange for NTS pools</a>
 */
final class PoolRequest {

    private final PoolTerms terms;

    private Optional<PoolNumbers> numbers = Optional.empty();
    private Optional<PoolAdmission> admission = Optional.empty();
    private Optional<Opaque> keys = Optional.empty();
    private boolean hasToken;
    private boolean wantsToStay;
    private boolean asksForProtocols;
    private boolean asksForAlgorithms;
    private boolean asksForNames;
    private boolean wantsCookies;

    PoolRequest(PoolTerms terms) {
        this.terms = terms;
    }

    /** Takes a record that RFC 8915 does not know; says what is wrong with it, if something is. */
    Optional<KeyExchangeOutcome> judge(NtsRecord.Unknown record) {
        return meaning(record).map(this::judge).orElseGet(() -> unknown(record.critical()));
    }

    private Optional<PoolRecord> meaning(NtsRecord.Unknown record) {
        for (var candidate : numbers.map(List::of).orElseGet(this::spoken)) {
            var meaning = PoolRecord.of(record, candidate);
            if (meaning.isPresent()) {
                numbers = Optional.of(candidate);
                return meaning;
            }
        }
        return Optional.empty();
    }

    /** What our pools speak; nothing if there are none. */
    private List<PoolNumbers> spoken() {
        return Arrays.stream(PoolNumbers.values())
                .filter(each -> terms.memberships().stream().anyMatch(membership -> membership.takes(each)))
                .toList();
    }

    private static Optional<KeyExchangeOutcome> unknown(boolean critical) {
        return Optional.of(KeyExchangeOutcome.UNRECOGNISED_CRITICAL_RECORD).filter(_ -> critical);
    }

    private Optional<KeyExchangeOutcome> judge(PoolRecord record) {
        return switch (record) {
            case PoolRecord.Token(var token) -> token(token);
            case PoolRecord.KeepAlive() -> {
                boolean isSecond = wantsToStay;
                wantsToStay = true;
                yield badIf(isSecond);
            }
            case PoolRecord.ServerDeny _ -> Optional.empty(); // we have nobody else to offer
            case PoolRecord.SupportedProtocols _ -> {
                boolean isSecond = asksForProtocols;
                asksForProtocols = true;
                yield gated(isSecond || wantsCookies);
            }
            case PoolRecord.SupportedAlgorithms _ -> {
                boolean isSecond = asksForAlgorithms;
                asksForAlgorithms = true;
                yield gated(isSecond || wantsCookies);
            }
            case PoolRecord.ListServerNames _ -> {
                boolean isSecond = asksForNames;
                asksForNames = true;
                yield gated(isSecond || wantsCookies);
            }
            case PoolRecord.FixedKeys(var given) -> {
                boolean isSecond = wantsCookies;
                wantsCookies = true;
                keys = Optional.of(given);
                yield gated(isSecond || asksForLists());
            }
        };
    }

    private Optional<KeyExchangeOutcome> token(Opaque token) {
        boolean isSecond = hasToken;
        hasToken = true;
        admission = numbers.filter(_ -> !isSecond)
                .flatMap(spoken -> PoolMembership.admitted(terms.memberships(), spoken, token));
        return badIf(isSecond);
    }

    private static Optional<KeyExchangeOutcome> badIf(boolean isBad) {
        return Optional.of(KeyExchangeOutcome.BAD_REQUEST).filter(_ -> isBad);
    }

    private Optional<KeyExchangeOutcome> gated(boolean isBad) {
        return admission.isEmpty() ? unknown(true) : badIf(isBad);
    }

    /** Whether the request is for what we know; then protocols and algorithms that it names are no matter. */
    boolean asksForLists() {
        return asksForProtocols || asksForAlgorithms || asksForNames;
    }

    /** Whether the request brings the keys that its cookies shall hold. */
    boolean wantsCookies() {
        return wantsCookies;
    }

    /** Whether this connection may not export keys: it is one that pools ask on, or shall become one. */
    boolean forbidsExport() {
        return wantsToStay || terms.isKept();
    }

    /** The keys that came, for an algorithm; empty if they have not its length. The caller wipes them. */
    Optional<SessionKeys> keys(AeadAlgorithm algorithm) {
        int octets = algorithm.keyOctets();
        return keys.map(Opaque::octets)
                .filter(both -> both.length == 2 * octets)
                .map(both -> {
                    byte[] c2s = Arrays.copyOf(both, octets);
                    byte[] s2c = Arrays.copyOfRange(both, octets, 2 * octets);
                    var session = new SessionKeys(algorithm, c2s, s2c);
                    List.of(both, c2s, s2c).forEach(secret -> Arrays.fill(secret, (byte) 0));
                    return session;
                });
    }

    /** The lists that were asked for. */
    List<NtsRecord> lists(KeyExchangePolicy policy) {
        var answer = new ArrayList<NtsRecord>();
        var spoken = numbers.orElseThrow();
        if (asksForAlgorithms) {
            answer.add(new PoolRecord.SupportedAlgorithms(Arrays.stream(AeadAlgorithm.values())
                            .map(known -> new PoolRecord.Algorithm(known.id(), known.keyOctets()))
                            .toList())
                    .in(spoken));
        }
        if (asksForProtocols) {
            answer.add(new PoolRecord.SupportedProtocols(List.of(NtsRecord.NTPV4)).in(spoken));
        }
        if (asksForNames) {
            policy.ntpServer().map(NtsRecord.Server::new).ifPresent(answer::add);
        }
        return answer;
    }

    /** The record that lets the connection stand, if that was asked for and may be. Asked once, of a request that is answered. */
    Optional<NtsRecord> keepAlive() {
        return admission
                .filter(pool -> wantsToStay && terms.mayKeep(pool))
                .map(_ -> new PoolRecord.KeepAlive().in(numbers.orElseThrow()));
    }

    /** Who was here, if a token was shown or a pool's record asked for something. */
    Optional<PoolVisit> visit() {
        boolean asks = asksForLists() || wantsCookies;
        return numbers.filter(_ -> hasToken || asks).map(spoken -> new PoolVisit(wish(), spoken, admission));
    }

    private PoolVisit.Wish wish() {
        if (wantsCookies) {
            return PoolVisit.Wish.COOKIES;
        }
        return asksForLists() ? PoolVisit.Wish.LISTS : PoolVisit.Wish.NOTHING;
    }
}

package org.timeball.server.client;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.timeball.refclock.time.NtpTimestamp;
import org.timeball.server.client.nts.ProtectedReply;
import org.timeball.server.protocol.AeadAlgorithm;
import org.timeball.server.protocol.Decoded;
import org.timeball.server.protocol.NtpHeader;

/**
 * A client and a server: says what to do next, and what to make of what comes. Package {@code net} does what it says.
 *
 * <p>Every request has random timestamps in place of the clock's, a unique identifier and a cookie of its own. What does
 * not answer the request under way leaves the state as it was: late, double, forged and foreign packets, and every kiss
 * that is not proven to be the server's. Kisses that are proven are obeyed. Cookies that are refused are used on until
 * there are others; plain NTP never takes their place.
 *
 * <p>One instance belongs to one thread at a time.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5905#section-14">RFC 5905 §14, simple NTP</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8915#section-5.7">RFC 8915 §5.7, protocol details</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9769#section-2">RFC 9769 §2, interleaved mode</a>
 */
public final class Association {

    /** Without an answer so often in a row, the stamps for interleaved mode are old: basic mode again (RFC 9769 §2). */
    private static final int MOST_UNANSWERED_INTERLEAVED = 3;

    /** Without an answer so often in a row, the server may have moved, which a key exchange would tell. */
    private static final int UNANSWERED_UNTIL_KEYS = 8;

    private static final List<AeadAlgorithm> PLAINEST = List.of(AeadAlgorithm.AES_SIV_CMAC_256);

    private final AssociationSettings settings;
    private final ReplyRules rules;
    private final Requests requests;
    private AssociationState state;

    /**
     * Begins; the first step is due at once.
     *
     * @param nowNanos by a clock that nobody sets
     */
    public Association(AssociationSettings settings, RandomOctets random, long nowNanos) {
        this.settings = settings;
        this.rules = new ReplyRules(settings.floorNanos());
        this.requests = new Requests(random);
        var kept =
                switch (settings.security()) {
                    case Security.Plain _ -> Optional.<AgreedKeys>empty();
                    case Security.Nts nts -> nts.kept();
                };
        state = AssociationState.starting(settings.polls(), kept.map(keys -> KeyStock.of(keys, true)), nowNanos);
    }

    /** All that it knows. */
    AssociationState state() {
        return state;
    }

    /**
     * What to do now. A request that was under way counts as lost when this is called: {@link #unanswered} is for that.
     *
     * @param nowNanos by the clock that nobody sets
     */
    public Step next(long nowNanos) {
        if (state.volley().isPresent()) {
            unanswered(nowNanos);
        }
        if (state.stop().isPresent()) {
            return new Step.Stop(state.stop().get());
        }
        if (!state.pace().isDue(nowNanos)) {
            return new Step.Rest(state.pace().dueNanos());
        }
        return switch (settings.security()) {
            case Security.Plain(var server) -> askPlainly(server, nowNanos);
            case Security.Nts nts -> nextUnderNts(nts, nowNanos);
        };
    }

    /** Makes the next request due as soon as good manners allow, for somebody waits. */
    public void hurry(long nowNanos) {
        state = state.with(state.pace().hurried(nowNanos));
    }

    /** When key exchange may be tried again, by the clock that nobody sets. */
    public long keysEarliestNanos() {
        return state.limiter().earliestNanos();
    }

    /**
     * The request last given has left.
     *
     * @param rawNanos by the local clock
     */
    public void sent(long rawNanos) {
        state = state.volley().map(volley -> state.with(volley.sent(rawNanos))).orElse(state);
    }

    /** What the keys are for that are in use, if there are some. */
    public Optional<AeadAlgorithm> algorithm() {
        return state.stock().map(stock -> stock.agreed().keys().algorithm());
    }

    /** Whether a request is under way, so that something may still come. */
    public boolean isWaiting() {
        return state.volley().isPresent();
    }

    /**
     * Nobody answered the request under way, and it is not waited for any longer.
     *
     * <p>If somebody said meanwhile that its cookie is of no use, that was true or a forgery; both are met by asking for
     * new keys, as often as the limiter allows, and by using the old ones until then (RFC 8915 §5.7).
     */
    public void unanswered(long nowNanos) {
        state.volley().ifPresent(volley -> {
            var pace = state.pace().unanswered(nowNanos);
            state = state.withoutVolley().with(pace);
            if (pace.unanswered() >= MOST_UNANSWERED_INTERLEAVED) {
                state = state.withoutLastExchange();
            }
            state.stock().ifPresent(stock -> state = state.with(stock.missed(volley.placeholders())));
            if (volley.hasNak()) {
                refused();
            } else if (pace.unanswered() % UNANSWERED_UNTIL_KEYS == 0
                    && state.stock().isPresent()) {
                state = state.wanting(true);
            }
        });
    }

    private void refused() {
        state.stock()
                .flatMap(KeyStock::underAlternative)
                .ifPresentOrElse(other -> state = state.with(other), () -> state = state.wanting(true));
    }

    /** Keys were exchanged: they take the place of those before, with all their cookies. */
    public void keysAgreed(AgreedKeys keys) {
        state = state.with(KeyStock.of(keys, false)).wanting(false).withoutLastExchange();
    }

    /**
     * Keys could not be exchanged; the old ones, if there are some, serve on.
     *
     * @param isRequestBad whether the server refuses the request as such, so that the same one is not sent again
     */
    public void keysRefused(boolean isRequestBad, long nowNanos) {
        if (!isRequestBad) {
            return;
        }
        var offer =
                switch (settings.security()) {
                    case Security.Plain _ -> List.<AeadAlgorithm>of();
                    case Security.Nts nts -> nts.offered();
                };
        boolean hasPlainer = !state.isPlainest() && offer.containsAll(PLAINEST) && !offer.equals(PLAINEST);
        state = hasPlainer ? state.plainest() : state.with(state.limiter().refused(nowNanos));
    }

    /**
     * Takes keys and cookies out, to be kept over a restart: those cookies are not used here any more.
     *
     * @param most cookies that are taken; fewer if there are fewer
     * @return empty as long as no authentic reply came, or when no cookie is left
     */
    public Optional<AgreedKeys> setAside(int most) {
        var confirmed = state.stock().filter(stock -> stock.isConfirmed() && !stock.isEmpty());
        return confirmed.map(stock -> {
            var cookies = stock.cookies();
            int kept = Math.max(0, cookies.size() - most);
            state = state.with(stock.withCookies(cookies.subList(0, kept)));
            return stock.agreed().withCookies(cookies.subList(kept, cookies.size()));
        });
    }

    private Step nextUnderNts(Security.Nts nts, long nowNanos) {
        boolean canAsk = state.stock().isPresent() && !state.stock().get().isEmpty();
        if ((!canAsk || state.wantsKeys()) && state.limiter().allows(nowNanos)) {
            state = state.with(state.limiter().attempted(nowNanos));
            return new Step.ExchangeKeys(state.isPlainest() ? PLAINEST : nts.offered());
        }
        return canAsk
                ? askProtected(state.stock().get(), nowNanos)
                : new Step.Rest(state.limiter().earliestNanos());
    }

    private Step askPlainly(NtpServer server, long nowNanos) {
        var volley = requests.plainVolley(state.lastExchange().isPresent());
        state = state.with(volley).with(state.pace().asked(nowNanos));
        return new Step.Ask(server, Requests.plain(volley, state.lastExchange()));
    }

    private Step askProtected(KeyStock stock, long nowNanos) {
        var volley = requests.protectedVolley(state.lastExchange().isPresent(), stock);
        byte[] packet = requests.sealed(volley, state.lastExchange(), stock);
        state = state.with(volley).with(stock.spent()).with(state.pace().asked(nowNanos));
        return new Step.Ask(stock.agreed().server(), packet);
    }

    /**
     * Judges a packet.
     *
     * @param packet              as it came, of any length
     * @param destinationRawNanos T4, by the local clock
     * @param nowNanos            by the clock that nobody sets
     */
    public Heard received(byte[] packet, long destinationRawNanos, long nowNanos) {
        if (state.volley().isEmpty()) {
            return new Heard.Ignored(ReplyFault.UNASKED);
        }
        return switch (NtpHeader.decode(ByteBuffer.wrap(packet))) {
            case Decoded.Malformed<NtpHeader> _ -> new Heard.Ignored(ReplyFault.NOT_NTP);
            case Decoded.Ok<NtpHeader>(var header) ->
                judge(new Arrival(packet, header, state.volley().get(), destinationRawNanos, nowNanos));
        };
    }

    /** What came, with the request that is under way. */
    private record Arrival(byte[] packet, NtpHeader header, Volley volley, long destinationRawNanos, long nowNanos) {

        /** Whether the reply tells when the one before left. */
        boolean isInterleaved() {
            return volley.isInterleaved() && header.origin().bits() == volley.receiveBits();
        }

        /** Whether it repeats one of the random numbers of the request. */
        boolean hasOrigin() {
            return header.origin().bits() == volley.transmitBits() || isInterleaved();
        }
    }

    private Heard judge(Arrival arrival) {
        if (!ReplyRules.isReply(arrival.header)) {
            return new Heard.Ignored(ReplyFault.NOT_A_REPLY);
        }
        if (!arrival.hasOrigin()) {
            return new Heard.Ignored(ReplyFault.WRONG_ORIGIN);
        }
        return switch (settings.security()) {
            case Security.Plain _ -> judgeContent(arrival, false);
            case Security.Nts _ ->
                state.stock()
                        .map(stock -> judgeProtected(arrival, stock))
                        .orElseGet(() -> new Heard.Ignored(ReplyFault.UNASKED));
        };
    }

    private Heard judgeProtected(Arrival arrival, KeyStock stock) {
        var keys = stock.agreed().keys();
        return switch (ProtectedReply.open(arrival.packet, arrival.volley.uniqueIdentifier(), keys)) {
            case ProtectedReply.Refused(var reason) -> judgeRefused(arrival, reason);
            case ProtectedReply.Authentic(var cookies) -> {
                // The server's own, whatever it says: the volley is over, the cookies are good.
                state = answered(arrival).with(stock.answered(arrival.volley.placeholders(), cookies));
                yield judgeContent(arrival, true);
            }
        };
    }

    private Heard judgeRefused(Arrival arrival, ProtectedReply.Reason reason) {
        return switch (reason) {
            case MALFORMED -> new Heard.Ignored(ReplyFault.MALFORMED);
            case OF_ANOTHER_REQUEST -> new Heard.Ignored(ReplyFault.WRONG_UNIQUE_IDENTIFIER);
            case FORGED -> new Heard.Ignored(ReplyFault.NOT_AUTHENTIC);
            case UNPROTECTED -> judgeUnprotected(arrival);
        };
    }

    /** A NAK is believed in so far as no better answer comes; every other kiss has to be authentic. */
    private Heard judgeUnprotected(Arrival arrival) {
        if (!kissOf(arrival.header).equals(Optional.of(KissCode.NTSN))) {
            return new Heard.Ignored(ReplyFault.UNPROTECTED);
        }
        state = state.with(arrival.volley.withNak());
        return new Heard.Kiss(KissCode.NTSN);
    }

    private static Optional<KissCode> kissOf(NtpHeader header) {
        return header.stratum() == 0 ? KissCode.of(header.refId()) : Optional.empty();
    }

    private AssociationState answered(Arrival arrival) {
        return state.withoutVolley().with(state.pace().answered(arrival.nowNanos));
    }

    private Heard judgeContent(Arrival arrival, boolean isAuthentic) {
        var header = arrival.header;
        var kiss = kissOf(header);
        if (kiss.isPresent()) {
            return obey(kiss.get(), arrival);
        }
        var times = timesOf(arrival);
        var fault = ReplyRules.faultOf(header, arrival.isInterleaved()).or(() -> rules.faultOf(times, header));
        if (fault.isPresent()) {
            return new Heard.Useless(fault.get());
        }
        if (isAuthentic && !confirm(times)) {
            return new Heard.Useless(ReplyFault.OUTSIDE_CERTIFICATE);
        }
        return accept(arrival, ReplyRules.measurement(times, header, isAuthentic, arrival.isInterleaved()));
    }

    private Heard obey(KissCode kiss, Arrival arrival) {
        switch (kiss) {
            case DENY, RSTR -> state = answered(arrival).stopped(kiss);
            case RATE -> {
                int kissPollLog2 = arrival.header.pollLog2();
                state = state.withoutVolley().with(state.pace().slowed(kissPollLog2, arrival.nowNanos));
            }
            case NTSN -> {
                // Means nothing where there is no cookie, or where the cookie was good enough for an authenticator.
                return new Heard.Useless(ReplyFault.NOT_SYNCHRONISED);
            }
        }
        return new Heard.Kiss(kiss);
    }

    private FourTimestamps timesOf(Arrival arrival) {
        var header = arrival.header;
        return state.lastExchange()
                .filter(_ -> arrival.isInterleaved())
                .map(last -> rules.times(
                        last.originRawNanos(),
                        new NtpTimestamp(last.receiveBits()),
                        header.transmit(),
                        last.destinationRawNanos()))
                .orElseGet(() -> rules.times(
                        arrival.volley.originRawNanos(),
                        header.receive(),
                        header.transmit(),
                        arrival.destinationRawNanos));
    }

    /**
     * The second look at the certificate, with the first time that the server proved to be its own: a clock that was not
     * set could not tell whether it was valid. Keys of one that was not are thrown away.
     */
    private boolean confirm(FourTimestamps times) {
        return state.stock()
                .map(stock -> {
                    boolean isValid =
                            stock.isConfirmed() || stock.agreed().window().contains(times.transmitNanos());
                    state = isValid ? state.with(stock.confirmed()) : state.withoutStock();
                    return isValid;
                })
                .orElse(false);
    }

    private Heard accept(Arrival arrival, Measurement measurement) {
        state = answered(arrival);
        if (measurement.isAuthentic()) {
            state = state.with(RetryLimiter.fresh(arrival.nowNanos)).wanting(false);
        }
        if (settings.isInterleaved()) {
            state = state.with(new LastExchange(
                    arrival.volley.originRawNanos(), arrival.header.receive().bits(), arrival.destinationRawNanos));
        }
        return new Heard.Time(measurement);
    }
}

package org.timeball.server.protocol;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.timeball.server.protocol.pool.PoolTerms;
import org.timeball.server.protocol.pool.PoolVisit;

/**
 * The server's side of one NTS key exchange, between the octets that TLS delivers and those it is to carry back.
 *
 * <p>The request may come in any number of pieces. Every record is judged in its turn and the first fault is the one
 * reported, but the reply waits for End of Message, so that no client is answered while it still writes. The reply is
 * one array, to be written at once (some clients read once), then the connection is closed with close_notify. Whatever
 * comes after the reply is not looked at.
 *
 * <p>A pool of which we are a member asks for what we know, or has us wrap keys of its own; it may ask to ask again.
 *
 * <p>One instance serves one request and one thread at a time.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8915#section-4">RFC 8915 §4</a>
 * @see <a href="https://datatracker.ietf.org/doc/draft-ietf-ntp-nts-keyexchange-pool/">Key exchange for NTS pools</a>
 */
public final class KeyExchangeSession {

    /** A longer request is bad; RFC 8915 §4 has a server accept 1024 octets at least. */
    public static final int MAX_REQUEST_OCTETS = 4096;

    /** RFC 8915 §4.1.6: a client keeps eight cookies in stock. */
    public static final int COOKIES = 8;

    /** What the caller has to do next. */
    public sealed interface Progress {}

    /** Read on. */
    public record NeedMore() implements Progress {}

    /**
     * Write the response, then close, or wait for another request.
     *
     * @param response a whole message; the receiver may keep it
     * @param outcome  what it says
     * @param agreed   the algorithm of its cookies, if it has any
     * @param visit    of the pool that asked, or of who says it is one
     * @param isKept   whether the connection stands: then the next request is another session's
     */
    public record Reply(
            byte[] response,
            KeyExchangeOutcome outcome,
            Optional<AeadAlgorithm> agreed,
            Optional<PoolVisit> visit,
            boolean isKept)
            implements Progress {

        /** @throws IllegalArgumentException if an algorithm is agreed on without success, or the other way round */
        public Reply {
            if (agreed.isPresent() != (outcome == KeyExchangeOutcome.COMPLETED)) {
                throw new IllegalArgumentException(outcome + " with " + agreed);
            }
        }
    }

    private static final Progress NEED_MORE = new NeedMore();

    private final KeyExchangePolicy policy;
    private final CookieJar jar;
    private final KeyExporter exporter;
    private final PoolRequest pool;

    /** All of the request so far, and a view of it whose position is behind the last whole record. */
    private final ByteBuffer request = ByteBuffer.allocate(MAX_REQUEST_OCTETS);

    private final ByteBuffer unread = request.duplicate().limit(0);

    private Optional<NtsRecord.NextProtocol> protocols = Optional.empty();
    private Optional<NtsRecord.Aead> algorithms = Optional.empty();
    private boolean exportsByTheBook;
    private Optional<KeyExchangeOutcome> fault = Optional.empty();
    private boolean hasReplied;

    /**
     * Begins with an empty request, at a server that is in no pool.
     *
     * @param policy   what clients are told beside their cookies
     * @param jar      seals the cookies; may be shared with any number of sessions
     * @param exporter of the TLS session that carries this exchange
     */
    public KeyExchangeSession(KeyExchangePolicy policy, CookieJar jar, KeyExporter exporter) {
        this(policy, jar, exporter, PoolTerms.NONE);
    }

    /** The same at a server that pools may ask. */
    public KeyExchangeSession(KeyExchangePolicy policy, CookieJar jar, KeyExporter exporter, PoolTerms terms) {
        this.policy = policy;
        this.jar = jar;
        this.exporter = exporter;
        this.pool = new PoolRequest(terms);
    }

    /**
     * Takes the next octets of the request.
     *
     * <p>Octets that come in one piece with End of Message and lie behind it make the request a bad one; when they come
     * later, the reply has been given.
     *
     * @param bytes all that remain are taken
     */
    public Progress receive(ByteBuffer bytes) {
        int offered = bytes.remaining();
        int taken = Math.min(offered, request.remaining());
        if (!hasReplied) {
            request.put(bytes.slice(bytes.position(), taken));
            unread.limit(request.position());
        }
        bytes.position(bytes.limit());
        return hasReplied ? NEED_MORE : judge(taken < offered);
    }

    /** The client closed its side before End of Message, so the request is incomplete (RFC 8915 §4.1.3). */
    public Progress inputEnded() {
        return hasReplied ? NEED_MORE : refuse(fault.orElse(KeyExchangeOutcome.BAD_REQUEST));
    }

    /** The time allowed for the request has passed, which is answered as a bad request (RFC 8915 §4.1.3). */
    public Progress deadlinePassed() {
        return hasReplied ? NEED_MORE : refuse(KeyExchangeOutcome.TIMED_OUT);
    }

    /** Something of ours went wrong with the request, which the client is told (RFC 8915 §4.1.3). */
    public Progress failed() {
        return hasReplied ? NEED_MORE : refuse(KeyExchangeOutcome.INTERNAL_ERROR);
    }

    /**
     * Judges the records that have become whole.
     *
     * @param hasOverflow whether more octets came than a request may have
     */
    private Progress judge(boolean hasOverflow) {
        while (wantedOctets() <= unread.limit()) {
            boolean isLast = NtsRecord.typeAt(unread) == NtsRecord.END_OF_MESSAGE;
            switch (NtsRecord.decode(unread)) {
                case Decoded.Ok<NtsRecord>(var record) -> judge(record);
                case Decoded.Malformed<NtsRecord> _ -> blame(KeyExchangeOutcome.BAD_REQUEST);
            }
            if (isLast) {
                return answer(hasOverflow || unread.hasRemaining());
            }
        }
        return wantedOctets() <= MAX_REQUEST_OCTETS ? NEED_MORE : refuse(fault.orElse(KeyExchangeOutcome.BAD_REQUEST));
    }

    /** How long the request has to be before another record is whole, or its header is. */
    private int wantedOctets() {
        int at = unread.position();
        int headed = at + NtsRecord.HEADER_OCTETS;
        return unread.limit() < headed ? headed : headed + Short.toUnsignedInt(unread.getShort(at + 2));
    }

    private void judge(NtsRecord record) {
        switch (record) {
            case NtsRecord.NextProtocol next -> {
                if (protocols.isPresent() || next.protocolIds().isEmpty()) {
                    blame(KeyExchangeOutcome.BAD_REQUEST);
                }
                protocols = Optional.of(next);
            }
            case NtsRecord.Aead aead -> {
                if (algorithms.isPresent() || aead.algorithmIds().isEmpty()) {
                    blame(KeyExchangeOutcome.BAD_REQUEST);
                }
                algorithms = Optional.of(aead);
            }
            case NtsRecord.CompliantExport _ -> exportsByTheBook = true;
            case NtsRecord.ErrorRecord _, NtsRecord.Warning _, NtsRecord.NewCookie _ ->
                // A server's to send, never a client's (RFC 8915 §4.1.3, §4.1.4, §4.1.6).
                blame(KeyExchangeOutcome.BAD_REQUEST);
            case NtsRecord.Unknown unknown -> pool.judge(unknown).ifPresent(this::blame);
            case NtsRecord.Server _, NtsRecord.Port _, NtsRecord.EndOfMessage _ -> {
                // A client's server and port are no more than a wish; End of Message is the caller's to see.
            }
        }
    }

    private void blame(KeyExchangeOutcome outcome) {
        if (fault.isEmpty()) {
            fault = Optional.of(outcome);
        }
    }

    /** The request is complete. */
    private Progress answer(boolean hasMore) {
        if (hasMore || protocols.isEmpty() && !pool.asksForLists()) {
            blame(KeyExchangeOutcome.BAD_REQUEST);
        }
        if (fault.isPresent()) {
            return refuse(fault.get());
        }
        if (pool.asksForLists()) {
            return reply(KeyExchangeOutcome.LISTED, pool.lists(policy));
        }
        return pool.wantsCookies()
                ? wrap()
                : pool.forbidsExport() ? refuse(KeyExchangeOutcome.BAD_REQUEST) : negotiate();
    }

    /** Cookies for the keys of a pool, which has chosen one protocol and one algorithm and left us no choice. */
    private Progress wrap() {
        boolean isForNtpv4 =
                protocols.stream().anyMatch(next -> next.protocolIds().equals(List.of(NtsRecord.NTPV4)));
        return algorithms
                .filter(aead -> isForNtpv4 && aead.algorithmIds().size() == 1)
                .flatMap(aead -> AeadAlgorithm.ofId(aead.algorithmIds().getFirst()))
                .flatMap(pool::keys)
                .map(this::wrapped)
                .orElseGet(() -> refuse(KeyExchangeOutcome.BAD_REQUEST));
    }

    private Progress wrapped(SessionKeys keys) {
        return complete(keys.algorithm(), exportsByTheBook, sealCookies(keys));
    }

    private Progress negotiate() {
        boolean wantsNtpv4 =
                protocols.stream().anyMatch(next -> next.protocolIds().contains(NtsRecord.NTPV4));
        if (!wantsNtpv4) {
            return reply(KeyExchangeOutcome.NO_COMMON_PROTOCOL, List.of(new NtsRecord.NextProtocol(List.of())));
        }
        if (algorithms.isEmpty()) {
            return refuse(KeyExchangeOutcome.BAD_REQUEST);
        }
        return algorithms
                .flatMap(aead -> AeadAlgorithm.agreed(aead.algorithmIds(), exportsByTheBook))
                .map(this::agree)
                .orElseGet(() -> reply(
                        KeyExchangeOutcome.NO_COMMON_AEAD,
                        List.of(new NtsRecord.NextProtocol(List.of(NtsRecord.NTPV4)), new NtsRecord.Aead(List.of()))));
    }

    private Progress agree(AeadAlgorithm algorithm) {
        List<byte[]> cookies;
        try {
            cookies = sealCookies(KeyExport.BY_THE_BOOK.keys(exporter, algorithm));
        } catch (KeyExportException e) {
            return refuse(KeyExchangeOutcome.INTERNAL_ERROR);
        }
        return complete(algorithm, true, cookies);
    }

    /** @param saysItsExport whether keys of AEAD 30 are said to be by the book */
    private Progress complete(AeadAlgorithm algorithm, boolean saysItsExport, List<byte[]> cookies) {
        var records = new ArrayList<NtsRecord>();
        records.add(new NtsRecord.NextProtocol(List.of(NtsRecord.NTPV4)));
        records.add(new NtsRecord.Aead(List.of(algorithm.id())));
        if (saysItsExport && algorithm == AeadAlgorithm.AES_128_GCM_SIV) {
            records.add(new NtsRecord.CompliantExport());
        }
        policy.ntpServer().ifPresent(name -> records.add(new NtsRecord.Server(name)));
        policy.ntpPort().stream()
                .filter(port -> port != KeyExchangePolicy.NTP_PORT)
                .forEach(port -> records.add(new NtsRecord.Port(port)));
        cookies.forEach(cookie -> records.add(new NtsRecord.NewCookie(new Opaque(cookie))));
        return reply(KeyExchangeOutcome.COMPLETED, records, Optional.of(algorithm));
    }

    /** The keys have done their work then. */
    private List<byte[]> sealCookies(SessionKeys keys) {
        List<byte[]> cookies = jar.seal(keys, COOKIES);
        keys.wipe();
        return cookies;
    }

    private Progress refuse(KeyExchangeOutcome outcome) {
        return reply(outcome, List.of(new NtsRecord.ErrorRecord(outcome.errorCode())));
    }

    private Progress reply(KeyExchangeOutcome outcome, List<NtsRecord> records) {
        return reply(outcome, records, Optional.empty());
    }

    private Progress reply(KeyExchangeOutcome outcome, List<NtsRecord> records, Optional<AeadAlgorithm> agreed) {
        hasReplied = true;
        var message = new ArrayList<>(records);
        boolean answersPool = outcome == KeyExchangeOutcome.LISTED || agreed.isPresent();
        var stay = answersPool ? pool.keepAlive() : Optional.<NtsRecord>empty();
        stay.ifPresent(message::add);
        message.add(new NtsRecord.EndOfMessage());
        return new Reply(NtsRecord.message(message), outcome, agreed, pool.visit(), stay.isPresent());
    }
}

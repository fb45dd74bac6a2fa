package org.timeball.server.protocol;

import static org.timeball.server.protocol.RequestFuzz.must;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.timeball.server.protocol.pool.PoolTerms;

/**
 * Fuzz target: a client's side of key exchange, in pieces of any size.
 *
 * <p>Whatever comes: no exception; one reply at most, of well-formed records, that some clients can read at once; the same
 * however it is cut, but for octets behind End of Message; and a record comes back from its own bytes.
 *
 * <p>Run by {@code ./timeball fuzz} under Jazzer, which looks for this method by its name, and by {@link FuzzTest}.
 */
public final class KeyExchangeFuzz {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final CookieJar JAR = new CookieJar(CookieKeyRing.create(RANDOM, 0), RANDOM);
    private static final int MAX_REPLY_OCTETS = 2_048;

    /** Both numbers, and every connection may be kept. */
    private static final PoolTerms POOL = PoolTestTerms.of(PoolTestTerms.TOKEN, true);

    private KeyExchangeFuzz() {}

    /** @param input the size of the pieces, then the request */
    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length == 0) {
            return;
        }
        holdsItsLaws(input, PoolTerms.NONE);
        holdsItsLaws(input, POOL);
        recordsComeBack(ByteBuffer.wrap(input, 1, input.length - 1));
    }

    private static void holdsItsLaws(byte[] input, PoolTerms terms) {
        int piece = 1 + (input[0] & 0xff);
        var whole = answer(input, input.length, terms);
        var cut = answer(input, piece, terms);
        must(
                outcomes(whole).equals(outcomes(cut))
                        || outcomes(whole).equals(List.of(KeyExchangeOutcome.BAD_REQUEST)),
                "where it is cut is no matter, unless something stands behind its end");
        whole.forEach(KeyExchangeFuzz::mustBeReadable);
        cut.forEach(KeyExchangeFuzz::mustBeReadable);
    }

    private static List<KeyExchangeSession.Reply> answer(byte[] input, int piece, PoolTerms terms) {
        var session = new KeyExchangeSession(
                KeyExchangePolicy.SAME_HOST, JAR, (label, context, octets) -> new byte[octets], terms);
        var replies = new ArrayList<KeyExchangeSession.Reply>();
        for (int at = 1; at < input.length; at += piece) {
            take(session.receive(ByteBuffer.wrap(input, at, Math.min(piece, input.length - at))), replies);
        }
        take(session.inputEnded(), replies);
        take(session.deadlinePassed(), replies);
        must(replies.size() == 1, "there is one reply");
        return replies;
    }

    private static void take(KeyExchangeSession.Progress progress, List<KeyExchangeSession.Reply> replies) {
        switch (progress) {
            case KeyExchangeSession.Reply reply -> replies.add(reply);
            case KeyExchangeSession.NeedMore() -> {}
        }
    }

    private static List<KeyExchangeOutcome> outcomes(List<KeyExchangeSession.Reply> replies) {
        return replies.stream().map(KeyExchangeSession.Reply::outcome).toList();
    }

    private static void mustBeReadable(KeyExchangeSession.Reply reply) {
        must(reply.response().length <= MAX_REPLY_OCTETS, "a reply can be read at once");
        var in = ByteBuffer.wrap(reply.response());
        boolean isEnded = false;
        while (in.hasRemaining()) {
            must(!isEnded, "nothing stands behind End of Message");
            if (NtsRecord.decode(in) instanceof Decoded.Ok<NtsRecord>(var record)) {
                isEnded = record instanceof NtsRecord.EndOfMessage;
            } else {
                throw new AssertionError("a reply has well-formed records");
            }
        }
        must(isEnded, "a reply ends");
    }

    private static void recordsComeBack(ByteBuffer in) {
        while (NtsRecord.decode(in) instanceof Decoded.Ok<NtsRecord>(var record)) {
            var out = ByteBuffer.allocate(record.octets());
            record.encode(out);
            must(new Decoded.Ok<>(record).equals(NtsRecord.decode(out.flip())), "a record comes back from its bytes");
        }
    }
}

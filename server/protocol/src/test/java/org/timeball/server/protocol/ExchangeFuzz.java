package org.timeball.server.protocol;

import static org.timeball.server.protocol.NtsTestClient.counting;
import static org.timeball.server.protocol.RequestFuzz.must;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.security.SecureRandom;
import java.util.Arrays;
import org.timeball.server.protocol.NtsServerExchange.Verdict;

/**
 * Fuzz target: a request by a client that has keys and cookie and means no good, so that all behind the tag is reached.
 *
 * <p>Whatever it encrypts: no exception; a reply is authentic, no longer than the request, and has one to eight cookies,
 * never more than were asked for, that all open.
 *
 * <p>Run by {@code ./timeball fuzz} under Jazzer, which looks for this method by its name, and by {@link FuzzTest}.
 */
public final class ExchangeFuzz {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final CookieJar JAR = new CookieJar(CookieKeyRing.create(RANDOM, 0), RANDOM);
    private static final NtsServerExchange EXCHANGE = new NtsServerExchange(JAR, RANDOM);
    private static final CookieSeal SEAL = new CookieSeal(JAR, RANDOM::nextBytes);
    private static final int MAX_ENCRYPTED_OCTETS = 1_000;

    private ExchangeFuzz() {}

    /** @param input AEAD, placeholders, length of the nonce, padding, an octet each; then what is encrypted */
    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length < 4 || input.length > 4 + MAX_ENCRYPTED_OCTETS) {
            return;
        }
        var algorithm = AeadAlgorithm.values()[input[0] & 3];
        int keyOctets = algorithm.keyOctets();
        var keys = new SessionKeys(algorithm, counting(input[0], keyOctets), counting(0x20, keyOctets));
        var client = new NtsTestClient(keys);
        byte[] cookie = JAR.seal(keys, 1).getFirst();
        boolean isFree = algorithm != AeadAlgorithm.AES_128_GCM_SIV;
        byte[] nonce = counting(1, isFree ? 1 + (input[2] & 0x3f) : algorithm.nonceOctets());
        byte[] encrypted = Arrays.copyOfRange(input, 4, input.length);
        byte[] request = client.request(cookie, input[1] & 0xf, encrypted, nonce, input[3] & 0x3c);

        var segment = MemorySegment.ofArray(request);
        var fields = new RequestFields();
        if (fields.read(segment, 0, request.length) != RequestFields.Shape.PROTECTED) {
            must(request.length > RequestFields.MAX_PACKET_OCTETS, "only too long a request is no request");
            return;
        }
        Verdict verdict = EXCHANGE.open(segment, 0, fields);
        must(verdict != Verdict.NAK, "who has the keys is told no other");
        if (verdict == Verdict.AUTHENTIC) {
            int octets = EXCHANGE.seal(segment, 0);
            must(octets <= request.length, "a reply is no longer than its request");
            var cookies = client.openReply(segment.asSlice(0, octets).toArray(ValueLayout.JAVA_BYTE));
            must(cookies.isPresent() && cookies.get().size() <= 8, "a reply is authentic and has up to eight cookies");
            must(!cookies.get().isEmpty(), "a reply has a cookie");
            cookies.get().forEach(fresh -> must(opens(fresh), "a cookie opens"));
        }
    }

    private static boolean opens(byte[] cookie) {
        return SEAL.open(cookie, 0, cookie.length, new byte[CookieJar.MAX_PLAINTEXT_OCTETS]) >= 0;
    }
}

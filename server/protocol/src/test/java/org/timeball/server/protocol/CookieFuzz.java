package org.timeball.server.protocol;

import static org.timeball.server.protocol.NtsTestClient.counting;
import static org.timeball.server.protocol.RequestFuzz.must;

import java.security.SecureRandom;
import java.util.Arrays;

/**
 * Fuzz target: a cookie, made up or made of a good one. Nothing opens but what was sealed.
 *
 * <p>Run by {@code ./timeball fuzz} under Jazzer, which looks for this method by its name, and by {@link FuzzTest}.
 */
public final class CookieFuzz {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final CookieJar JAR = new CookieJar(CookieKeyRing.create(RANDOM, 0), RANDOM);

    private static final CookieSeal SEAL = new CookieSeal(JAR, RANDOM::nextBytes);

    /** Of a jar that never gave a cookie: Jazzer learns what ours are from the comparison below. */
    private static final CookieSeal UNUSED =
            new CookieSeal(new CookieJar(CookieKeyRing.create(RANDOM, 0), RANDOM), RANDOM::nextBytes);

    private CookieFuzz() {}

    /** @param input AEAD, then what is added without carry to a good cookie from its beginning, or stands for itself */
    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length == 0) {
            return;
        }
        byte[] raw = Arrays.copyOfRange(input, 1, input.length);
        must(!opens(UNUSED, raw), "nobody makes up a cookie");

        var algorithm = AeadAlgorithm.values()[input[0] & 3];
        var keys = new SessionKeys(algorithm, counting(0, algorithm.keyOctets()), counting(9, algorithm.keyOctets()));
        byte[] good = JAR.seal(keys, 1).getFirst();
        byte[] changed = good.clone();
        for (int i = 0; i < Math.min(raw.length, changed.length); i++) {
            changed[i] ^= raw[i];
        }
        must(opens(SEAL, changed) == Arrays.equals(good, changed), "what was changed does not open");
    }

    private static boolean opens(CookieSeal seal, byte[] cookie) {
        return seal.open(cookie, 0, cookie.length, new byte[CookieJar.MAX_PLAINTEXT_OCTETS]) >= 0;
    }
}

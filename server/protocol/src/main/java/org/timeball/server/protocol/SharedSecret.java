package org.timeball.server.protocol;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;

/**
 * A secret from which several servers make the same master keys without talking: one for each day of UTC.
 *
 * <p>It gives the key of the first day, and the {@linkplain MasterKey#next ratchet} the keys of all days after it, each
 * under the day's number. So servers that share the secret rotate at the same midnight, and a client's cookie opens at any
 * of them. Who has the secret can make every day's key; once it is deleted where the rings are kept, nobody can make those
 * of days past.
 *
 * <p>Immutable; never printed.
 */
public final class SharedSecret {

    /** Length of the secret; {@code openssl rand -hex 64} makes one. */
    public static final int OCTETS = 64;

    /** How often the keys change: no server can be set to another rhythm, or they would not open each other's cookies. */
    static final long DAY_SECONDS = 86_400;

    /** The ratchet's first day, 2026-01-01, counted from the Unix epoch: before any server that shares a secret. */
    private static final long FIRST_DAY = 20_454;

    /** Two centuries: bounds the work where a clock is wrong. */
    private static final long LAST_DAY = FIRST_DAY + 73_050;

    private static final byte[] INFO = "timeball shared cookie secret".getBytes(StandardCharsets.US_ASCII);

    private final byte[] octets;

    private SharedSecret(byte[] octets) {
        this.octets = octets;
    }

    /**
     * Reads a secret as its file has it.
     *
     * @param text {@value #OCTETS} octets in hexadecimal digits, with or without white space around them
     */
    public static Decoded<SharedSecret> decode(byte[] text) {
        String digits = new String(text, StandardCharsets.ISO_8859_1).strip();
        if (digits.length() != 2 * OCTETS) {
            return new Decoded.Malformed<>(
                    "secret", text.length, "%d digits, not %d".formatted(digits.length(), 2 * OCTETS));
        }
        for (int i = 0; i < digits.length(); i++) {
            if (!HexFormat.isHexDigit(digits.charAt(i))) {
                return new Decoded.Malformed<>("secret", i, "not a hexadecimal digit");
            }
        }
        return new Decoded.Ok<>(new SharedSecret(HexFormat.of().parseHex(digits)));
    }

    /**
     * The ring of every server that has the secret.
     *
     * @param nowSeconds UTC since the Unix epoch
     * @param staleKeys  how many keys of days before are kept, 0 to {@value KeyRotation#MAX_STALE_KEYS}
     */
    public CookieKeyRing ring(long nowSeconds, int staleKeys) {
        long day = day(nowSeconds);
        var keys = new ArrayList<MasterKey>();
        MasterKey key = firstKey();
        keys.add(key);
        for (long i = FIRST_DAY; i < day; i++) {
            key = key.next();
            keys.addFirst(key);
            if (keys.size() > 1 + staleKeys) {
                keys.removeLast();
            }
        }
        return new CookieKeyRing(day * DAY_SECONDS, keys);
    }

    /** Whether a ring is that of the day, as far as can be told without the work of making it. */
    public static boolean isOfDay(CookieKeyRing ring, long nowSeconds) {
        return isShared(ring) && ring.newestSinceSeconds() == day(nowSeconds) * DAY_SECONDS;
    }

    /** Whether a ring was made by a shared secret: its keys are numbered by days, which those made at random are not. */
    public static boolean isShared(CookieKeyRing ring) {
        return ring.newestSinceSeconds() == ring.newest().id() * DAY_SECONDS;
    }

    private static long day(long nowSeconds) {
        return Math.clamp(Math.floorDiv(nowSeconds, DAY_SECONDS), FIRST_DAY, LAST_DAY);
    }

    private MasterKey firstKey() {
        try {
            byte[] derived = KDF.getInstance("HKDF-SHA256")
                    .deriveData(HKDFParameterSpec.ofExtract().addIKM(octets).thenExpand(INFO, MasterKey.OCTETS));
            return new MasterKey((int) FIRST_DAY, derived);
        } catch (GeneralSecurityException e) {
            throw new AssertionError("the Java platform has HKDF-SHA256 since 25", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SharedSecret secret && MessageDigest.isEqual(octets, secret.octets);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(octets);
    }

    @Override
    public String toString() {
        return "SharedSecret";
    }
}

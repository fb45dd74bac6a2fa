package org.timeball.server.protocol.pool;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.timeball.server.protocol.Decoded;
import org.timeball.server.protocol.Opaque;

/**
 * What is kept of the secret by which a pool shows who it is: its digest, and enough for people to tell it from another.
 *
 * <p>Printable ASCII of {@value #MIN_CHARACTERS} characters at least, which is 128 bits of letters and digits, and
 * {@value #MAX_CHARACTERS} at most. Immutable; the secret itself cannot be had from it.
 */
public final class PoolToken {

    /** 22 letters and digits hold 130 bits. */
    public static final int MIN_CHARACTERS = 22;

    /** A member has to take 64; the pools' are of that length. */
    public static final int MAX_CHARACTERS = 512;

    private static final int FINGERPRINT_OCTETS = 6;
    private static final int END_CHARACTERS = 4;

    /** Of a token this long, two ends of four characters tell nothing that would help to guess the rest. */
    private static final int LONG = 48;

    private final byte[] digest;
    private final String ends;

    private PoolToken(String text) {
        digest = digest(text.getBytes(StandardCharsets.US_ASCII));
        ends = text.length() < LONG
                ? "…"
                : text.substring(0, END_CHARACTERS) + '…' + text.substring(text.length() - END_CHARACTERS);
    }

    /** The token of that text; what is refused is not repeated in the reason. */
    public static Decoded<PoolToken> of(String text) {
        int length = text.length();
        if (!text.chars().allMatch(c -> c > ' ' && c <= '~')) {
            return new Decoded.Malformed<>("token", 0, "not printable ASCII without spaces");
        }
        if (length < MIN_CHARACTERS || length > MAX_CHARACTERS) {
            return new Decoded.Malformed<>(
                    "token",
                    0,
                    "%d characters long; tokens have %d to %d".formatted(length, MIN_CHARACTERS, MAX_CHARACTERS));
        }
        return new Decoded.Ok<>(new PoolToken(text));
    }

    /** The digest of what a client presents, to be compared with {@link #hasDigest}. */
    static byte[] digest(Opaque presented) {
        return digest(presented.octets());
    }

    private static byte[] digest(byte[] octets) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(octets);
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every Java has SHA-256", impossible);
        }
    }

    /** Whether that is the digest of this token; takes the same time whatever it is. */
    boolean hasDigest(byte[] other) {
        return MessageDigest.isEqual(digest, other);
    }

    /** The first twelve hexadecimal digits of the token's SHA-256. */
    public String fingerprint() {
        return HexFormat.of().formatHex(digest, 0, FINGERPRINT_OCTETS);
    }

    /** First and last four characters, for whoever looks at the pool's page; of short tokens none. */
    public String ends() {
        return ends;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PoolToken token && hasDigest(token.digest);
    }

    @Override
    public int hashCode() {
        return digest[0];
    }

    /** The fingerprint alone. */
    @Override
    public String toString() {
        return "PoolToken[" + fingerprint() + ']';
    }
}

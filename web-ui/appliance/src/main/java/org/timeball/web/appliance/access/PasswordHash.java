package org.timeball.web.appliance.access;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * What is kept of a password: PBKDF2 with HMAC-SHA-512, slow on purpose.
 *
 * @param iterations how slow
 * @param salt       16 random octets, hexadecimal
 * @param hash       32 octets, hexadecimal
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8018#section-5.2">RFC 8018 §5.2</a>
 */
public record PasswordHash(int iterations, String salt, String hash) {

    /** The shortest that is taken; there is no rule about which characters. */
    public static final int SHORTEST = 10;

    /** The longest that is taken: far more than anybody types, and no work for the digest. */
    public static final int LONGEST = 256;

    /**
     * W5 of the test catalogue: at least 100 ms a guess. Measured with Temurin 25 on a server of 2026: 175 ms of its processor,
     * 590 ms the first time; with -XX:TieredStopAtLevel=1, as the demo runs, 670 ms. A Raspberry Pi 4 takes some three times
     * as long.
     */
    static final int ITERATIONS = 210_000;

    private static final String ALGORITHM = "PBKDF2WithHmacSHA512";
    private static final Pattern WRITTEN_HASH =
            Pattern.compile("pbkdf2-sha512:(\\d{1,7}):([0-9a-f]{32}):([0-9a-f]{64})");
    private static final int SALT_OCTETS = 16;
    private static final int HASH_BITS = 256;

    /** Refuses what a damaged file could make slow for ever. */
    public PasswordHash {
        if (iterations < 1 || iterations > 10_000_000) {
            throw new IllegalArgumentException("a password is hashed 1 to 10,000,000 times, not " + iterations);
        }
        HexFormat.of().parseHex(salt);
        HexFormat.of().parseHex(hash);
    }

    /**
     * Hashes a password anew.
     *
     * @param iterations {@link #ITERATIONS}, or fewer in tests of other things
     */
    static PasswordHash of(String password, SecureRandom random, int iterations) {
        byte[] salt = octets(SALT_OCTETS, random);
        return new PasswordHash(
                iterations, HexFormat.of().formatHex(salt), HexFormat.of().formatHex(hash(password, salt, iterations)));
    }

    /** What a text begins with that stands for a hash, outside of this process. */
    private static final String WRITTEN = "pbkdf2-sha512";

    /**
     * As it is written into {@code setup.toml}: {@code pbkdf2-sha512:210000:SALT:HASH}, the last two hexadecimal.
     *
     * @see #parse
     */
    public String written() {
        return String.join(":", WRITTEN, Integer.toString(iterations), salt, hash);
    }

    /**
     * Hashes a password for {@link #written()}.
     *
     * @throws IllegalArgumentException if it is too short or too long
     */
    public static PasswordHash ofPassword(String password, SecureRandom random) {
        if (password.length() < SHORTEST || password.length() > LONGEST) {
            throw new IllegalArgumentException("a password has " + SHORTEST + " to " + LONGEST + " characters");
        }
        return of(password, random, ITERATIONS);
    }

    /**
     * Reads what {@link #written()} gave; empty for what is none, or is made to be guessed fast.
     */
    public static Optional<PasswordHash> parse(String text) {
        var parts = WRITTEN_HASH.matcher(text);
        return parts.matches() && Integer.parseInt(parts.group(1)) >= ITERATIONS
                ? Optional.of(new PasswordHash(Integer.parseInt(parts.group(1)), parts.group(2), parts.group(3)))
                : Optional.empty();
    }

    /** Of no password that anybody knows, to be compared with where there is no account; costs nothing to make. */
    static PasswordHash nobodys(SecureRandom random, int iterations) {
        return new PasswordHash(
                iterations,
                HexFormat.of().formatHex(octets(SALT_OCTETS, random)),
                HexFormat.of().formatHex(octets(HASH_BITS / Byte.SIZE, random)));
    }

    private static byte[] octets(int count, SecureRandom random) {
        byte[] octets = new byte[count];
        random.nextBytes(octets);
        return octets;
    }

    /** Whether it is that password; takes as long for every wrong one. */
    boolean isOf(String password) {
        byte[] found = hash(password, HexFormat.of().parseHex(salt), iterations);
        return MessageDigest.isEqual(found, HexFormat.of().parseHex(hash));
    }

    private static byte[] hash(String password, byte[] salt, int iterations) {
        String cut = password.length() <= LONGEST ? password : password.substring(0, LONGEST);
        var specification = new PBEKeySpec(cut.toCharArray(), salt, iterations, HASH_BITS);
        try {
            return SecretKeyFactory.getInstance(ALGORITHM)
                    .generateSecret(specification)
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new AssertionError("the Java platform has " + ALGORITHM, e);
        } finally {
            specification.clearPassword();
        }
    }

    /** Never shows what it keeps. */
    @Override
    public String toString() {
        return "PasswordHash[" + iterations + "]";
    }
}

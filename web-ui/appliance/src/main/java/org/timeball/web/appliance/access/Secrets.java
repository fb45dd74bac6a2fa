package org.timeball.web.appliance.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/** Secrets that a machine made, which are too random to be guessed from their digests. */
final class Secrets {

    private static final int OCTETS = 32;

    private Secrets() {}

    /** 256 random bits, as text for a cookie or a header. */
    static String random(SecureRandom random) {
        byte[] octets = new byte[OCTETS];
        random.nextBytes(octets);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
    }

    /** What is kept of one, and by which it is found: SHA-256 in hexadecimal digits. */
    static String digest(String secret) {
        return HexFormat.of().formatHex(sha256(secret));
    }

    /** Compares in a time that does not tell how much is equal. */
    static boolean isSame(String one, String other) {
        return MessageDigest.isEqual(sha256(one), sha256(other));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every Java platform has SHA-256", impossible);
        }
    }
}

package org.timeball.server.protocol;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * Fuzz target: the cookie keys' file. Whatever is read is a ring or is malformed with its place; a ring is written again as
 * the octets it was read from, so nothing beside it was accepted.
 *
 * <p>Run by {@code ./timeball fuzz} under Jazzer, and by {@link CookieKeyRingFuzzTest}.
 */
public final class CookieKeyRingFuzz {

    private static final int DIGEST_OCTETS = 32;

    private CookieKeyRingFuzz() {}

    /** @param input the file's content; read again with the digest that belongs to it, to reach what stands behind it */
    public static void fuzzerTestOneInput(byte[] input) {
        judge(input);
        if (input.length >= DIGEST_OCTETS) {
            judge(withDigest(input));
        }
    }

    private static byte[] withDigest(byte[] input) {
        byte[] content = input.clone();
        int body = content.length - DIGEST_OCTETS;
        try {
            var sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(content, 0, body);
            System.arraycopy(sha256.digest(), 0, content, body, DIGEST_OCTETS);
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every Java platform has SHA-256", impossible);
        }
        return content;
    }

    private static void judge(byte[] input) {
        switch (CookieKeyRing.decode(input)) {
            case Decoded.Ok<CookieKeyRing>(var ring) ->
                must(Arrays.equals(ring.encode(), input), "a ring is written as it was read");
            case Decoded.Malformed<CookieKeyRing>(var field, long offset, var reason) ->
                must(
                        !field.isBlank() && !reason.isBlank() && offset >= 0 && offset <= input.length,
                        "what is malformed has its place in the file");
        }
    }

    private static void must(boolean isSo, String claim) {
        if (!isSo) {
            throw new AssertionError(claim);
        }
    }
}

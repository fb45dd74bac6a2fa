package org.timeball.server.protocol;

import static org.timeball.server.protocol.RequestFuzz.must;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Fuzz target: the files with keys, as a disk or an operator may have left them.
 *
 * <p>What reads as a ring is a ring's own bytes; a ring of which an octet changed is none; a secret is 128 digits; and no
 * refusal repeats what it refused.
 *
 * <p>Run by {@code ./timeball fuzz} under Jazzer, which looks for this method by its name, and by {@link FuzzTest}.
 */
public final class KeyFilesFuzz {

    private static final byte[] RING = CookieKeyRing.create(new SecureRandom(), 0)
            .at(3 * 86_400, KeyRotation.DEFAULT)
            .encode();

    private KeyFilesFuzz() {}

    /** @param input a file; then what is added without carry to the file of a ring */
    public static void fuzzerTestOneInput(byte[] input) {
        if (CookieKeyRing.decode(input) instanceof Decoded.Ok<CookieKeyRing>(var ring)) {
            must(Arrays.equals(input, ring.encode()), "a ring's file is its own bytes");
        }
        byte[] changed = RING.clone();
        for (int i = 0; i < Math.min(input.length, changed.length); i++) {
            changed[i] ^= input[i];
        }
        boolean isRing = CookieKeyRing.decode(changed) instanceof Decoded.Ok;
        must(isRing == Arrays.equals(RING, changed), "a ring of which an octet changed is none");

        String text = new String(input, StandardCharsets.ISO_8859_1).strip();
        boolean isSecret = text.length() == 128 && text.chars().allMatch(HexFormat::isHexDigit);
        switch (SharedSecret.decode(input)) {
            case Decoded.Ok<SharedSecret> _ -> must(isSecret, "a secret is 128 digits");
            case Decoded.Malformed<SharedSecret> refused -> {
                must(!isSecret, "128 digits are a secret");
                must(text.length() < 16 || !refused.toString().contains(text), "no refusal repeats a secret");
            }
        }
    }
}

package org.timeball.server.client;

import java.util.Arrays;
import org.timeball.server.protocol.Decoded;

/**
 * Fuzz target: a file of kept keys.
 *
 * <p>Whatever is in it: no exception; and what is read is written back octet by octet, so that one value has one text.
 *
 * <p>Run by {@code ./timeball fuzz} under Jazzer, which looks for this method by its name, and by {@link FuzzTest}.
 */
public final class KeptKeysFuzz {

    private KeptKeysFuzz() {}

    /** @param input the file */
    public static void fuzzerTestOneInput(byte[] input) {
        if (KeptKeys.decode(input) instanceof Decoded.Ok<KeptKeys>(var kept) && !Arrays.equals(input, kept.encode())) {
            throw new AssertionError("what is read is written back as it was");
        }
    }
}

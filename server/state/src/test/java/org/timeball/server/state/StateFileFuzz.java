package org.timeball.server.state;

import java.util.Arrays;

/**
 * Fuzz target: a state file. What opens is what was sealed, to the octet; anything else is broken and says how; and no bit
 * of a sealed file changes unnoticed.
 *
 * <p>Run by {@code ./timeball fuzz} under Jazzer, and by {@link StateFileFuzzTest}.
 */
public final class StateFileFuzz {

    private StateFileFuzz() {}

    /** @param input a file; then again a content, whose first two octets say which bit rots */
    public static void fuzzerTestOneInput(byte[] input) {
        switch (Envelope.open(input)) {
            case Envelope.Opened.Whole(byte[] content) ->
                must(Arrays.equals(Envelope.seal(content), input), "what opens was sealed");
            case Envelope.Opened.Broken(var why) -> must(!why.isBlank(), "what is broken says how");
        }
        byte[] sealed = Envelope.seal(input);
        must(
                Envelope.open(sealed) instanceof Envelope.Opened.Whole(byte[] content) && Arrays.equals(content, input),
                "what is sealed opens");
        int bit = input.length < 2 ? input.length : (input[0] & 0xff) << 8 | input[1] & 0xff;
        sealed[bit / 8 % sealed.length] ^= (byte) (1 << bit % 8);
        must(Envelope.open(sealed) instanceof Envelope.Opened.Broken, "a bit that rots is noticed");
    }

    private static void must(boolean isSo, String claim) {
        if (!isSo) {
            throw new AssertionError(claim);
        }
    }
}

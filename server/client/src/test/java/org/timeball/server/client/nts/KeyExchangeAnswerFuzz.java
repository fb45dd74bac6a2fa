package org.timeball.server.client.nts;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import org.timeball.server.protocol.AeadAlgorithm;
import org.timeball.server.protocol.NtsRecord;

/**
 * Fuzz target: a server's side of key exchange, in pieces of any size.
 *
 * <p>Whatever comes: no exception; the same answer however it is cut, unless something stands behind its end; and where
 * there is agreement, it is on an algorithm that was offered, with cookies of a size that fits into a request.
 *
 * <p>Run by {@code ./timeball fuzz} under Jazzer, which looks for this method by its name, and by the build.
 */
public final class KeyExchangeAnswerFuzz {

    private static final List<AeadAlgorithm> OFFERED =
            List.of(AeadAlgorithm.AES_128_GCM_SIV, AeadAlgorithm.AES_SIV_CMAC_256);

    private KeyExchangeAnswerFuzz() {}

    /** A good answer, with a size of pieces before it. */
    public static byte[] seed() {
        return HexFormat.of()
                .parseHex("07" + "800100020000" + "80040002001e" + "04000000" + "80060006612e74657374" + "8007000210e1"
                        + "00050004c0c1c2c3" + "80000000");
    }

    /** @param input the size of the pieces, then the response */
    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length == 0) {
            return;
        }
        var whole = read(input, input.length);
        var cut = read(input, 1 + (input[0] & 0xff));
        must(whole.equals(cut) || whole instanceof KeyExchangeAnswer.Refused, "where it is cut is no matter");
        mustBeSound(whole);
        mustBeSound(cut);
    }

    private static KeyExchangeAnswer read(byte[] input, int piece) {
        var reader = new KeyExchangeReader(OFFERED);
        for (int at = 1; at < input.length; at += piece) {
            reader.receive(ByteBuffer.wrap(input, at, Math.min(piece, input.length - at)));
        }
        return reader.inputEnded();
    }

    private static void mustBeSound(KeyExchangeAnswer answer) {
        if (answer instanceof KeyExchangeAnswer.Agreed agreed) {
            must(OFFERED.contains(agreed.algorithm()), "what was agreed was offered");
            must(!agreed.cookies().isEmpty(), "there are cookies");
            agreed.cookies()
                    .forEach(cookie -> must(
                            cookie.length() > 0 && cookie.length() <= KeyExchangeReader.MAX_COOKIE_OCTETS,
                            "a cookie fits into a request"));
            agreed.ntpPort().ifPresent(port -> must(port > 0 && port < 65_536, "a port is one"));
            agreed.ntpServer().ifPresent(name -> must(new NtsRecord.Server(name).octets() > 4, "a name is one"));
        }
    }

    private static void must(boolean isSo, String law) {
        if (!isSo) {
            throw new AssertionError(law);
        }
    }
}

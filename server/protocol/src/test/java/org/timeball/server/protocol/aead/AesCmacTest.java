package org.timeball.server.protocol.aead;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class AesCmacTest {

    private static final String MESSAGE = "6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51"
            + "30c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710";

    /** An example of RFC 4493 §4: the first octets of one message under one key. */
    record Example(int octets, String code) {}

    static final List<Example> EXAMPLES = List.of(
            new Example(0, "bb1d6929e95937287fa37d129b756746"),
            new Example(16, "070a16b46b4d4144f79bdd9dd04a287c"),
            new Example(40, "dfa66747de9ae63030ca32611497c827"),
            new Example(64, "51f0bebf7e3b9d92fc49741779363cfe"));

    @ParameterizedTest
    @FieldSource("EXAMPLES")
    void givesTheCodesOfTheRfc(Example row) {
        byte[] message = Arrays.copyOf(HexFormat.of().parseHex(MESSAGE), row.octets);

        assertEquals(row.code, code("2b7e151628aed2a6abf7158809cf4f3c", message));
    }

    @Test
    void doesNotCareHowAMessageIsCutNorWhichAesItIs() {
        var random = new Random(4493);
        byte[] message = new byte[1_500];
        random.nextBytes(message);
        var whole = new AesCmac(new TableAes());
        var cut = new AesCmac(new PlatformAes());
        whole.rekey(message, 0, 16);
        cut.rekey(message, 0, 16);
        for (int i = 0; i < 2_000; i++) {
            int octets = random.nextInt(message.length + 1);
            whole.update(message, 0, octets);
            for (int at = 0; at < octets; ) {
                int piece = Math.min(octets - at, random.nextInt(100));
                cut.update(message, at, piece);
                at += piece;
            }
            assertArrayEquals(finish(whole), finish(cut));
        }
    }

    private static String code(String key, byte[] message) {
        var cmac = new AesCmac(new TableAes());
        byte[] octets = HexFormat.of().parseHex(key);
        cmac.rekey(octets, 0, octets.length);
        cmac.update(message, 0, message.length);
        return HexFormat.of().formatHex(finish(cmac));
    }

    private static byte[] finish(AesCmac cmac) {
        byte[] code = new byte[AesCmac.BLOCK_OCTETS];
        cmac.finish(code, 0);
        return code;
    }
}

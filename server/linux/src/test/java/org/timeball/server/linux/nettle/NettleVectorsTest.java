package org.timeball.server.linux.nettle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.timeball.server.protocol.AeadAlgorithm;
import org.timeball.server.protocol.aead.Aead;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** K3: project Wycheproof's vectors by way of libnettle, which serves where it is installed. */
class NettleVectorsTest {

    /** The selection lies in the sources of the module that computes it in Java; the whole beside the project. */
    private static final String SELECTION =
            "server/protocol/src/test/resources/org/timeball/server/protocol/aead/wycheproof/";

    private static final String ALL = "shared/vectors/";

    /** Keys for AES-192 and, of GCM-SIV, for AES-256 are not asked of the library. */
    @ParameterizedTest
    @CsvSource({SELECTION + ", 72, 36", ALL + ", 600, 300"})
    void agreesWithEveryVectorOfSivCmac(String folder, int checked, int others) throws IOException {
        var nettle = Installed.aead(AeadAlgorithm.AES_SIV_CMAC_256);
        checkAll(nettle, vectors(folder + "aead_aes_siv_cmac_test.json"), true, new Counts(checked, others));
    }

    @ParameterizedTest
    @CsvSource({SELECTION + ", 27, 26", ALL + ", 99, 103"})
    void agreesWithEveryVectorOfGcmSiv(String folder, int checked, int others) throws IOException {
        var nettle = Installed.aead(AeadAlgorithm.AES_128_GCM_SIV);
        checkAll(nettle, vectors(folder + "aes_gcm_siv_test.json"), false, new Counts(checked, others));
    }

    /** How many have a key of a length that the library is asked for, and how many another. */
    record Counts(int checked, int others) {}

    private static void checkAll(Aead nettle, JsonNode vectors, boolean isTagFirst, Counts expected) {
        int checked = 0;
        int others = 0;
        for (var group : vectors.get("testGroups")) {
            for (var test : group.get("tests")) {
                int keyOctets = field(test, "key").length;
                if (isTagFirst ? keyOctets == 48 : keyOctets != 16) {
                    others++;
                } else {
                    check(nettle, test, isTagFirst);
                    checked++;
                }
            }
        }
        System.out.printf("Wycheproof by libnettle: %d tests hold, %d have other keys%n", checked, others);
        assertEquals(expected, new Counts(checked, others));
    }

    private static void check(Aead nettle, JsonNode test, boolean isTagFirst) {
        byte[] key = field(test, "key");
        byte[] associated = field(test, "aad");
        byte[] nonce = field(test, "iv");
        byte[] plaintext = field(test, "msg");
        byte[] ciphertext = field(test, "ct");
        byte[] expected = isTagFirst ? joined(field(test, "tag"), ciphertext) : joined(ciphertext, field(test, "tag"));
        boolean isValid = test.get("result").asString().equals("valid");

        byte[] sealed = new byte[Aead.TAG_OCTETS + plaintext.length];
        nettle.rekey(key, 0, key.length);
        nettle.associate(associated, 0, associated.length)
                .nonce(nonce, 0, nonce.length)
                .seal(plaintext, 0, plaintext.length, sealed, 0);
        assertEquals(isValid, Arrays.equals(expected, sealed), test::toString);

        byte[] opened = new byte[ciphertext.length];
        boolean isOpened = nettle.associate(associated, 0, associated.length)
                .nonce(nonce, 0, nonce.length)
                .open(expected, 0, expected.length, opened, 0);
        assertEquals(isValid, isOpened, test::toString);
        assertArrayEquals(isValid ? plaintext : new byte[opened.length], opened, test::toString);
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static JsonNode vectors(String name) throws IOException {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            Path file = folder.resolve(name);
            if (Files.isReadable(file)) {
                return JsonMapper.builder().build().readTree(Files.readAllBytes(file));
            }
        }
        return Assumptions.abort("skipped: ../" + name + " is not here");
    }

    private static byte[] field(JsonNode test, String name) {
        return HexFormat.of().parseHex(test.get(name).asString());
    }
}

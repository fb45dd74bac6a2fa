package org.timeball.server.linux;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.timeball.server.protocol.aead.Aead;
import org.timeball.server.protocol.aead.AesSivCmac;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** K3: project Wycheproof's vectors for AES-SIV-CMAC with a nonce, by way of libnettle, which serves where it is installed. */
class NettleVectorsTest {

    /** Those for AES-192, which libnettle is not asked for. */
    private static final int OTHER_KEY_OCTETS = 48;

    private Aead nettle = new AesSivCmac(new byte[32]);

    @BeforeEach
    void load() {
        var loaded = NettleSiv.load();
        Assumptions.assumeTrue(loaded.isPresent(), "skipped: libnettle.so.8 is not here (Debian: libnettle8)");
        nettle = loaded.orElseThrow();
    }

    /** The selection lies in the sources of the module that computes it in Java; the whole beside the project. */
    @ParameterizedTest
    @CsvSource({
        "server/protocol/src/test/resources/org/timeball/server/protocol/aead/wycheproof, 72, 36",
        "shared/vectors, 600, 300"
    })
    void agreesWithEveryVector(String folder, int checked, int others) throws IOException {
        var vectors = vectors(folder + "/aead_aes_siv_cmac_test.json");
        int seen = 0;
        int skipped = 0;
        for (var group : vectors.get("testGroups")) {
            for (var test : group.get("tests")) {
                if (field(test, "key").length == OTHER_KEY_OCTETS) {
                    skipped++;
                } else {
                    check(test);
                    seen++;
                }
            }
        }
        System.out.printf("Wycheproof by libnettle: %d tests hold, %d are for AES-192%n", seen, skipped);
        assertEquals(checked, seen);
        assertEquals(others, skipped);
    }

    private void check(JsonNode test) {
        byte[] key = field(test, "key");
        byte[] associated = field(test, "aad");
        byte[] nonce = field(test, "iv");
        byte[] plaintext = field(test, "msg");
        byte[] tag = field(test, "tag");
        byte[] ciphertext = field(test, "ct");
        byte[] expected = Arrays.copyOf(tag, tag.length + ciphertext.length);
        System.arraycopy(ciphertext, 0, expected, tag.length, ciphertext.length);
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

package org.timeball.server.protocol.aead;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * K3: the vectors of project Wycheproof, which are made to break what was built in haste. A selection lies in the test
 * resources and is always run; all 1,855 are where the folder {@code shared} lies beside the project.
 */
class WycheproofTest {

    /**
     * @param all      how many tests the whole file has
     * @param selected how many of them are in the test resources
     */
    record VectorFile(String name, Check check, int all, int selected) {
        @Override
        public String toString() {
            return name;
        }
    }

    private interface Check {
        void run(JsonNode test);
    }

    static final List<VectorFile> FILES = List.of(
            new VectorFile("aes_cmac_test.json", WycheproofTest::checkCmac, 311, 95),
            new VectorFile("aes_siv_cmac_test.json", WycheproofTest::checkSivWithoutNonce, 442, 97),
            new VectorFile("aead_aes_siv_cmac_test.json", WycheproofTest::checkSivWithNonce, 900, 108),
            new VectorFile("aes_gcm_siv_test.json", WycheproofTest::checkGcmSiv, 202, 53));

    @ParameterizedTest
    @FieldSource("FILES")
    void agreesWithTheSelection(VectorFile file) throws IOException {
        try (var in = Objects.requireNonNull(WycheproofTest.class.getResourceAsStream("wycheproof/" + file.name))) {
            assertEquals(file.selected, run(file, JsonMapper.builder().build().readTree(in)));
        }
    }

    @ParameterizedTest
    @FieldSource("FILES")
    void agreesWithAll(VectorFile file) throws IOException {
        int checked = run(file, SharedFiles.json("vectors/" + file.name));

        assertEquals(file.all, checked);
        System.out.printf("Wycheproof: %d of %d tests of %s hold%n", checked, file.all, file.name);
    }

    /** What each file says of itself, and that there is no other file. */
    @Test
    void thatIsAllThereAre() throws IOException {
        assertEquals(1_855, FILES.stream().mapToInt(VectorFile::all).sum());
        var names = FILES.stream().map(VectorFile::name).sorted().toList();
        assertEquals(names, SharedFiles.names("vectors", ".json"));
        for (var file : FILES) {
            assertEquals(
                    file.all,
                    SharedFiles.json("vectors/" + file.name)
                            .get("numberOfTests")
                            .asInt());
        }
    }

    private static int run(VectorFile file, JsonNode content) {
        int checked = 0;
        for (var group : content.get("testGroups")) {
            for (var test : group.get("tests")) {
                file.check.run(test);
                checked++;
            }
        }
        return checked;
    }

    private static void checkCmac(JsonNode test) {
        byte[] key = field(test, "key");
        for (Aes aes : List.of(new TableAes(), new PlatformAes())) {
            var cmac = new AesCmac(aes);
            if (!List.of(16, 24, 32).contains(key.length)) {
                assertEquals("invalid", test.get("result").asString());
                assertThrows(IllegalArgumentException.class, () -> cmac.rekey(key, 0, key.length));
                continue;
            }
            byte[] code = new byte[16];
            cmac.rekey(key, 0, key.length);
            cmac.update(field(test, "msg"), 0, field(test, "msg").length);
            cmac.finish(code, 0);
            assertEquals(isValid(test), Arrays.equals(field(test, "tag"), code), test::toString);
        }
    }

    private static void checkSivWithoutNonce(JsonNode test) {
        checkSiv(test, field(test, "ct"), field(test, "aad"));
    }

    private static void checkSivWithNonce(JsonNode test) {
        checkSiv(test, join(field(test, "tag"), field(test, "ct")), field(test, "aad"), field(test, "iv"));
    }

    private static void checkSiv(JsonNode test, byte[] sealed, byte[]... associated) {
        byte[] key = field(test, "key");
        byte[] plaintext = field(test, "msg");
        for (AesSivCmac siv : List.of(new AesSivCmac(key), AesSivCmac.forManyMessages(key))) {
            assertEquals(isValid(test), Arrays.equals(sealed, siv.seal(plaintext, associated)), test::toString);
            var opened = siv.open(sealed, associated);
            assertEquals(isValid(test), opened.isPresent(), test::toString);
            opened.ifPresent(found -> assertArrayEquals(plaintext, found, test::toString));
        }
    }

    private static void checkGcmSiv(JsonNode test) {
        var aead = new AesGcmSiv(field(test, "key"));
        byte[] associated = field(test, "aad");
        byte[] nonce = field(test, "iv");
        byte[] plaintext = field(test, "msg");
        byte[] sealed = join(field(test, "ct"), field(test, "tag"));
        byte[] out = new byte[plaintext.length + Aead.TAG_OCTETS];

        aead.associate(associated, 0, associated.length).nonce(nonce, 0, nonce.length);
        aead.seal(plaintext, 0, plaintext.length, out, 0);
        assertEquals(isValid(test), Arrays.equals(sealed, out), test::toString);

        byte[] opened = new byte[sealed.length - Aead.TAG_OCTETS];
        aead.associate(associated, 0, associated.length).nonce(nonce, 0, nonce.length);
        assertEquals(isValid(test), aead.open(sealed, 0, sealed.length, opened, 0), test::toString);
        assertArrayEquals(isValid(test) ? plaintext : new byte[opened.length], opened, test::toString);
    }

    private static boolean isValid(JsonNode test) {
        return test.get("result").asString().equals("valid");
    }

    private static byte[] field(JsonNode test, String name) {
        return HexFormat.of().parseHex(test.get(name).asString());
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}

package org.timeball.server.client.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * K30 of the test catalogue: it is the Java runtime that says whether a server's certificate and handshake are signed, and
 * one release of it took zeros for a signature by anybody (CVE-2022-21449). Project Wycheproof's vectors, in a selection.
 */
class SignatureVectorsTest {

    private static final HexFormat HEX = HexFormat.of();

    /**
     * The runtime takes a number whose leading zero is missing, as some libraries once wrote it, and one test of ours has it:
     * this is a signature by the key's owner, in a wrong form, and nobody else could have made it.
     */
    private static final Set<String> IN_ANOTHER_FORM = Set.of("SHA256withECDSA test 6");

    @Test
    void theRuntimeAcceptsNoSignatureThatIsNone() throws Exception {
        var counts = new TreeMap<String, Integer>();
        String[] key = {};
        for (String line : lines()) {
            var fields = line.split("\t", -1);
            if (fields[0].equals("key")) {
                key = fields;
                continue;
            }
            var what = key[1] + " test " + fields[1];
            boolean isValid = fields[0].equals("valid") || IN_ANOTHER_FORM.contains(what);
            assertEquals(isValid, verifies(key[1], key[2], HEX.parseHex(fields[2]), HEX.parseHex(fields[3])), what);
            counts.merge(key[1] + ' ' + fields[0], 1, Integer::sum);
        }
        assertEquals(
                Map.of(
                        "SHA256withECDSA invalid", 310,
                        "SHA256withECDSA valid", 20,
                        "SHA384withECDSA invalid", 95,
                        "SHA384withECDSA valid", 24,
                        "Ed25519 invalid", 63,
                        "Ed25519 valid", 22),
                counts);
    }

    private static Iterable<String> lines() throws IOException {
        try (var in =
                Objects.requireNonNull(SignatureVectorsTest.class.getResourceAsStream("wycheproof-signatures.tsv"))) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .toList();
        }
    }

    /** As the platform does in a handshake, where what cannot be read is as good as wrong. */
    private static boolean verifies(String algorithm, String key, byte[] message, byte[] signature)
            throws GeneralSecurityException {
        var verifier = Signature.getInstance(algorithm);
        verifier.initVerify(publicKey(algorithm, key));
        verifier.update(message);
        try {
            return verifier.verify(signature);
        } catch (SignatureException unreadable) {
            return false;
        }
    }

    private static PublicKey publicKey(String algorithm, String key) throws GeneralSecurityException {
        var family = algorithm.endsWith("ECDSA") ? "EC" : algorithm;
        return KeyFactory.getInstance(family).generatePublic(new X509EncodedKeySpec(HEX.parseHex(key)));
    }
}

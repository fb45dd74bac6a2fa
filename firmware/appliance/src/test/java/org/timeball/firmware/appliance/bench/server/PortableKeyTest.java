package org.timeball.firmware.appliance.bench.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** A key file that other programs read: scalars of every length, and the public point at its end. */
class PortableKeyTest {

    static final List<BigInteger> SCALARS = List.of(
            BigInteger.ONE,
            BigInteger.TWO.pow(200),
            // The highest bit set: a BigInteger puts a zero before it.
            BigInteger.TWO.pow(255).add(BigInteger.TEN));

    @ParameterizedTest
    @FieldSource("SCALARS")
    void holdsScalarAndPoint(BigInteger scalar) throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        var publicKey = (ECPublicKey) generator.generateKeyPair().getPublic();
        var factory = KeyFactory.getInstance("EC");
        var key = (ECPrivateKey) factory.generatePrivate(new ECPrivateKeySpec(scalar, publicKey.getParams()));
        byte[] der = der(PortableKey.pem(key, publicKey));
        assertEquals(scalar, ((ECPrivateKey) factory.generatePrivate(new PKCS8EncodedKeySpec(der))).getS());
        byte[] spki = publicKey.getEncoded();
        assertArrayEquals(
                Arrays.copyOfRange(spki, spki.length - 64, spki.length),
                Arrays.copyOfRange(der, der.length - 64, der.length));
        assertEquals("a14403420004", HexFormat.of().formatHex(der, der.length - 70, der.length - 64));
    }

    private static byte[] der(byte[] pem) {
        var text = new String(pem, StandardCharsets.US_ASCII);
        return Base64.getMimeDecoder().decode(text.replaceAll("-----.*-----", ""));
    }
}

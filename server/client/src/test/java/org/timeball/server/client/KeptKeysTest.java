package org.timeball.server.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.timeball.server.protocol.AeadAlgorithm;
import org.timeball.server.protocol.Decoded;
import org.timeball.server.protocol.Opaque;
import org.timeball.server.protocol.SessionKeys;

/** The text in which keys and cookies outlive a restart. */
class KeptKeysTest {

    private static final String TEXT = """
            timeball client keys 1
            key-exchange time.example:4460
            confirmed 1795770000000000000
            server 2001:db8::1 123
            valid -5 9223372036854775807
            aead 30
            c2s 11111111111111111111111111111111
            s2c 22222222222222222222222222222222
            cookie c0c1
            cookie c2
            end
            """;

    static KeptKeys example(AeadAlgorithm algorithm) {
        byte[] c2s = new byte[algorithm.keyOctets()];
        byte[] s2c = new byte[algorithm.keyOctets()];
        Arrays.fill(c2s, (byte) 0x11);
        Arrays.fill(s2c, (byte) 0x22);
        return new KeptKeys(
                "time.example:4460",
                1_795_770_000_000_000_000L,
                new AgreedKeys(
                        new NtpServer("2001:db8::1", 123),
                        new SessionKeys(algorithm, c2s, s2c),
                        Optional.empty(),
                        new CertificateWindow(-5, Long.MAX_VALUE),
                        List.of(new Opaque(new byte[] {(byte) 0xc0, (byte) 0xc1}), new Opaque(new byte[] {(byte) 0xc2
                        }))));
    }

    @Test
    void isATextOfOneThingALine() {
        assertEquals(TEXT, new String(example(AeadAlgorithm.AES_128_GCM_SIV).encode(), StandardCharsets.US_ASCII));
    }

    @ParameterizedTest
    @EnumSource
    void comesBackAsItWas(AeadAlgorithm algorithm) {
        byte[] text = example(algorithm).encode();

        var decoded = decode(text);

        assertArrayEquals(text, decoded.encode());
        assertEquals(algorithm, decoded.keys().keys().algorithm());
        assertEquals(2, decoded.keys().cookies().size());
    }

    record Refusal(String what, String by) {
        @Override
        public String toString() {
            return what + " → " + by;
        }
    }

    static final List<Refusal> REFUSALS = List.of(
            new Refusal("keys 1", "keys 2"),
            new Refusal("time.example:4460", "time example"),
            new Refusal("confirmed 1", "confirmed +1"),
            new Refusal("confirmed 1", "confirmed x"),
            new Refusal(" 123", " 0"),
            new Refusal(" 123", " 0123"),
            new Refusal("valid -5 9", "valid 5 -9"),
            new Refusal("aead 30", "aead 29"),
            new Refusal("aead 30", "aead 15"),
            new Refusal("c0c1", "c0c"),
            new Refusal("c0c1", "C0C1"),
            new Refusal("cookie c2\n", "cookie c2\n".repeat(8)),
            new Refusal("end", "end\nend"),
            new Refusal("s2c", "c2s"));

    @ParameterizedTest
    @FieldSource("REFUSALS")
    void refusesWhatIsNotWrittenHere(Refusal row) {
        var changed = TEXT.replace(row.what, row.by);
        assertTrue(!changed.equals(TEXT));
        assertInstanceOf(Decoded.Malformed.class, KeptKeys.decode(changed.getBytes(StandardCharsets.US_ASCII)));
    }

    @Test
    void refusesATextThatIsCutAnywhere() {
        byte[] text = TEXT.getBytes(StandardCharsets.US_ASCII);
        for (int octets = 0; octets < text.length; octets++) {
            assertInstanceOf(Decoded.Malformed.class, KeptKeys.decode(Arrays.copyOf(text, octets)));
        }
    }

    @Test
    void printsNoSecret() {
        var printed = example(AeadAlgorithm.AES_128_GCM_SIV).toString();
        assertTrue(!printed.contains("1111") && !printed.contains("c0c1"), printed);
    }

    private static KeptKeys decode(byte[] text) {
        if (KeptKeys.decode(text) instanceof Decoded.Ok<KeptKeys>(var kept)) {
            return kept;
        }
        throw new AssertionError("it is well formed");
    }
}

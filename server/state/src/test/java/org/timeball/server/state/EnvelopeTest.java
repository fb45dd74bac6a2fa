package org.timeball.server.state;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class EnvelopeTest {

    private static final byte[] SEALED = Envelope.seal("eight keys".getBytes(StandardCharsets.US_ASCII));

    record Broken(String name, byte[] file, String why) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Broken> BROKEN = List.of(
            new Broken("empty", new byte[0], "has 0 octets, fewer than a header's 48"),
            new Broken("zeros", new byte[58], "does not begin with TIMEBALL"),
            new Broken("of a later form", with(SEALED, 11, 2), "is of form 2, known is form 1"),
            new Broken("cut", Arrays.copyOf(SEALED, 50), "has 2 octets of content, should have 10"),
            new Broken("grown", Arrays.copyOf(SEALED, 59), "has 11 octets of content, should have 10"),
            new Broken("another content", with(SEALED, 48, 'E'), "fails its SHA-256 digest"));

    private static byte[] with(byte[] file, int at, int value) {
        byte[] changed = file.clone();
        changed[at] = (byte) value;
        return changed;
    }

    @ParameterizedTest
    @FieldSource("BROKEN")
    void saysWhatIsBroken(Broken row) {
        var broken = assertInstanceOf(Envelope.Opened.Broken.class, Envelope.open(row.file));

        assertEquals(row.why, broken.why());
    }

    @Test
    void givesBackWhatWasPutIn() {
        var random = new Random(8915);
        for (int octets = 0; octets < 300; octets++) {
            byte[] content = new byte[octets];
            random.nextBytes(content);

            var whole = assertInstanceOf(Envelope.Opened.Whole.class, Envelope.open(Envelope.seal(content)));

            assertArrayEquals(content, whole.content());
        }
    }

    @Test
    void findsEveryFlippedBit() {
        for (int bit = 0; bit < 8 * SEALED.length; bit++) {
            byte[] flipped = SEALED.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertInstanceOf(Envelope.Opened.Broken.class, Envelope.open(flipped), "bit " + bit);
        }
    }

    @Test
    void opensNothingThatWasNeverSealed() {
        var random = new Random(2);
        for (int i = 0; i < 100_000; i++) {
            byte[] noise = new byte[random.nextInt(120)];
            random.nextBytes(noise);
            System.arraycopy(SEALED, 0, noise, 0, Math.min(noise.length, random.nextInt(16)));
            assertInstanceOf(Envelope.Opened.Broken.class, Envelope.open(noise));
        }
    }

    @Test
    void refusesWhatIsTooLongToBeState() {
        var refusal = assertThrows(
                IllegalArgumentException.class, () -> Envelope.seal(new byte[Envelope.MAX_CONTENT_OCTETS + 1]));

        assertTrue(refusal.getMessage().contains("1048576"), refusal.getMessage());
    }
}

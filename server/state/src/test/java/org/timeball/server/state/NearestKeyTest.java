package org.timeball.server.state;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class NearestKeyTest {

    private static final List<String> KNOWN = List.of("listen", "ntp-port", "private-key-path", "port");

    record Slip(String written, Optional<String> meant) {}

    static final List<Slip> SLIPS = List.of(
            new Slip("lisen", Optional.of("listen")),
            new Slip("listne", Optional.of("listen")),
            new Slip("Listen", Optional.of("listen")),
            new Slip("ntp_port", Optional.of("ntp-port")),
            new Slip("private-key", Optional.empty()),
            new Slip("privatekeypath", Optional.of("private-key-path")),
            new Slip("prot", Optional.of("port")),
            new Slip("certificate", Optional.empty()),
            new Slip("", Optional.empty()));

    @ParameterizedTest
    @FieldSource("SLIPS")
    void guessesWhatWasMeant(Slip row) {
        assertEquals(row.meant, NearestKey.of(row.written, KNOWN));
    }

    @Test
    void distanceIsSymmetricAndZeroToItself() {
        var random = new Random(4);
        for (int i = 0; i < 10_000; i++) {
            String a = word(random);
            String b = word(random);
            assertEquals(NearestKey.distance(a, b), NearestKey.distance(b, a), () -> a + " " + b);
            assertEquals(0, NearestKey.distance(a, a));
        }
    }

    private static String word(Random random) {
        return random.ints(random.nextInt(8), 'a', 'e')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}

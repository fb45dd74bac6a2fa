package org.timeball.firmware.sync.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.timeball.server.state.StateDirectory;

/** RFC 8915 §4.2, over restarts. */
class KeyExchangeTriesTest {

    private static final long NOW = 1_795_000_000L;

    @Test
    void waitsAsTheRfcWants() {
        var tries = KeyExchangeTries.NONE;
        assertEquals(Duration.ZERO, tries.left(NOW));
        long[] seconds = {10, 15, 22, 33, 50};
        for (long expected : seconds) {
            tries = tries.attempted(NOW);
            assertEquals(Duration.ofSeconds(expected), tries.left(NOW));
            assertEquals(Duration.ofSeconds(1), tries.left(NOW + expected - 1));
            assertEquals(Duration.ZERO, tries.left(NOW + expected));
        }
        for (int i = 0; i < 2_000; i++) {
            tries = tries.attempted(NOW);
        }
        assertEquals(Duration.ofDays(5), tries.left(NOW));
    }

    /** A board that wakes in 1970 waits, but not until its clock is right. */
    @Test
    void waitsNoLongerThanThePauseWhateverTheClockShows() {
        var tries = KeyExchangeTries.NONE.attempted(NOW).attempted(NOW);
        assertEquals(Duration.ofSeconds(15), tries.left(0));
        assertEquals(Duration.ZERO, tries.left(NOW + 86_400));
    }

    @Test
    void readsWhatItWrites() {
        var random = new Random(20_251);
        for (int i = 0; i < 1_000; i++) {
            var tries = new KeyExchangeTries(random.nextInt(1_001), random.nextLong(1_000_000_000_000L));
            assertEquals(Optional.of(tries), KeyExchangeTries.decode(tries.encode()));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "timeball key exchange tries 1\n",
                "timeball key exchange tries 1\n1 2",
                "timeball key exchange tries 2\n1 2\n",
                "timeball key exchange tries 1\n-1 2\n",
                "timeball key exchange tries 1\n1001 2\n",
                "timeball key exchange tries 1\n1 2222222222222\n"
            })
    void whatIsNotSuchATextIsNothing(String text) {
        assertEquals(Optional.empty(), KeyExchangeTries.decode(text.getBytes(StandardCharsets.US_ASCII)));
    }

    @Test
    void theNextRunWaitsForThisOnesTries(@TempDir Path folder) throws Exception {
        var state = StateDirectory.open(folder.resolve("state"));
        var first = RetryFile.open(state, "retry-a");
        assertEquals(Duration.ZERO, first.left(NOW));
        first.attempted(NOW);
        first.attempted(NOW + 10);
        assertEquals(Duration.ofSeconds(15), RetryFile.open(state, "retry-a").left(NOW + 10));
        assertEquals(
                Duration.ZERO, RetryFile.open(state, "retry-b").left(NOW + 10), "of another server nothing is known");
        assertTrue(Files.exists(state.resolve("retry-a")));

        first.succeeded();
        assertFalse(Files.exists(state.resolve("retry-a")));
        assertEquals(Duration.ZERO, RetryFile.open(state, "retry-a").left(NOW + 10));
    }
}

package org.timeball.server.keyexchange;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.timeball.server.control.KeyExchangeStats;
import org.timeball.server.protocol.KeyExchangeOutcome;

class KeyExchangeCountersTest {

    @Test
    void beginsWithNothing() {
        assertEquals(new KeyExchangeStats(0, 0, Map.of()), new KeyExchangeCounters().stats());
    }

    @Test
    void countsEveryOutcomeOfTheProtocol() {
        var counters = new KeyExchangeCounters();
        for (var outcome : KeyExchangeOutcome.values()) {
            counters.accepted();
            counters.answered(outcome);
        }

        var expected = Map.of(
                "no common protocol", 1L,
                "no common AEAD", 1L,
                "unrecognised critical record", 1L,
                "bad request", 1L,
                "request too slow", 1L,
                "internal error", 1L);
        assertEquals(new KeyExchangeStats(7, 1, expected), counters.stats());
    }

    @Test
    void countsEveryFailureUnderItsOwnWords() {
        var counters = new KeyExchangeCounters();
        for (var failure : KeyExchangeFailure.values()) {
            for (int times = 0; times <= failure.ordinal(); times++) {
                counters.failed(failure);
            }
        }

        var expected = Arrays.stream(KeyExchangeFailure.values())
                .collect(Collectors.toMap(KeyExchangeFailure::words, failure -> failure.ordinal() + 1L));
        assertEquals(expected, counters.stats().failures());
    }
}

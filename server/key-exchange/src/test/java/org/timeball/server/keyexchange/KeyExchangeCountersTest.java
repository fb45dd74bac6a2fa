package org.timeball.server.keyexchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.timeball.server.protocol.KeyExchangeOutcome.COMPLETED;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.timeball.server.control.KeyExchangeStats;
import org.timeball.server.protocol.AeadAlgorithm;
import org.timeball.server.protocol.KeyExchangeOutcome;
import org.timeball.server.protocol.KeyExchangeSession.Reply;

class KeyExchangeCountersTest {

    @Test
    void beginsWithNothing() {
        assertEquals(new KeyExchangeStats(0, 0, Map.of(), Map.of()), new KeyExchangeCounters().stats());
    }

    @Test
    void countsEveryOutcomeOfTheProtocol() {
        var counters = new KeyExchangeCounters();
        for (var outcome : KeyExchangeOutcome.values()) {
            counters.accepted();
            counters.answered(
                    reply(outcome, Optional.of(AeadAlgorithm.AES_SIV_CMAC_512).filter(_ -> outcome == COMPLETED)));
        }

        var expected = Map.of(
                "no common protocol", 1L,
                "no common AEAD", 1L,
                "unrecognised critical record", 1L,
                "bad request", 1L,
                "request too slow", 1L,
                "internal error", 1L);
        assertEquals(new KeyExchangeStats(8, 2, Map.of(17, 1L), expected), counters.stats());
    }

    @Test
    void countsEveryAlgorithmUnderItsOwnNumber() {
        var counters = new KeyExchangeCounters();
        for (var algorithm : AeadAlgorithm.values()) {
            for (int times = 0; times <= algorithm.ordinal(); times++) {
                counters.answered(reply(COMPLETED, Optional.of(algorithm)));
            }
        }

        assertEquals(new KeyExchangeStats(0, 10, Map.of(15, 1L, 16, 2L, 17, 3L, 30, 4L), Map.of()), counters.stats());
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

    private static Reply reply(KeyExchangeOutcome outcome, Optional<AeadAlgorithm> agreed) {
        return new Reply(new byte[0], outcome, agreed, Optional.empty(), false);
    }
}

package org.timeball.server.control;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgeTest {

    @ParameterizedTest
    @CsvSource({
        "NaN, never",
        "0.4, 0 s ago",
        "119.4, 119 s ago",
        "120, 2 min ago",
        "7199, 119 min ago",
        "7200, 2 h ago",
        "172799, 47 h ago",
        "172800, 2 days ago"
    })
    void isSaidInItsLargestUnit(double seconds, String words) {
        assertEquals(words, Age.words(seconds));
    }
}

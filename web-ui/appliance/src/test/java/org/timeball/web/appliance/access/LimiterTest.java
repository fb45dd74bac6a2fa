package org.timeball.web.appliance.access;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** So many tries a minute, on a clock of the test's. */
class LimiterTest {

    private static final long SECOND = 1_000_000_000L;

    @Test
    void letsSoManyThroughInAnyMinute() {
        var limiter = new Limiter(5, 10);
        for (int i = 0; i < 5; i++) {
            assertTrue(limiter.take("anna", i * SECOND));
        }
        assertFalse(limiter.take("anna", 59 * SECOND));
        assertTrue(limiter.take("anna", 60 * SECOND), "the first is a minute old");
        assertFalse(limiter.take("anna", 60 * SECOND));
        assertTrue(limiter.take("bert", 60 * SECOND));
    }

    @Test
    void aTryThatWasNotLetThroughCostsNothing() {
        var limiter = new Limiter(1, 10);
        assertTrue(limiter.take("anna", 0));
        for (int second = 1; second < 60; second++) {
            assertFalse(limiter.take("anna", second * SECOND));
        }
        assertTrue(limiter.take("anna", 60 * SECOND));
    }

    @Test
    void remembersTheNamesThatWereTriedLast() {
        var limiter = new Limiter(1, 2);
        limiter.take("a", 0);
        limiter.take("b", 0);
        limiter.take("a", 0);
        limiter.take("c", 0);
        assertFalse(limiter.take("a", 0));
        assertTrue(limiter.take("b", 0), "the one that was tried longest ago is forgotten");
    }
}

package org.timeball.firmware.sync.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.timeball.server.client.net.Trouble;

/** When a pool's member is given up. */
class MemberHealthTest {

    /**
     * A member that meets one trouble again and again.
     *
     * @param hasOwnKeys whether it exchanges keys itself
     * @param isProven   whether it told the time before
     * @param failures   after which it is dead
     */
    record Row(String what, boolean hasOwnKeys, boolean isProven, Trouble trouble, int failures) {
        @Override
        public String toString() {
            return what;
        }
    }

    static final List<Row> ROWS = List.of(
            new Row("never there", true, false, Trouble.CONNECT, 1),
            new Row("no such name", true, false, Trouble.NAME, 1),
            new Row("the certificate of somebody else", true, false, Trouble.CERTIFICATE, 1),
            new Row("keys, but no time", true, false, Trouble.NO_ANSWER, 3),
            new Row("keys from a balancer, but no time", false, false, Trouble.NO_ANSWER, 3),
            new Row("not synchronised", true, false, Trouble.USELESS, 3),
            new Row("silent after it was good", true, true, Trouble.NO_ANSWER, 8),
            new Row("silent after it was good, keys from a balancer", false, true, Trouble.NO_ANSWER, 8),
            new Row("has lost its keys, and gives new ones", true, true, Trouble.NAK, 8),
            new Row("has lost its keys, which a balancer gave", false, true, Trouble.NAK, 2),
            new Row("never honoured what a balancer gave", false, false, Trouble.NAK, 2),
            new Row("its key exchange is down for a while", true, true, Trouble.CONNECT, 8),
            new Row("no cookie is left", false, true, Trouble.REFUSED, 1),
            new Row("wants to be left in peace", true, true, Trouble.KISS, 8));

    @ParameterizedTest
    @FieldSource("ROWS")
    void diesOfWhatGoesOn(Row row) {
        var health = MemberHealth.starting(row.hasOwnKeys);
        health = row.isProven ? health.answered() : health;
        int failures = 0;
        while (!health.isDead()) {
            health = health.failed(row.trouble);
            failures++;
        }
        assertEquals(row.failures, failures);
    }

    @Test
    void anAnswerForgivesAllBefore() {
        var health = MemberHealth.starting(true).answered();
        for (int i = 0; i < 100; i++) {
            for (var trouble : Collections.nCopies(7, Trouble.NO_ANSWER)) {
                health = health.failed(trouble);
            }
            assertFalse(health.isDead());
            health = health.answered();
        }
        assertTrue(health.isProven());
        assertEquals(0, health.failures());
    }
}

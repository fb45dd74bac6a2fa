package org.timeball.firmware.sync.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.junit.jupiter.api.Test;

/** No server is asked for two sources. */
class ClaimsTest {

    private final Claims claims = new Claims();

    @Test
    void whoComesFirstHasIt() {
        assertTrue(claims.claim("pool", Set.of("a.test:4460")));
        assertFalse(claims.claim("other", Set.of("A.TEST:4460")));
        assertFalse(claims.claim("other", Set.of("b.test", "a.test:4460")));
        assertTrue(claims.claim("other", Set.of("b.test")), "nothing is left of a claim that was refused");
        assertTrue(claims.claim("pool", Set.of("a.test:4460")), "it has it already");
        assertEquals(Set.of("a.test:4460"), claims.ofOthers("other"));
        assertEquals(Set.of("pool"), claims.owners(Set.of("A.test:4460", "nobody.test")));
    }

    @Test
    void whatIsReleasedIsFree() {
        claims.claim("pool", Set.of("a.test", "b.test"));
        claims.release("other", Set.of("a.test"));
        assertFalse(claims.claim("other", Set.of("a.test")));
        claims.release("pool", Set.of("a.test"));
        assertTrue(claims.claim("other", Set.of("a.test")));
        claims.release("pool");
        assertEquals(Set.of(), claims.ofOthers("other"));
    }
}

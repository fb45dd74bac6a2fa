package org.timeball.server.client.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

/** What a request has in place of times. */
class KernelRandomTest {

    @Test
    void noTwoAreAlikeAndAllOctetsAreFilled() {
        var random = KernelRandom.octets();
        var seen = new HashSet<String>();
        var filled = new boolean[16];
        for (int i = 0; i < 1_000; i++) {
            var octets = new byte[filled.length];
            random.fill(octets);
            seen.add(Arrays.toString(octets));
            for (int at = 0; at < octets.length; at++) {
                filled[at] |= octets[at] != 0;
            }
        }
        assertEquals(1_000, seen.size());
        for (boolean isFilled : filled) {
            assertTrue(isFilled);
        }
    }
}

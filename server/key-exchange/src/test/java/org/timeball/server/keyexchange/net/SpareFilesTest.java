package org.timeball.server.keyexchange.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class SpareFilesTest {

    @Test
    void keepsAFewAndGivesThemUp() {
        try (var spare = new SpareFiles()) {
            assertEquals(4, spare.size());
            spare.giveUp();
            assertEquals(0, spare.size());
            spare.keep();
            spare.keep();
            assertEquals(4, spare.size());
        }
    }
}

package org.timeball.firmware.appliance.durability;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** O1 of the test catalogue: {@code kill -9} at random moments of start and service, under load. */
@Timeout(900)
class KilledDaemonIT {

    private static final int KILLS = 20;

    /** From before the first line of its log to well after it serves. */
    private static final int LATEST_MILLIS = 4_000;

    @TempDir
    Path folder;

    @Test
    void servesTheCookieThatItGaveBeforeTheFirstKill() throws Exception {
        var board = Board.in(folder);
        var random = new Random(20_261_126);
        var process = board.start();
        try {
            var peer = board.exchangeKeys();
            for (int kill = 0; kill < KILLS; kill++) {
                long sinceNanos = System.nanoTime();
                long lifeNanos = TimeUnit.MILLISECONDS.toNanos(random.nextInt(LATEST_MILLIS));
                while (System.nanoTime() - sinceNanos < lifeNanos) {
                    assertNotEquals(NtsPeer.Answer.NAK, board.ask(peer), "after kill " + kill);
                }
                process.destroyForcibly().waitFor();
                process = board.start();
            }
            board.awaitServed(peer);
            assertFalse(board.logged().contains("event=cookie-keys-lost"), board::logged);
        } finally {
            process.destroyForcibly().waitFor();
        }
    }
}

package org.timeball.firmware.appliance.interop.peers;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Waits for what a peer will say or do, looking three times a second. */
final class Patience {

    /** A peer that polls every few seconds, on a machine with much else to do. */
    private static final int SECONDS = 60;

    private static final long LOOK_EVERY_NANOS = 300_000_000;

    private Patience() {}

    /** A look that may fail because the peer is not there yet. */
    interface Look<T> {
        Optional<T> look() throws IOException, InterruptedException;
    }

    /** The first thing that is seen; fails with the peer's words when nothing comes, or it has ended. */
    static <T> T await(String what, Room.Running running, Look<T> look) throws IOException, InterruptedException {
        long sinceNanos = System.nanoTime();
        boolean goesOn = true;
        while (goesOn && System.nanoTime() - sinceNanos < TimeUnit.SECONDS.toNanos(SECONDS)) {
            // Asked before the look, so that a last word is not missed.
            goesOn = running.process().isAlive();
            var seen = look.look();
            if (seen.isPresent()) {
                return seen.get();
            }
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
        }
        throw new AssertionError("not within " + SECONDS + " s: " + what + "\n" + running.words());
    }
}

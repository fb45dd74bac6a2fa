package org.timeball.firmware.appliance.durability;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.timeball.firmware.appliance.demo.SimulatedBoard;

/** A daemon that runs, and then runs out of memory as a leak of ours would have it. */
final class OutOfMemoryBoard {

    private static final int MEGABYTE = 1 << 20;

    /** So that a daemon with little memory has begun to serve. */
    private static final long PACE_NANOS = 100_000_000;

    private OutOfMemoryBoard() {}

    /** @param arguments the configuration file */
    public static void main(String[] arguments) throws Exception {
        Thread.ofPlatform().name("leak").start(OutOfMemoryBoard::leak);
        SimulatedBoard.main(arguments);
    }

    private static void leak() {
        List<byte[]> kept = new ArrayList<>();
        while (true) {
            kept.add(new byte[MEGABYTE]);
            if (kept.size() == Integer.MAX_VALUE) {
                throw new AssertionError("there is no end of memory");
            }
            LockSupport.parkNanos(PACE_NANOS);
        }
    }
}

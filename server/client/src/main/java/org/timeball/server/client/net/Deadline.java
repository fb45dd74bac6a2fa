package org.timeball.server.client.net;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;

/** Closes a connection when its time is over, which no setting of a socket does for a whole conversation. */
final class Deadline implements AutoCloseable {

    private final Thread watch;
    private volatile boolean hasPassed;

    Deadline(Duration patience, Closeable connection) {
        watch = Thread.ofPlatform().daemon().name("deadline").start(() -> watch(patience, connection));
    }

    private void watch(Duration patience, Closeable connection) {
        try {
            Thread.sleep(patience);
            hasPassed = true;
            connection.close();
        } catch (InterruptedException over) {
            // The conversation ended in time.
        } catch (IOException alreadyBroken) {
            // Whoever reads from it hears the same.
        }
    }

    boolean hasPassed() {
        return hasPassed;
    }

    @Override
    public void close() {
        watch.interrupt();
    }
}

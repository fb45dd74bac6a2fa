package org.timeball.server.keyexchange.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** On Netty's virtual time. */
class AcceptPauseTest {

    @Test
    void makesRoomAndPausesForAMoment() {
        var rooms = new AtomicInteger();
        var channel = new EmbeddedChannel(new AcceptPause(rooms::incrementAndGet));
        channel.freezeTime();

        for (int failure = 0; failure < 3; failure++) {
            channel.pipeline().fireExceptionCaught(new IOException("Too many open files"));
            assertFalse(channel.config().isAutoRead());
            assertEquals(failure + 1, rooms.get());

            channel.advanceTimeBy(99, TimeUnit.MILLISECONDS);
            channel.runScheduledPendingTasks();
            assertFalse(channel.config().isAutoRead(), "not a moment too soon");

            channel.advanceTimeBy(1, TimeUnit.MILLISECONDS);
            channel.runScheduledPendingTasks();
            assertTrue(channel.config().isAutoRead());
        }
        channel.writeInbound("a connection");
        assertEquals("a connection", channel.readInbound());
        channel.checkException();
    }
}

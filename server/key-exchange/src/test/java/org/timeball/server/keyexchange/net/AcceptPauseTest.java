package org.timeball.server.keyexchange.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** On Netty's virtual time. */
class AcceptPauseTest {

    @Test
    void pausesForASecondAndGoesOn() {
        var channel = new EmbeddedChannel(new AcceptPause());
        channel.freezeTime();

        for (int failure = 0; failure < 3; failure++) {
            channel.pipeline().fireExceptionCaught(new IOException("Too many open files"));
            assertFalse(channel.config().isAutoRead());

            channel.advanceTimeBy(999, TimeUnit.MILLISECONDS);
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

package org.timeball.server.keyexchange.net;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops accepting for a second when accepting fails, as it does when the process runs out of file descriptors.
 *
 * <p>The connection that could not be accepted stays in the kernel's queue, so the listener would be told of it again
 * and again without a pause. It takes the place of Netty's own guard, which logs by whatever means are there: a logger
 * that opens its first file at such a moment throws an error, and the listener's thread is gone.
 */
final class AcceptPause extends ChannelInboundHandlerAdapter {

    static final long PAUSE_SECONDS = 1;

    private static final Logger LOG = LoggerFactory.getLogger(AcceptPause.class);

    private boolean isFailing;

    @Override
    public void channelRead(ChannelHandlerContext context, Object accepted) {
        if (isFailing) {
            isFailing = false;
            LOG.info("key exchange accepts again");
        }
        context.fireChannelRead(accepted);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        var config = context.channel().config();
        config.setAutoRead(false);
        context.executor().schedule(() -> config.setAutoRead(true), PAUSE_SECONDS, TimeUnit.SECONDS);
        if (!isFailing) {
            isFailing = true;
            LOG.warn("key exchange cannot accept, tries again every {} s: {}", PAUSE_SECONDS, cause.getMessage());
        }
    }
}

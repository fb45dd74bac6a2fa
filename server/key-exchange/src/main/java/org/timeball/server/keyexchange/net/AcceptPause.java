package org.timeball.server.keyexchange.net;

import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has room made and stops accepting for a moment when accepting fails, as it does when the process runs out of file
 * descriptors.
 *
 * <p>Clients that hold connections open for harm would keep all others out for as long as the deadline lets them; so
 * some go at once, and those that wait in the kernel's queue come in their turn. The connection that could not be accepted stays in the kernel's queue, so the listener would be told of it again
 * and again without a pause. It takes the place of Netty's own guard, which logs by whatever means are there: a logger
 * that opens its first file at such a moment throws an error, and the listener's thread is gone.
 */
final class AcceptPause extends ChannelInboundHandlerAdapter {

    static final long PAUSE_MILLIS = 100;

    private static final Logger LOG = LoggerFactory.getLogger(AcceptPause.class);

    private final Runnable makeRoom;
    private final SpareFiles spare = new SpareFiles();

    private boolean isFailing;

    /** @param makeRoom closes some of the connections that stand */
    AcceptPause(Runnable makeRoom) {
        this.makeRoom = makeRoom;
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        spare.close();
    }

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
        spare.giveUp();
        var config = context.channel().config();
        config.setAutoRead(false);
        makeRoom.run();
        context.executor().schedule(() -> goOn(config), PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        if (!isFailing) {
            isFailing = true;
            LOG.warn("key exchange cannot accept, tries again every {} ms: {}", PAUSE_MILLIS, cause.getMessage());
        }
    }

    private void goOn(ChannelConfig config) {
        spare.keep();
        config.setAutoRead(true);
    }
}

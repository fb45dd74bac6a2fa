package org.timeball.server.keyexchange.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import org.timeball.server.keyexchange.KeyExchangeFailure;

/**
 * Counts what comes off the wire, TLS and all, and cuts a client off that sends too much: endless handshake messages,
 * key updates and records of one octet cost us time and never end by themselves.
 */
final class InboundLimit extends ChannelInboundHandlerAdapter {

    /** A generous handshake, post-quantum key shares included, and a request of 4096 octets in small records. */
    private static final int MAX_OCTETS = 64 * 1024;

    private final Connection connection;
    private int octets;

    InboundLimit(Connection connection) {
        this.connection = connection;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        var received = (ByteBuf) message;
        octets += received.readableBytes();
        if (octets > MAX_OCTETS) {
            received.release();
            connection.cutOff(KeyExchangeFailure.BAD_REQUEST);
        } else {
            context.fireChannelRead(received);
        }
    }
}

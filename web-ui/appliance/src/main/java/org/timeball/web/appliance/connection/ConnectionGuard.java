package org.timeball.web.appliance.connection;

import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.server.netty.NettyServerCustomizer;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.util.AttributeKey;
import jakarta.inject.Singleton;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;

/**
 * Holds connections to their {@linkplain ConnectionLimits limits}: there are never too many, and one on which no question was
 * put and answered within the deadline is closed, whether it is slow with its handshake, its head or its form.
 */
@Singleton
public final class ConnectionGuard implements BeanCreatedEventListener<NettyServerCustomizer.Registry> {

    /** Set once something was answered. */
    static final AttributeKey<Boolean> ANSWERED = AttributeKey.valueOf("timeball.answered");

    /** Of an IPv6 address: what one customer of a provider has at least. */
    private static final int NETWORK_OCTETS = 8;

    private final ConnectionBook<Channel> book;
    private final ConnectionLimits limits;

    ConnectionGuard(ConnectionLimits limits) {
        this.limits = limits;
        this.book = new ConnectionBook<>(limits);
    }

    @Override
    public NettyServerCustomizer.Registry onCreated(BeanCreatedEvent<NettyServerCustomizer.Registry> event) {
        event.getBean().register(new Watch());
        return event.getBean();
    }

    /** Sees each connection as it is accepted. */
    private final class Watch implements NettyServerCustomizer {

        @Override
        public NettyServerCustomizer specializeForChannel(Channel channel, ChannelRole role) {
            if (role == ChannelRole.CONNECTION) {
                watch(channel);
            }
            return this;
        }
    }

    private void watch(Channel channel) {
        book.admit(channel, network(channel.remoteAddress())).ifPresent(Channel::close);
        channel.pipeline().addFirst(new Answers());
        var deadline = channel.eventLoop()
                .schedule(() -> closeUnanswered(channel), limits.deadline().toMillis(), TimeUnit.MILLISECONDS);
        channel.closeFuture().addListener(_ -> {
            deadline.cancel(false);
            book.forget(channel);
        });
    }

    private static void closeUnanswered(Channel channel) {
        if (!channel.hasAttr(ANSWERED)) {
            channel.close();
        }
    }

    /** Notes when a connection was last sent something. */
    private final class Answers extends ChannelOutboundHandlerAdapter {

        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
            book.answered(context.channel());
            context.write(message, promise);
        }
    }

    /** By whom limits are counted. */
    static String network(SocketAddress address) {
        if (!(address instanceof InetSocketAddress internet)) {
            return "elsewhere";
        }
        return internet.getAddress() instanceof Inet6Address six
                ? HexFormat.of().formatHex(Arrays.copyOf(six.getAddress(), NETWORK_OCTETS))
                : internet.getAddress().getHostAddress();
    }
}

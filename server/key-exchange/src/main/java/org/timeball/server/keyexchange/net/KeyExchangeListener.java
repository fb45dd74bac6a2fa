package org.timeball.server.keyexchange.net;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.nio.channels.spi.SelectorProvider;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToIntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.timeball.server.keyexchange.KeyExchangeCounters;
import org.timeball.server.keyexchange.KeyExchangeLimits;
import org.timeball.server.keyexchange.PoolDesk;
import org.timeball.server.keyexchange.net.tls.ServedCertificates;

/**
 * Listens for NTS key exchange on one TCP address, and serves it until closed.
 *
 * <p>It owns one thread. When the process runs out of file descriptors it closes some
 * connections, stops accepting for a moment and goes on.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8915#section-4">RFC 8915 §4</a>
 */
public final class KeyExchangeListener implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KeyExchangeListener.class);

    private static final int BACKLOG = 1024;
    private static final long CLOSE_SECONDS = 1;
    private static final long ROUND_MILLIS = 250;

    private final EventLoopGroup loop;
    private final Channel channel;
    private final Connections connections;
    private final AtomicLong rounds = new AtomicLong();

    private KeyExchangeListener(EventLoopGroup loop, Channel channel, Connections connections) {
        this.loop = loop;
        this.channel = channel;
        this.connections = connections;
        loop.scheduleWithFixedDelay(this::countRound, 0, ROUND_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** A thread whose socket is gone accepts nobody, however well it is. */
    private void countRound() {
        if (channel.isActive()) {
            rounds.incrementAndGet();
        }
    }

    /**
     * Opens the socket and serves it from then on.
     *
     * @param address     where; port 0 lets the kernel choose, see {@link #address}. An IPv4 address takes IPv4 alone;
     *     {@code [::]} takes both, as Java has no way to restrict it, and so cannot stand beside {@code 0.0.0.0}
     * @param certificates what clients are shown; may be others from one moment to the next
     * @param sessions    makes the protocol's side of requests
     * @param limits      what clients may take
     * @param counters    where each connection is counted
     * @param pools       those that may ask, and what they wanted
     * @throws ListenException if the address cannot be listened on
     */
    public static KeyExchangeListener bind(
            InetSocketAddress address,
            ServedCertificates certificates,
            Sessions sessions,
            KeyExchangeLimits limits,
            KeyExchangeCounters counters,
            PoolDesk pools)
            throws ListenException {
        var connections = new Connections(limits);
        var troubles = new TroubleLog(System::nanoTime);
        var loop = new MultiThreadIoEventLoopGroup(
                1, new DefaultThreadFactory("key-exchange", true), NioIoHandler.newFactory());
        var bound = new ServerBootstrap()
                .group(loop)
                .channelFactory(() -> new NioServerSocketChannel(SelectorProvider.provider(), family(address)))
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .handler(new AcceptPause(connections::makeRoom))
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel accepted) {
                        var connection = new Connection(
                                accepted,
                                certificates.open(),
                                connections,
                                sessions,
                                counters,
                                new KeptPlace(pools),
                                troubles);
                        accepted.pipeline().addLast(connection);
                        connection.begin();
                    }
                })
                .bind(address)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            loop.shutdownGracefully(0, CLOSE_SECONDS, TimeUnit.SECONDS);
            throw new ListenException(address, bound.cause());
        }
        LOG.info("key exchange listens on={}", bound.channel().localAddress());
        return new KeyExchangeListener(loop, bound.channel(), connections);
    }

    /** Unless told, Java would listen by IPv6 too where 0.0.0.0 is asked for. */
    private static SocketProtocolFamily family(InetSocketAddress address) {
        return address.getAddress() instanceof Inet4Address ? SocketProtocolFamily.INET : SocketProtocolFamily.INET6;
    }

    /** Where it listens, with the port that was chosen. */
    public InetSocketAddress address() {
        return (InetSocketAddress) channel.localAddress();
    }

    /**
     * Holds clients to other limits from now on: what stands beyond them goes at once, and what stands within them keeps
     * the deadline it came with. For any thread.
     */
    public void adopt(KeyExchangeLimits limits) {
        connections.adopt(limits);
        loop.execute(connections::trim);
    }

    /** How often its thread has come round: four times a second, or it hangs and accepts nobody. */
    public long rounds() {
        return rounds.get();
    }

    /** Counts among the connections, on the thread that owns them. */
    int count(ToIntFunction<Connections> which) {
        return loop.submit(() -> which.applyAsInt(connections))
                .awaitUninterruptibly()
                .getNow();
    }

    /** Stops listening, cuts off who is connected, and ends the thread; takes a second at most. A second call does nothing. */
    @Override
    public void close() {
        if (loop.isShuttingDown()) {
            return;
        }
        channel.close().awaitUninterruptibly();
        loop.submit(connections::cutOffAll).awaitUninterruptibly();
        loop.shutdownGracefully(0, CLOSE_SECONDS, TimeUnit.SECONDS).awaitUninterruptibly();
        LOG.info("key exchange listens no more");
    }
}

package org.timeball.server.keyexchange.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.SocketChannel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.timeball.server.keyexchange.ClientNetwork;
import org.timeball.server.keyexchange.Failure;
import org.timeball.server.keyexchange.KeyExchangeCounters;
import org.timeball.server.keyexchange.KeyExchangeFailure;
import org.timeball.server.keyexchange.KeyExchangeLimits;
import org.timeball.server.keyexchange.net.Connections.Stage;
import org.timeball.server.keyexchange.net.tls.TlsConnection;
import org.timeball.server.protocol.KeyExchangeSession;
import org.timeball.server.protocol.KeyExporter;

/**
 * One client's connection, from acceptance to the end: carries octets between the socket, TLS and the protocol's session,
 * keeps the deadline, and closes as TLS wants it closed.
 *
 * <p>Closing takes three steps, because a client may still be writing: our close_notify and the end of our stream, a
 * short while in which what comes is thrown away, then the socket. Closed at once, with octets unread, the kernel would
 * send a reset, which may overtake the answer.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8446#section-6.1">RFC 8446 §6.1</a>
 */
final class Connection extends SimpleChannelInboundHandler<ByteBuf> {

    /**
     * More than a generous handshake, post-quantum key shares included, and a request of 4096 octets in small records:
     * endless handshake messages, key updates and records of one octet cost us time and never end by themselves.
     */
    private static final int MAX_OCTETS = 64 * 1024;

    /** Where it stands. */
    private sealed interface Phase {
        /** TLS is being agreed on, or the client has not said a word. */
        record ShakingHands() implements Phase {}

        /** The request is coming in. */
        record Asking(KeyExchangeSession session) implements Phase {}

        /** The last word is said. */
        record Leaving() implements Phase {}
    }

    private final SocketChannel channel;
    private final TlsConnection tls;
    private final ClientNetwork network;
    private final Connections connections;
    private final Function<KeyExporter, KeyExchangeSession> sessions;
    private final KeyExchangeLimits limits;
    private final KeyExchangeCounters counters;
    private final TroubleLog troubles;

    private final long acceptedNanos = System.nanoTime();

    private Phase phase = new Phase.ShakingHands();
    private boolean isAnswered;
    private boolean isCounted;
    private int octets;

    Connection(
            SocketChannel channel,
            TlsConnection tls,
            Connections connections,
            Function<KeyExporter, KeyExchangeSession> sessions,
            KeyExchangeCounters counters,
            TroubleLog troubles) {
        this.channel = channel;
        this.tls = tls;
        this.network = ClientNetwork.of(channel.remoteAddress().getAddress().getAddress());
        this.connections = connections;
        this.sessions = sessions;
        this.limits = connections.limits(); // those that held when it came
        this.counters = counters;
        this.troubles = troubles;
    }

    /** Where the client is. */
    ClientNetwork network() {
        return network;
    }

    /** When it was accepted, on the monotonic clock. */
    long acceptedNanos() {
        return acceptedNanos;
    }

    /** Begins: it is counted, and its time runs. */
    void begin() {
        counters.accepted();
        after(limits.deadline().minus(limits.farewell()), this::deadlinePassed);
        after(limits.deadline(), () -> cutOff(KeyExchangeFailure.TOO_SLOW));
        channel.closeFuture().addListener(_ -> ended());
        connections.add(this);
    }

    /** Ends it at once, without a word: what is left to send is not worth waiting for. */
    void cutOff(Failure failure) {
        count(failure);
        phase = new Phase.Leaving();
        connections.remove(this);
        channel.close();
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf received) {
        octets += received.readableBytes();
        if (octets > MAX_OCTETS) {
            cutOff(KeyExchangeFailure.TOO_MUCH_SENT);
        } else if (!(phase instanceof Phase.Leaving)) {
            byte[] copy = new byte[received.readableBytes()];
            received.readBytes(copy);
            tls.receive(copy).ifPresentOrElse(this::failed, this::progressed);
        }
    }

    /** TLS has sent its alert, which is the last word. */
    private void failed(Failure failure) {
        if (failure == KeyExchangeFailure.INTERNAL_ERROR) {
            tls.trouble().ifPresent(troubles::tell);
        }
        count(failure);
        leaveAfter(flush());
    }

    private void progressed() {
        if (phase instanceof Phase.ShakingHands && tls.isSecured()) {
            connections.reached(Stage.SECURED, this);
            phase = new Phase.Asking(sessions.apply(tls.exporter()));
        }
        if (phase instanceof Phase.Asking(var session)) {
            act(session.receive(ByteBuffer.wrap(tls.takeInput())));
        }
        if (phase instanceof Phase.Asking(var session) && tls.isInputClosed()) {
            act(session.inputEnded());
        }
        if (!(phase instanceof Phase.Leaving)) {
            flush();
        }
    }

    private ChannelFuture flush() {
        byte[] output = tls.takeOutput();
        if (output.length == 0) {
            return channel.newSucceededFuture();
        }
        if (phase instanceof Phase.ShakingHands && !isAnswered) {
            isAnswered = true;
            connections.reached(Stage.SHAKING_HANDS, this);
        }
        return channel.writeAndFlush(Unpooled.wrappedBuffer(output));
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            inputEnded();
        }
    }

    /** The client has closed its side of the TCP connection. */
    private void inputEnded() {
        switch (phase) {
            case Phase.ShakingHands() -> cutOff(KeyExchangeFailure.CLOSED_EARLY);
            case Phase.Asking(var session) -> act(session.inputEnded());
            case Phase.Leaving() -> channel.close();
        }
    }

    private void deadlinePassed() {
        switch (phase) {
            case Phase.ShakingHands() -> cutOff(KeyExchangeFailure.TOO_SLOW);
            case Phase.Asking(var session) -> act(session.deadlinePassed());
            case Phase.Leaving() -> {}
        }
    }

    private void act(KeyExchangeSession.Progress progress) {
        switch (progress) {
            case KeyExchangeSession.NeedMore() -> {}
            case KeyExchangeSession.Reply reply -> {
                isCounted = true;
                counters.answered(reply);
                tls.answer(reply.response()); // one record, for some clients read once
                leaveAfter(flush());
            }
        }
    }

    private void leaveAfter(ChannelFuture lastWord) {
        phase = new Phase.Leaving();
        lastWord.addListener(_ -> leave());
    }

    /** Our side is closed; the client's is waited for a little while. */
    private void leave() {
        channel.shutdownOutput();
        after(limits.farewell(), channel::close);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof IOException) {
            cutOff(KeyExchangeFailure.CLOSED_EARLY);
        } else {
            troubles.tell(cause);
            tellOfTrouble();
        }
    }

    /** The client is told where it can be (RFC 8915 §4.1.3). */
    private void tellOfTrouble() {
        if (phase instanceof Phase.Asking(var session) && session.failed() instanceof KeyExchangeSession.Reply reply) {
            act(reply);
        } else {
            cutOff(KeyExchangeFailure.INTERNAL_ERROR);
        }
    }

    private void ended() {
        count(KeyExchangeFailure.CLOSED_EARLY);
        connections.remove(this);
    }

    /** The first thing that ends a connection is its reason. */
    private void count(Failure failure) {
        if (!isCounted) {
            isCounted = true;
            counters.failed(failure);
        }
    }

    private void after(Duration time, Runnable task) {
        var timer = channel.eventLoop().schedule(task, time.toNanos(), TimeUnit.NANOSECONDS);
        channel.closeFuture().addListener(_ -> timer.cancel(false));
    }
}

package org.timeball.server.keyexchange.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.timeball.server.keyexchange.ClientHello;
import org.timeball.server.keyexchange.ClientNetwork;
import org.timeball.server.keyexchange.KeyExchangeCounters;
import org.timeball.server.keyexchange.KeyExchangeFailure;
import org.timeball.server.keyexchange.KeyExchangeLimits;
import org.timeball.server.protocol.KeyExchangeSession;
import org.timeball.server.protocol.KeyExporter;

/**
 * One client's connection, from acceptance to the end: carries octets between TLS and the protocol's session, keeps the
 * deadline, and closes as TLS wants it closed.
 *
 * <p>Closing takes three steps, because a client may still be writing: our close_notify and the end of our stream, a
 * short while in which what comes is thrown away, then the socket. Closed at once, with octets unread, the kernel would
 * send a reset, which may overtake the answer.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8446#section-6.1">RFC 8446 §6.1</a>
 */
final class Connection extends SimpleChannelInboundHandler<ByteBuf> {

    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

    /** Where it stands. */
    private sealed interface Phase {
        /** TLS is being agreed on, or the client has not said a word. */
        record ShakingHands() implements Phase {}

        /** The request is coming in. */
        record Asking(SslHandler tls, KeyExchangeSession session) implements Phase {}

        /** The last word is said. */
        record Leaving() implements Phase {}
    }

    private final SocketChannel channel;
    private final ClientNetwork network;
    private final Connections connections;
    private final Function<KeyExporter, KeyExchangeSession> sessions;
    private final KeyExchangeLimits limits;
    private final KeyExchangeCounters counters;

    private Phase phase = new Phase.ShakingHands();
    private boolean isCounted;

    Connection(
            SocketChannel channel,
            Connections connections,
            Function<KeyExporter, KeyExchangeSession> sessions,
            KeyExchangeLimits limits,
            KeyExchangeCounters counters) {
        this.channel = channel;
        this.network = ClientNetwork.of(channel.remoteAddress().getAddress().getAddress());
        this.connections = connections;
        this.sessions = sessions;
        this.limits = limits;
        this.counters = counters;
    }

    /** Where the client is. */
    ClientNetwork network() {
        return network;
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
    void cutOff(KeyExchangeFailure failure) {
        count(failure);
        phase = new Phase.Leaving();
        connections.remove(this);
        // From the pipeline's head, for the TLS handler would wait until its close_notify has left.
        channel.pipeline().firstContext().close();
    }

    /** Ends it by a TLS alert in the clear, as it is sent before keys are agreed on (RFC 8446 section 5.1). */
    void refuse(ClientHello.Refusal refusal) {
        count(refusal.failure());
        byte[] alert = {21, 3, 3, 0, 2, 2, (byte) refusal.alert()};
        leaveAfter(channel.writeAndFlush(Unpooled.wrappedBuffer(alert)));
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        switch (event) {
            case SslHandshakeCompletionEvent done
            when done.isSuccess() -> secured(context.pipeline().get(SslHandler.class));
            case SslHandshakeCompletionEvent failed -> {
                count(failureOf(failed.cause()));
                leave(); // whoever told us sends the alert
            }
            case ChannelInputShutdownEvent _ -> inputEnded();
            case SslCloseCompletionEvent _ when phase instanceof Phase.Asking -> inputEnded();
            default -> {} // others are for handlers that want them
        }
    }

    private void secured(SslHandler tls) {
        if (!TlsServer.speaksNtske(tls.engine())) {
            cutOff(KeyExchangeFailure.NO_ALPN); // the gate saw to it; RFC 7301 leaves no third way
            return;
        }
        connections.secured(this);
        phase = new Phase.Asking(tls, sessions.apply(TlsServer.exporter(tls.engine())));
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf received) {
        if (phase instanceof Phase.Asking(var tls, var session)) {
            act(tls, session.receive(received.nioBuffer()));
        }
    }

    private void deadlinePassed() {
        switch (phase) {
            case Phase.ShakingHands() -> cutOff(KeyExchangeFailure.TOO_SLOW);
            case Phase.Asking(var tls, var session) -> act(tls, session.deadlinePassed());
            case Phase.Leaving() -> {}
        }
    }

    /** The client has closed its side. */
    private void inputEnded() {
        switch (phase) {
            case Phase.ShakingHands() -> cutOff(KeyExchangeFailure.CLOSED_EARLY);
            case Phase.Asking(var tls, var session) -> act(tls, session.inputEnded());
            case Phase.Leaving() -> channel.pipeline().firstContext().close();
        }
    }

    private void act(SslHandler tls, KeyExchangeSession.Progress progress) {
        switch (progress) {
            case KeyExchangeSession.NeedMore() -> {}
            case KeyExchangeSession.Reply(var response, var outcome) -> {
                isCounted = true;
                counters.answered(outcome);
                // One write is one TLS record, for some clients read once.
                channel.writeAndFlush(Unpooled.wrappedBuffer(response));
                leaveAfter(tls.closeOutbound());
            }
        }
    }

    private void leaveAfter(ChannelFuture lastWord) {
        phase = new Phase.Leaving();
        lastWord.addListener(_ -> leave());
    }

    /** Our side is closed; the client's is waited for a little while. */
    private void leave() {
        phase = new Phase.Leaving();
        channel.shutdownOutput();
        after(limits.farewell(), () -> channel.pipeline().firstContext().close());
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        var failure = failureOf(cause);
        if (failure == KeyExchangeFailure.INTERNAL_ERROR) {
            LOG.error("key exchange failed, the connection is closed", cause);
        }
        cutOff(failure);
    }

    private static KeyExchangeFailure failureOf(Throwable cause) {
        return switch (cause) {
            case DecoderException wrapped when wrapped.getCause() != null -> failureOf(wrapped.getCause());
            case DecoderException _ -> KeyExchangeFailure.BAD_TLS; // the gate's: a ClientHello without end
            case SSLException _ -> KeyExchangeFailure.BAD_TLS;
            case IOException _ -> KeyExchangeFailure.CLOSED_EARLY;
            default -> KeyExchangeFailure.INTERNAL_ERROR;
        };
    }

    private void ended() {
        count(KeyExchangeFailure.CLOSED_EARLY);
        connections.remove(this);
    }

    /** The first thing that ends a connection is its reason. */
    private void count(KeyExchangeFailure failure) {
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

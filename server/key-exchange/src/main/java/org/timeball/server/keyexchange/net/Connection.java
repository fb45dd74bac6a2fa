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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.timeball.server.keyexchange.ClientNetwork;
import org.timeball.server.keyexchange.Failure;
import org.timeball.server.keyexchange.KeyExchangeCounters;
import org.timeball.server.keyexchange.KeyExchangeFailure;
import org.timeball.server.keyexchange.KeyExchangeLimits;
import org.timeball.server.keyexchange.net.Connections.Stage;
import org.timeball.server.keyexchange.net.tls.TlsConnection;
import org.timeball.server.protocol.KeyExchangeSession;

/**
 * One client's connection, from acceptance to the end: carries octets between the socket, TLS and the protocol's sessions,
 * keeps the deadlines, and closes as TLS wants it closed. There is one request and one session; but a pool may ask again.
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

        /** A pool was answered, and may ask again. */
        record Kept() implements Phase {}

        /** The last word is said. */
        record Leaving() implements Phase {}
    }

    private final SocketChannel channel;
    private final TlsConnection tls;
    private final ClientNetwork network;
    private final Connections connections;
    private final Sessions sessions;
    private final KeyExchangeLimits limits;
    private final KeyExchangeCounters counters;
    private final KeptPlace place;
    private final TroubleLog troubles;

    private final long acceptedNanos = System.nanoTime();

    /** Of the request that is awaited, or of the pause before it. */
    private final List<Future<?>> timers = new ArrayList<>();

    private Phase phase = new Phase.ShakingHands();
    private boolean isAnswered;
    private boolean isCounted;
    private int octets;

    Connection(
            SocketChannel channel,
            TlsConnection tls,
            Connections connections,
            Sessions sessions,
            KeyExchangeCounters counters,
            KeptPlace place,
            TroubleLog troubles) {
        this.channel = channel;
        this.tls = tls;
        this.network = ClientNetwork.of(channel.remoteAddress().getAddress().getAddress());
        this.connections = connections;
        this.sessions = sessions;
        this.limits = connections.limits(); // those that held when it came
        this.counters = counters;
        this.place = place;
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
        allowTime();
        channel.closeFuture().addListener(_ -> ended());
        connections.add(this);
    }

    /** The time runs in which a request has to come, the first with the handshake before it. */
    private void allowTime() {
        stopTimers();
        after(limits.deadline().minus(limits.farewell()), this::deadlinePassed);
        after(limits.deadline(), () -> cutOff(KeyExchangeFailure.TOO_SLOW));
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
            phase = asking();
        }
        if (!(phase instanceof Phase.ShakingHands)) {
            said(tls.takeInput());
        }
        if (!(phase instanceof Phase.ShakingHands) && tls.isInputClosed()) {
            wordsEnded();
        }
        if (!(phase instanceof Phase.Leaving)) {
            flush();
        }
    }

    private Phase asking() {
        return new Phase.Asking(sessions.open(tls.exporter(), place));
    }

    /** The client's words, maybe none. */
    private void said(byte[] words) {
        if (phase instanceof Phase.Kept && words.length > 0) {
            allowTime();
            phase = asking();
        }
        if (phase instanceof Phase.Asking(var session)) {
            act(session.receive(ByteBuffer.wrap(words)));
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
            case Phase.Asking _, Phase.Kept _ -> wordsEnded();
            case Phase.Leaving() -> channel.close();
        }
    }

    /** The client writes no more. */
    private void wordsEnded() {
        switch (phase) {
            case Phase.Asking(var session) -> act(session.inputEnded());
            case Phase.Kept() -> sayGoodbye();
            case Phase.ShakingHands _, Phase.Leaving _ -> {}
        }
    }

    private void sayGoodbye() {
        tls.close();
        leaveAfter(flush());
    }

    private void deadlinePassed() {
        switch (phase) {
            case Phase.ShakingHands() -> cutOff(KeyExchangeFailure.TOO_SLOW);
            case Phase.Asking(var session) -> act(session.deadlinePassed());
            case Phase.Kept _, Phase.Leaving _ -> {}
        }
    }

    private void act(KeyExchangeSession.Progress progress) {
        switch (progress) {
            case KeyExchangeSession.NeedMore() -> {}
            case KeyExchangeSession.Reply reply -> {
                if (!isCounted) {
                    isCounted = true;
                    counters.answered(reply);
                }
                place.visited(reply, network, channel.remoteAddress());
                answer(reply);
            }
        }
    }

    /** In one record, for some clients read once. */
    private void answer(KeyExchangeSession.Reply reply) {
        if (!reply.isKept()) {
            tls.answer(reply.response());
            leaveAfter(flush());
            return;
        }
        tls.say(reply.response());
        flush();
        phase = new Phase.Kept();
        octets = 0;
        place.keep();
        connections.keep(this);
        stopTimers();
        after(place.idle(), this::sayGoodbye);
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
        place.giveBack();
        stopTimers();
    }

    /** The first thing that ends a connection is its reason. */
    private void count(Failure failure) {
        if (!isCounted) {
            isCounted = true;
            counters.failed(failure);
        }
    }

    private void after(Duration time, Runnable task) {
        timers.add(channel.eventLoop().schedule(task, time.toNanos(), TimeUnit.NANOSECONDS));
    }

    private void stopTimers() {
        timers.forEach(timer -> timer.cancel(false));
        timers.clear();
    }
}

package org.timeball.server.keyexchange.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.SslClientHelloHandler;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import java.util.Optional;
import org.timeball.server.keyexchange.ClientHello;
import org.timeball.server.protocol.Decoded;

/**
 * Reads a client's first message, lets TLS take over if it offers what NTS wants, and refuses it by an alert if not.
 *
 * <p>What does not decode is let through: the JDK judges it and answers with its own alert.
 */
final class ClientHelloGate extends SslClientHelloHandler<Optional<ClientHello.Refusal>> {

    /** One TLS record's worth; real ones have 200 to 2000 octets. */
    private static final int MAX_CLIENT_HELLO_OCTETS = 16 * 1024;

    private final TlsServer tls;
    private final Connection connection;

    ClientHelloGate(TlsServer tls, Connection connection) {
        super(MAX_CLIENT_HELLO_OCTETS);
        this.tls = tls;
        this.connection = connection;
    }

    /** {@inheritDoc} The message is null, against all manners, when what came first is not a ClientHello. */
    @Override
    protected Future<Optional<ClientHello.Refusal>> lookup(ChannelHandlerContext context, ByteBuf clientHello) {
        return context.executor().newSucceededFuture(clientHello == null ? Optional.empty() : judge(clientHello));
    }

    private static Optional<ClientHello.Refusal> judge(ByteBuf clientHello) {
        return switch (ClientHello.decode(clientHello.nioBuffer())) {
            case Decoded.Ok<ClientHello>(ClientHello hello) -> hello.refusal();
            case Decoded.Malformed<ClientHello> _ -> Optional.empty();
        };
    }

    @Override
    protected void onLookupComplete(ChannelHandlerContext context, Future<Optional<ClientHello.Refusal>> refusal) {
        refusal.getNow().ifPresentOrElse(connection::refuse, () -> {
            var handler = new SslHandler(tls.newEngine());
            handler.setHandshakeTimeoutMillis(0); // the connection has one deadline for everything
            context.pipeline().replace(this, null, handler);
        });
    }
}

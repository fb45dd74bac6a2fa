package org.timeball.server.certificates.acme;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.timeball.server.certificates.OrderException;

/**
 * Shows an authority, on port 443, a certificate that holds the proof, and speaks nothing but {@code acme-tls/1}: up only
 * while an order is under way.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8737">RFC 8737</a>
 */
final class TlsResponder implements Responder {

    private static final int BACKLOG = 16;
    private static final int PATIENCE_MILLIS = 5_000;
    private static final char[] NO_PASSWORD = {};

    private final SSLServerSocket socket;

    private TlsResponder(SSLServerSocket socket) {
        this.socket = socket;
    }

    /** @throws OrderException if the port cannot be had */
    static TlsResponder open(InetSocketAddress listen, KeyPair keys, X509Certificate proof) throws OrderException {
        try {
            var socket = (SSLServerSocket)
                    context(keys, proof).getServerSocketFactory().createServerSocket();
            try {
                var parameters = socket.getSSLParameters();
                parameters.setApplicationProtocols(new String[] {"acme-tls/1"});
                socket.setSSLParameters(parameters);
                socket.setReuseAddress(true);
                socket.bind(listen, BACKLOG);
            } catch (IOException taken) {
                socket.close();
                throw taken;
            }
            var responder = new TlsResponder(socket);
            Thread.ofVirtual().name("tls-alpn-01").start(responder::acceptAll);
            return responder;
        } catch (IOException cause) {
            throw new OrderException(
                    "tls-alpn-01: cannot listen on %s port %d: %s; see what listens there, or give the daemon the right to"
                            .formatted(listen.getAddress().getHostAddress(), listen.getPort(), cause.getMessage()),
                    cause);
        }
    }

    private static SSLContext context(KeyPair keys, X509Certificate proof) throws IOException {
        try {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("proof", keys.getPrivate(), NO_PASSWORD, new X509Certificate[] {proof});
            var manager = KeyManagerFactory.getInstance("PKIX");
            manager.init(store, NO_PASSWORD);
            var context = SSLContext.getInstance("TLS");
            context.init(manager.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError("every Java has TLS", impossible);
        }
    }

    private void acceptAll() {
        while (!socket.isClosed()) {
            try {
                var client = (SSLSocket) socket.accept();
                Thread.ofVirtual().name("tls-alpn-01-client").start(() -> shakeHands(client));
            } catch (IOException closed) {
                // closed, or somebody who left before he was heard
            }
        }
    }

    private static void shakeHands(SSLSocket client) {
        try (client) {
            client.setSoTimeout(PATIENCE_MILLIS);
            client.startHandshake();
        } catch (IOException gone) {
            // who speaks anything else, or leaves
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException impossible) {
            // a socket that listens has nothing to flush
        }
    }
}

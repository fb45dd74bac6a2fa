package org.timeball.web.appliance;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** A connection on which a test sends whatever it likes, and from whatever address of loopback. */
final class RawTls implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 5_000;

    private final SSLSocket socket;

    private RawTls(SSLSocket socket) {
        this.socket = socket;
    }

    static SSLContext context(KeyStore trust) throws GeneralSecurityException {
        var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trust);
        var context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }

    /** Connects and shakes hands. */
    static RawTls open(KeyStore trust, String source, int port) throws IOException, GeneralSecurityException {
        var plain = new Socket();
        plain.bind(new InetSocketAddress(InetAddress.getByName(source), 0));
        plain.connect(new InetSocketAddress("127.0.0.1", port));
        var socket = (SSLSocket) context(trust).getSocketFactory().createSocket(plain, "127.0.0.1", port, true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.startHandshake();
        return new RawTls(socket);
    }

    RawTls send(String octets) throws IOException {
        socket.getOutputStream().write(octets.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
        return this;
    }

    /** All that comes until the server closes, or says nothing for so long. */
    String heard(int millis) throws IOException {
        socket.setSoTimeout(millis);
        var text = new StringBuilder();
        byte[] some = new byte[8_192];
        try {
            for (int count = socket.getInputStream().read(some);
                    count >= 0;
                    count = socket.getInputStream().read(some)) {
                text.append(new String(some, 0, count, StandardCharsets.ISO_8859_1));
            }
        } catch (SocketTimeoutException silent) {
            text.append("(silent)");
        } catch (SSLException | SocketException cut) {
            text.append("(cut)");
        }
        return text.toString();
    }

    /** Whether the server has closed it by then, whatever it said before. */
    boolean isClosedWithin(int millis) throws IOException {
        return !heard(millis).endsWith("(silent)");
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

package org.timeball.server.keyexchange.net;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.timeball.server.keyexchange.net.tls.TestCertificates;

/** A client of the JDK's, which checks the certificate and reads the answer by itself. */
final class TestClient implements AutoCloseable {

    /** Protocol 0, AEAD 15, End of Message (RFC 8915 section 4). */
    static final byte[] REQUEST = HexFormat.of().parseHex("800100020000" + "80040002000f" + "80000000");

    /** Error 1, bad request (RFC 8915 section 4.1.3). */
    static final byte[] BAD_REQUEST = HexFormat.of().parseHex("800200020001" + "80000000");

    private static final int TIMEOUT_MILLIS = 20_000;

    /** One record of an answer. */
    record Answer(int type, byte[] body) {}

    private final SSLSocket socket;

    private TestClient(SSLSocket socket) {
        this.socket = socket;
    }

    static TestClient connect(TestServer server) throws IOException {
        return connect(server, "localhost");
    }

    /** Connects, asks for a name and shakes hands. */
    static TestClient connect(TestServer server, String name) throws IOException {
        return connect(server, TestCertificates.trusting(), name, "TLSv1.3", "ntske/1");
    }

    /** Connects and shakes hands, with any number of ALPN protocols. */
    static TestClient connect(TestServer server, String version, String... protocols) throws IOException {
        return connect(server, TestCertificates.trusting(), "localhost", version, protocols);
    }

    static TestClient connectTrustingNobody(TestServer server) throws Exception {
        return connect(server, SSLContext.getDefault(), "localhost", "TLSv1.3", "ntske/1");
    }

    private static TestClient connect(
            TestServer server, SSLContext context, String name, String version, String... protocols)
            throws IOException {
        return shakeHands(rawSocket(server), context, name, version, protocols);
    }

    private static TestClient shakeHands(
            Socket raw, SSLContext context, String name, String version, String... protocols) throws IOException {
        var socket = (SSLSocket) context.getSocketFactory().createSocket(raw, name, 0, true);
        var parameters = socket.getSSLParameters();
        parameters.setProtocols(new String[] {version});
        parameters.setApplicationProtocols(protocols);
        parameters.setServerNames(List.of(new SNIHostName(name)));
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        try {
            socket.startHandshake();
        } catch (IOException failure) {
            socket.close();
            throw failure;
        }
        return new TestClient(socket);
    }

    /** A bare TCP connection. */
    static Socket rawSocket(TestServer server) throws IOException {
        var socket =
                new Socket(InetAddress.getLoopbackAddress(), server.address().getPort());
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.setTcpNoDelay(true);
        return socket;
    }

    X509Certificate serverCertificate() throws IOException {
        return (X509Certificate) socket.getSession().getPeerCertificates()[0];
    }

    /** This end's view of a key of RFC 8915 section 5.1; direction 0 is C2S, 1 is S2C. */
    byte[] exportedKey(int direction) throws IOException {
        var session = (ExtendedSSLSession) socket.getSession();
        byte[] context = {0, 0, 0, 15, (byte) direction};
        return session.exportKeyingMaterialData("EXPORTER-network-time-security", context, 32);
    }

    void send(byte[] octets) throws IOException {
        socket.getOutputStream().write(octets);
    }

    /** KeyUpdate, which asks for one in return (RFC 8446 section 4.6.3): what the JDK makes of another handshake. */
    void changeKeys() throws IOException {
        socket.startHandshake();
    }

    void closeOutput() throws IOException {
        socket.shutdownOutput();
    }

    /** What one TLS record brings. */
    byte[] readOnce() throws IOException {
        byte[] buffer = new byte[16_384];
        int octets = socket.getInputStream().read(buffer);
        return Arrays.copyOf(buffer, Math.max(octets, 0));
    }

    /** Everything up to the end, by close_notify or not: the JDK does not tell; {@link OpensslInteropTest} does. */
    byte[] readToEnd() throws IOException {
        var all = new ByteArrayOutputStream();
        socket.getInputStream().transferTo(all);
        return all.toByteArray();
    }

    static List<Answer> parse(byte[] message) {
        var answers = new ArrayList<Answer>();
        var in = ByteBuffer.wrap(message);
        while (in.hasRemaining()) {
            int type = Short.toUnsignedInt(in.getShort());
            byte[] body = new byte[Short.toUnsignedInt(in.getShort())];
            in.get(body);
            answers.add(new Answer(type, body));
        }
        return answers;
    }

    static List<byte[]> cookies(byte[] message) {
        return parse(message).stream()
                .filter(answer -> answer.type() == 5)
                .map(Answer::body)
                .toList();
    }

    /** A whole exchange, as clients do it. */
    static List<byte[]> exchange(TestServer server) throws IOException {
        try (var client = connect(server)) {
            client.send(REQUEST);
            return cookies(client.readToEnd());
        }
    }

    /** The same with a server whose authority is not known here. */
    static List<byte[]> exchange(InetSocketAddress server) throws IOException {
        return exchange(server, server.getAddress());
    }

    /** The same from another of this machine's addresses. */
    static List<byte[]> exchange(InetSocketAddress server, InetAddress from) throws IOException {
        var raw = new Socket(server.getAddress(), server.getPort(), from, 0);
        raw.setSoTimeout(TIMEOUT_MILLIS);
        try (var client = shakeHands(raw, TestCertificates.trustingAnybody(), "localhost", "TLSv1.3", "ntske/1")) {
            client.send(REQUEST);
            return cookies(client.readToEnd());
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

package org.timeball.server.keyexchange.net.tls;

import java.nio.ByteBuffer;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import org.timeball.server.keyexchange.Failure;

/** The JDK's TLS as a client without a socket: it shares no code with the server. */
public final class EngineClient {

    private static final int ROOM = 70_000;

    private final SSLEngine engine = TestCertificates.trusting().createSSLEngine("localhost", 4460);
    private final ByteBuffer received = ByteBuffer.allocate(ROOM);
    private final ByteBuffer said = ByteBuffer.allocate(ROOM);
    private final ByteBuffer toSend = ByteBuffer.allocate(ROOM);

    /** TLS 1.3 with ALPN {@code ntske/1} for {@code localhost}, changed by {@code settings}. */
    EngineClient(Consumer<SSLParameters> settings) {
        engine.setUseClientMode(true);
        var parameters = engine.getSSLParameters();
        parameters.setProtocols(new String[] {"TLSv1.3"});
        parameters.setApplicationProtocols(new String[] {"ntske/1"});
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        settings.accept(parameters);
        engine.setSSLParameters(parameters);
    }

    /** Without changes. */
    public EngineClient() {
        this(_ -> {});
    }

    static Consumer<SSLParameters> asking(String name) {
        return parameters -> parameters.setServerNames(List.of(new SNIHostName(name)));
    }

    /** What the client has to say in the handshake as it stands; may be nothing. */
    public byte[] flight() throws SSLException {
        if (engine.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING
                && engine.getSession().getProtocol().equals("NONE")) {
            engine.beginHandshake();
        }
        speak();
        byte[] flight = taken(toSend);
        toSend.clear();
        return flight;
    }

    private void speak() throws SSLException {
        runTasks();
        while (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
            engine.wrap(ByteBuffer.allocate(0), toSend);
            runTasks();
        }
    }

    /** One octet string in TLS records, behind whatever TLS itself has to say. */
    public byte[] sealed(byte[] message) throws SSLException {
        var out = ByteBuffer.allocate(ROOM);
        engine.wrap(ByteBuffer.wrap(message), out);
        return taken(out);
    }

    /** KeyUpdate, which asks for one in return (RFC 8446 section 4.6.3). */
    byte[] keyUpdate() throws SSLException {
        engine.beginHandshake();
        return flight();
    }

    byte[] closeNotify() throws SSLException {
        engine.closeOutbound();
        return flight();
    }

    /** Takes what the server sent. */
    public void take(byte[] octets) throws SSLException {
        received.put(octets).flip();
        try {
            boolean goesOn = true;
            while (goesOn && !engine.isInboundDone()) {
                goesOn = engine.unwrap(received, said).bytesConsumed() > 0;
                speak();
            }
        } finally {
            received.compact();
        }
    }

    private void runTasks() {
        for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
            task.run();
        }
    }

    /** Shakes hands to the end; returns the server's failure, if it had one. */
    Optional<Failure> shakeHands(TlsConnection server) throws SSLException {
        for (int flights = 0; flights < 4; flights++) {
            byte[] flight = flight();
            if (flight.length > 0) {
                var failure = server.receive(flight);
                byte[] answer = server.takeOutput();
                if (failure.isPresent()) {
                    return failure;
                }
                take(answer);
            }
        }
        return Optional.empty();
    }

    /** Whether it holds the handshake for done. */
    public boolean isSecured() {
        return engine.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING
                && !engine.getSession().getProtocol().equals("NONE");
    }

    /** Whether the server said close_notify. */
    public boolean isServerClosed() {
        return engine.isInboundDone();
    }

    String cipherSuite() {
        return engine.getSession().getCipherSuite();
    }

    X509Certificate certificate() throws SSLException {
        return (X509Certificate) engine.getSession().getPeerCertificates()[0];
    }

    /** What the server said. */
    public byte[] said() {
        return Arrays.copyOf(said.array(), said.position());
    }

    byte[] exported(String label, byte[] context, int octets) throws SSLException {
        return ((ExtendedSSLSession) engine.getSession()).exportKeyingMaterialData(label, context, octets);
    }

    private static byte[] taken(ByteBuffer out) {
        return Arrays.copyOf(out.array(), out.position());
    }
}

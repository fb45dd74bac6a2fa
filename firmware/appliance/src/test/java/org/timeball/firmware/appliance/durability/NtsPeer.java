package org.timeball.firmware.appliance.durability;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Arrays;
import java.util.HexFormat;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.timeball.server.protocol.aead.AesSivCmac;

/** A client with one cookie that it uses again and again: what it holds is what must outlive everything. */
public final class NtsPeer {

    /** Protocol 0, AEAD 15, End of Message (RFC 8915 section 4). */
    private static final byte[] REQUEST = HexFormat.of().parseHex("800100020000" + "80040002000f" + "80000000");

    private static final int NEW_COOKIE = 5;
    private static final int PATIENCE_MILLIS = 300;
    private static final int IDENTIFIER_OCTETS = 36;

    private final byte[] clientToServer;
    private final byte[] serverToClient;
    private final byte[] cookie;

    private NtsPeer(byte[] clientToServer, byte[] serverToClient, byte[] cookie) {
        this.clientToServer = clientToServer;
        this.serverToClient = serverToClient;
        this.cookie = cookie;
    }

    /** What the daemon said. */
    public enum Answer {
        /** Nothing. */
        SILENCE,
        /** An authentic reply. */
        AUTHENTIC,
        /** That the cookie does not open (RFC 8915 section 5.7). */
        NAK
    }

    /** A client whose keys and cookie somebody else got for it, as a pool does; AEAD 15. */
    public static NtsPeer of(byte[] clientToServer, byte[] serverToClient, byte[] cookie) {
        return new NtsPeer(clientToServer, serverToClient, cookie);
    }

    /** A key exchange as any client makes it. */
    static NtsPeer exchange(byte[] authority, int port) throws IOException, GeneralSecurityException {
        return exchange(authority, new Socket(InetAddress.getLoopbackAddress(), port), port);
    }

    /** The same over a connection that stands. */
    static NtsPeer exchange(byte[] authority, Socket raw, int port) throws IOException, GeneralSecurityException {
        try (var socket = shakeHands(authority, raw, port)) {
            var session = (ExtendedSSLSession) socket.getSession();
            socket.getOutputStream().write(REQUEST);
            byte[] answer = socket.getInputStream().readAllBytes();
            if (answer.length == 0) {
                throw new IOException("closed before an answer, as at a deadline");
            }
            var cookie = firstCookie(answer);
            return new NtsPeer(key(session, 0), key(session, 1), cookie);
        }
    }

    /** The handshake alone, as {@code localhost}. */
    public static SSLSocket shakeHands(byte[] authority, Socket raw, int port)
            throws IOException, GeneralSecurityException {
        raw.setSoTimeout(20_000);
        var socket = (SSLSocket) context(authority).getSocketFactory().createSocket(raw, "localhost", port, true);
        var parameters = socket.getSSLParameters();
        parameters.setProtocols(new String[] {"TLSv1.3"});
        parameters.setApplicationProtocols(new String[] {"ntske/1"});
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        try {
            socket.startHandshake();
        } catch (IOException failure) {
            socket.close();
            throw failure;
        }
        return socket;
    }

    private static SSLContext context(byte[] authority) throws IOException, GeneralSecurityException {
        var trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry(
                "ca", CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(authority)));
        var trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(trusted);
        var context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private static byte[] key(ExtendedSSLSession session, int direction) throws IOException {
        byte[] context = {0, 0, 0, 15, (byte) direction};
        return session.exportKeyingMaterialData("EXPORTER-network-time-security", context, 32);
    }

    private static byte[] firstCookie(byte[] answer) {
        var in = ByteBuffer.wrap(answer);
        while (in.remaining() >= 4) {
            int type = in.getShort() & 0x7fff;
            byte[] body = new byte[Short.toUnsignedInt(in.getShort())];
            in.get(body);
            if (type == NEW_COOKIE) {
                return body;
            }
        }
        throw new AssertionError("no cookie in " + HexFormat.of().formatHex(answer));
    }

    /** Asks once, with the cookie that it always had. */
    public Answer ask(int port) throws IOException {
        byte[] request = request();
        try (var socket = new DatagramSocket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.send(new DatagramPacket(request, request.length));
            var reply = new DatagramPacket(new byte[2048], 2048);
            socket.receive(reply);
            return judge(Arrays.copyOf(reply.getData(), reply.getLength()));
        } catch (IOException notThere) {
            return Answer.SILENCE;
        }
    }

    private Answer judge(byte[] reply) {
        int at = 48 + IDENTIFIER_OCTETS;
        boolean isKiss =
                reply[1] == 0 && new String(reply, 12, 4, java.nio.charset.StandardCharsets.US_ASCII).equals("NTSN");
        if (isKiss) {
            return Answer.NAK;
        }
        byte[] nonce = Arrays.copyOfRange(reply, at + 8, at + 24);
        byte[] sealed = Arrays.copyOfRange(reply, at + 24, reply.length);
        var opened = new AesSivCmac(serverToClient).open(sealed, Arrays.copyOf(reply, at), nonce);
        return opened.isPresent() ? Answer.AUTHENTIC : Answer.SILENCE;
    }

    /** A whole request, as it was sent before or will be. */
    byte[] request() {
        int cookieOctets = 4 + cookie.length;
        int authenticatorAt = 48 + IDENTIFIER_OCTETS + cookieOctets;
        var packet = ByteBuffer.allocate(authenticatorAt + 40);
        packet.put((byte) 0x23).position(40).putLong(System.nanoTime());
        packet.putShort((short) 0x0104).putShort((short) IDENTIFIER_OCTETS).put(new byte[IDENTIFIER_OCTETS - 4]);
        packet.putShort((short) 0x0204).putShort((short) cookieOctets).put(cookie);
        byte[] nonce = new byte[16];
        byte[] tag =
                new AesSivCmac(clientToServer).seal(new byte[0], Arrays.copyOf(packet.array(), authenticatorAt), nonce);
        packet.putInt(0x0404_0028).putInt(0x0010_0010).put(nonce).put(tag);
        return packet.array();
    }
}

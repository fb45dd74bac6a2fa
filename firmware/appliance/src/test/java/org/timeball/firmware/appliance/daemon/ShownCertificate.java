package org.timeball.firmware.appliance.daemon;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.timeball.server.certificates.OwnCertificateAuthority;
import org.timeball.server.keyexchange.KeyExchangeCounters;
import org.timeball.server.keyexchange.KeyExchangeLimits;
import org.timeball.server.keyexchange.PoolDesk;
import org.timeball.server.keyexchange.net.KeyExchangeListener;
import org.timeball.server.protocol.CookieJar;
import org.timeball.server.protocol.CookieKeyRing;
import org.timeball.server.protocol.KeyExchangePolicy;
import org.timeball.server.protocol.KeyExchangeSession;

/** What a client of the JDK's is shown in key exchange. */
final class ShownCertificate {

    /** NTPv4 under AEAD 15, and the end. */
    private static final String REQUEST = "800100020000" + "80040002000f" + "80000000";

    /** The type of a record that brings a cookie (RFC 8915 section 4.1.6). */
    private static final int COOKIE = 5;

    private static final int COOKIES = 8;

    private ShownCertificate() {}

    /** A listener on loopback that shows what is watched. */
    static KeyExchangeListener listener(CertificateWatch.Watched watched) throws Exception {
        var jar = new CookieJar(CookieKeyRing.create(new SecureRandom(), 0), new SecureRandom());
        return KeyExchangeListener.bind(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                watched.shown(),
                (exporter, terms) -> new KeyExchangeSession(KeyExchangePolicy.SAME_HOST, jar, exporter, terms),
                KeyExchangeLimits.DEFAULT,
                new KeyExchangeCounters(),
                new PoolDesk(PoolDesk.IDLE));
    }

    /** The certificate that a client who trusts one authority is shown by a server. */
    static X509Certificate shown(InetSocketAddress server, OwnCertificateAuthority authority) throws Exception {
        try (var socket = connect(server, authority)) {
            return (X509Certificate) socket.getSession().getPeerCertificates()[0];
        }
    }

    /** What a server answers to a request for NTPv4 under AEAD 15, in hexadecimal digits. */
    static String answer(InetSocketAddress server, OwnCertificateAuthority authority) throws Exception {
        try (var socket = connect(server, authority)) {
            socket.getOutputStream().write(HexFormat.of().parseHex(REQUEST));
            return HexFormat.of().formatHex(socket.getInputStream().readAllBytes());
        }
    }

    /** The certificate that a client was shown in an exchange that went well to its end: eight cookies came. */
    static X509Certificate exchanged(InetSocketAddress server, OwnCertificateAuthority authority) throws Exception {
        try (var socket = connect(server, authority)) {
            socket.getOutputStream().write(HexFormat.of().parseHex(REQUEST));
            byte[] answer = socket.getInputStream().readAllBytes();
            int cookies = cookies(ByteBuffer.wrap(answer));
            if (cookies < COOKIES) {
                throw new IOException(cookies + " cookies in " + HexFormat.of().formatHex(answer));
            }
            return (X509Certificate) socket.getSession().getPeerCertificates()[0];
        }
    }

    private static int cookies(ByteBuffer records) {
        int cookies = 0;
        while (records.remaining() >= 2 * Short.BYTES) {
            cookies += records.getShort() == COOKIE ? 1 : 0;
            records.position(
                    records.position() + Short.BYTES + Short.toUnsignedInt(records.getShort(records.position())));
        }
        return cookies;
    }

    private static SSLSocket connect(InetSocketAddress server, OwnCertificateAuthority authority) throws Exception {
        var trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("ca", authority.certificate());
        var trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(trusted);
        var context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        var socket = (SSLSocket) context.getSocketFactory().createSocket(server.getAddress(), server.getPort());
        var parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {"ntske/1"});
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }
}

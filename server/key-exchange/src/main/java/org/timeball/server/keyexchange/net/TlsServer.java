package org.timeball.server.keyexchange.net;

import java.security.GeneralSecurityException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLKeyException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import org.timeball.server.keyexchange.ClientHello;
import org.timeball.server.protocol.KeyExportException;
import org.timeball.server.protocol.KeyExporter;

/**
 * The server's end of TLS as NTS wants it: TLS 1.3 alone, ALPN {@code ntske/1}, no tickets.
 *
 * <p>The JDK's own provider by name, since its sessions export keys, and without Netty's contexts, whose ALPN settings
 * would come between: with the protocol set on the engine, the JDK ends the handshake with alert 120 when a client's
 * list lacks it. A client without a list is refused before, by {@link ClientHelloGate}.
 *
 * <p>No session is ever resumed: a ticket would let an eavesdropper see that two exchanges are one client's, and some
 * clients read the ticket as the answer. The JDK has a system property for that
 * ({@code jdk.tls.server.newSessionTicketCount}), which counts only if set before the first TLS class is loaded; what
 * holds always is that it sends no ticket when sessions live longer than TLS allows a ticket to.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8915#section-3">RFC 8915 §3</a>
 */
final class TlsServer {

    private static final String TLS_1_3 = "TLSv1.3";

    /** RFC 8446 section 4.6.1: a ticket lives seven days at most. */
    private static final int LONGER_THAN_A_TICKET_SECONDS = (int) TimeUnit.DAYS.toSeconds(7) + 1;

    private final SSLContext context;

    TlsServer(X509ExtendedKeyManager certificate) {
        try {
            context = SSLContext.getInstance(TLS_1_3, "SunJSSE");
            context.init(new KeyManager[] {certificate}, new TrustManager[0], null);
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError("this JDK has no TLS 1.3", impossible);
        }
        context.getServerSessionContext().setSessionTimeout(LONGER_THAN_A_TICKET_SECONDS);
    }

    /** For one connection. */
    SSLEngine newEngine() {
        var engine = context.createSSLEngine();
        engine.setUseClientMode(false);
        var parameters = engine.getSSLParameters();
        parameters.setProtocols(new String[] {TLS_1_3});
        parameters.setApplicationProtocols(new String[] {ClientHello.NTSKE});
        engine.setSSLParameters(parameters);
        return engine;
    }

    /** Whether the handshake that {@code engine} has finished agreed on our protocol. */
    static boolean speaksNtske(SSLEngine engine) {
        return ClientHello.NTSKE.equals(engine.getApplicationProtocol());
    }

    /** The exporter of the session that {@code engine} has agreed on. */
    static KeyExporter exporter(SSLEngine engine) {
        var session = (ExtendedSSLSession) engine.getSession();
        return (label, exporterContext, octets) -> {
            try {
                return session.exportKeyingMaterialData(label, exporterContext, octets);
            } catch (SSLKeyException cause) {
                throw new KeyExportException("exportKeyingMaterialData(%s, %d octets)".formatted(label, octets), cause);
            }
        };
    }
}

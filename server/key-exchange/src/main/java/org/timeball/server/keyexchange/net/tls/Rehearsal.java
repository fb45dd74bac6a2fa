package org.timeball.server.keyexchange.net.tls;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Vector;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.DefaultTlsClient;
import org.bouncycastle.tls.ProtocolName;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.TlsAuthentication;
import org.bouncycastle.tls.TlsClientProtocol;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsServerCertificate;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;
import org.timeball.server.protocol.KeyExportException;

/**
 * A client of our own, in memory, which shakes hands with the server before others do. The first hundred handshakes of a
 * Java process take ten times as long as later ones, for classes are loaded and nothing is compiled yet; and where file
 * descriptors run out, it is too late to load any.
 */
final class Rehearsal {

    /** Hello, finished, and one more for a server that asks for another group. */
    private static final int MAX_FLIGHTS = 4;

    /** About as long as an answer with eight cookies. */
    private static final int ANSWER_OCTETS = 900;

    private final ServedCertificates certificates;
    private final BcTlsCrypto crypto = new BcTlsCrypto(new SecureRandom());

    Rehearsal(ServedCertificates certificates) {
        this.certificates = certificates;
    }

    /**
     * Shakes hands once, takes the keys and an answer.
     *
     * @return whether it went well
     */
    boolean perform() {
        var server = certificates.open();
        try {
            var client = new TlsClientProtocol();
            client.connect(new Client(crypto));
            for (int flight = 0; flight < MAX_FLIGHTS && !server.isSecured(); flight++) {
                server.receive(taken(client));
                client.offerInput(server.takeOutput());
            }
            for (byte direction = 0; direction < 2; direction++) {
                server.exporter().export("EXPORTER-network-time-security", new byte[] {0, 0, 0, 15, direction}, 32);
            }
            server.answer(new byte[ANSWER_OCTETS]);
            client.offerInput(server.takeOutput());
            return client.getAvailableInputBytes() == ANSWER_OCTETS;
        } catch (IOException | KeyExportException | RuntimeException failed) {
            return false; // clients will find the same and are counted by reason
        }
    }

    private static byte[] taken(TlsClientProtocol client) {
        byte[] octets = new byte[client.getAvailableOutputBytes()];
        client.readOutput(octets, 0, octets.length);
        return octets;
    }

    /** It trusts the server, which it knows. */
    static final class Client extends DefaultTlsClient implements TlsAuthentication {

        Client(BcTlsCrypto crypto) {
            super(crypto);
        }

        @Override
        protected ProtocolVersion[] getSupportedVersions() {
            return ProtocolVersion.TLSv13.only();
        }

        @Override
        protected Vector<ProtocolName> getProtocolNames() {
            return new Vector<>(List.of(Negotiation.NTSKE));
        }

        @Override
        public TlsAuthentication getAuthentication() {
            return this;
        }

        @Override
        public void notifyServerCertificate(TlsServerCertificate certificate) {
            // It is ours.
        }

        @Override
        @SuppressWarnings("NullAway") // Bouncy Castle's way to say that there are none
        public TlsCredentials getClientCredentials(CertificateRequest request) {
            return null;
        }
    }
}

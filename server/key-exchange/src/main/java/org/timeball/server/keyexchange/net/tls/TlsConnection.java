package org.timeball.server.keyexchange.net.tls;

import java.io.IOException;
import java.util.Optional;
import org.bouncycastle.tls.TlsUtils;
import org.bouncycastle.tls.crypto.TlsCryptoUtils;
import org.bouncycastle.tls.crypto.TlsSecret;
import org.timeball.server.keyexchange.Failure;
import org.timeball.server.keyexchange.KeyExchangeFailure;
import org.timeball.server.protocol.KeyExportException;
import org.timeball.server.protocol.KeyExporter;

/**
 * The server's end of one TLS connection, between what the network delivers and what it is to carry back.
 *
 * <p>After each call of {@link #receive} or {@link #answer} the caller sends what {@link #takeOutput} gives, an alert
 * perhaps, also when it failed. Nothing is made for a connection before its first octet, so that an idle one is cheap.
 *
 * <p>One instance serves one connection and one thread at a time. No octets from the network make it throw.
 */
public final class TlsConnection {

    /** The content type of a handshake (RFC 8446 section 5.1), with which every client begins. */
    private static final int HANDSHAKE = 22;

    private final TlsPrimitives primitives;

    private Optional<ServerEnd> end = Optional.empty();
    private final Negotiation negotiation;
    private Optional<Throwable> trouble = Optional.empty();

    TlsConnection(ServedCertificates certificates, TlsPrimitives primitives) {
        this.primitives = primitives;
        this.negotiation = new Negotiation(certificates, primitives);
    }

    /**
     * Takes what came from the network.
     *
     * @param octets at least one; not used after the call
     * @return why the connection is at its end, if it is
     */
    public Optional<Failure> receive(byte[] octets) {
        boolean isFirst = end.isEmpty();
        if (isInputClosed()) {
            return Optional.empty(); // RFC 8446 section 6.1: what comes after close_notify is not looked at
        }
        try {
            if (isFirst) {
                end = Optional.of(new ServerEnd(negotiation));
            }
            end.orElseThrow().offerInput(octets, 0, octets.length);
            return Optional.empty();
        } catch (IOException | RuntimeException failure) {
            trouble = Optional.of(failure);
            return Optional.of(isFirst && octets[0] != HANDSHAKE ? KeyExchangeFailure.NOT_TLS : reason());
        }
    }

    private Failure reason() {
        return negotiation.failure().orElse(KeyExchangeFailure.INTERNAL_ERROR);
    }

    /** What the last failure was, for a log. */
    public Optional<Throwable> trouble() {
        return trouble;
    }

    /** Whether the handshake is done. */
    public boolean isSecured() {
        return negotiation.isSecured();
    }

    /** Whether the client has said that it writes no more. */
    public boolean isInputClosed() {
        return end.isPresent() && end.get().isInputClosed();
    }

    /** What the client said that was not taken yet; may be nothing. */
    public byte[] takeInput() {
        return end.map(server -> taken(server.getAvailableInputBytes(), server::readInput))
                .orElse(TlsUtils.EMPTY_BYTES);
    }

    /** What is to go to the network and was not taken yet; may be nothing. */
    public byte[] takeOutput() {
        return end.map(server -> taken(server.getAvailableOutputBytes(), server::readOutput))
                .orElse(TlsUtils.EMPTY_BYTES);
    }

    /** Bouncy Castle's way to hand octets out. */
    private interface Source {
        int read(byte[] to, int offset, int length);
    }

    private static byte[] taken(int available, Source source) {
        byte[] octets = new byte[available];
        source.read(octets, 0, available);
        return octets;
    }

    /**
     * Says the last word: the message in one record, and close_notify.
     *
     * @throws IllegalStateException if the handshake is not done
     */
    public void answer(byte[] message) {
        say(message);
        close();
    }

    /**
     * Says a word that may not be the last: the message in one record. From then on this session's keys are not to be had.
     *
     * @throws IllegalStateException if the handshake is not done
     */
    public void say(byte[] message) {
        try {
            someone().writeApplicationData(message, 0, message.length);
            negotiation.forget();
        } catch (IOException impossible) {
            throw new IllegalStateException("no handshake, or a connection at its end", impossible);
        }
    }

    /**
     * Says close_notify.
     *
     * @throws IllegalStateException if the handshake is not done
     */
    public void close() {
        try {
            someone().close();
        } catch (IOException impossible) {
            throw new IllegalStateException("no handshake, or a connection at its end", impossible);
        }
    }

    private ServerEnd someone() {
        return end.orElseThrow(() -> new IllegalStateException("nobody to answer"));
    }

    /** This session's keys, until something is said. */
    public KeyExporter exporter() {
        return (label, context, octets) -> {
            var secret = negotiation.exporterSecret().orElseThrow();
            try {
                return export(secret, label, context, octets);
            } catch (IOException cause) {
                throw new KeyExportException("TLS exporter(%s, %d octets)".formatted(label, octets), cause);
            }
        };
    }

    /** RFC 8446 section 7.5. */
    private byte[] export(TlsSecret secret, String label, byte[] context, int octets) throws IOException {
        int hash = negotiation.hash();
        var digest = primitives.createHash(hash);
        byte[] ofNothing = digest.calculateHash();
        digest.update(context, 0, context.length);
        byte[] ofContext = digest.calculateHash();
        var derived = TlsCryptoUtils.hkdfExpandLabel(secret, hash, label, ofNothing, ofNothing.length);
        return TlsCryptoUtils.hkdfExpandLabel(derived, hash, "exporter", ofContext, octets)
                .extract();
    }
}

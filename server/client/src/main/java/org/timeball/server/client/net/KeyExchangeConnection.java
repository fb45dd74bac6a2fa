package org.timeball.server.client.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.timeball.server.client.AgreedKeys;
import org.timeball.server.client.CertificateClock;
import org.timeball.server.client.CertificateWindow;
import org.timeball.server.client.NtpServer;
import org.timeball.server.client.nts.KeyExchangeAnswer;
import org.timeball.server.client.nts.KeyExchangeReader;
import org.timeball.server.client.nts.KeyExchangeRequest;
import org.timeball.server.protocol.AeadAlgorithm;
import org.timeball.server.protocol.KeyExport;
import org.timeball.server.protocol.KeyExportException;

/**
 * One connection to a key exchange server, by the JDK's TLS: 1.3 and nothing else, ALPN {@code ntske/1}, the certificate
 * checked for the name. Nothing is kept for a session to be resumed with.
 *
 * <p>Used by one thread; what takes longer than the patience given in all is cut.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8915#section-3">RFC 8915 §3, TLS profile</a>
 */
public final class KeyExchangeConnection implements AutoCloseable {

    /** TCP, as registered. */
    public static final int PORT = 4460;

    private static final String PROTOCOL = "ntske/1";
    private static final int READ_OCTETS = 16_384;

    /** From one attempt to the next (RFC 8305 §8). */
    private static final long HEAD_START_MILLIS = 250;

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final SSLSocket socket;
    private final ServerTrust trust;
    private final Deadline deadline;
    private final String server;

    private KeyExchangeConnection(SSLSocket socket, ServerTrust trust, Deadline deadline, String server) {
        this.socket = socket;
        this.trust = trust;
        this.deadline = deadline;
        this.server = server;
    }

    /**
     * Connects to the first address that answers, and shakes hands.
     *
     * @param addresses of the server, at least one; those after the first are tried where it does not answer soon
     * @param expected  whose certificate is expected, a domain name, or an address as text; with its TCP port
     * @param patience  for all that is done with this connection
     * @throws ClientException if there is no such server
     */
    public static KeyExchangeConnection open(
            List<InetAddress> addresses,
            NtpServer expected,
            TrustedAuthorities authorities,
            CertificateClock clock,
            Duration patience)
            throws ClientException {
        long untilNanos = System.nanoTime() + patience.toNanos();
        var raw = connect(addresses, expected, untilNanos);
        var name = withoutDot(expected.host());
        var server = words(expected, raw.getInetAddress());
        var deadline = new Deadline(Duration.ofNanos(untilNanos - System.nanoTime()), raw);
        var trust = new ServerTrust(authorities, clock);
        boolean isOpen = false;
        try {
            var connection = new KeyExchangeConnection(secure(raw, name, trust), trust, deadline, server);
            connection.shakeHands();
            isOpen = true;
            return connection;
        } catch (IOException | GeneralSecurityException failure) {
            throw new ClientException(Trouble.TLS, "TLS with " + server + " failed: " + told(failure), failure);
        } finally {
            if (!isOpen) {
                deadline.close();
                quietlyClose(raw);
            }
        }
    }

    /**
     * Of several addresses each has a short time to answer in, and in every round twice as long: so a network over which
     * nothing comes holds up the others a quarter of a second, and one that is slow has its turn (after RFC 8305 §5). What
     * refuses costs nothing.
     */
    static Socket connect(List<InetAddress> addresses, NtpServer expected, long untilNanos) throws ClientException {
        int count = addresses.size();
        int refused = 0;
        for (int turn = 0; ; turn++) {
            var address = addresses.get(turn % count);
            long left = (untilNanos - System.nanoTime()) / NANOS_PER_MILLI;
            long wait = count == 1 ? left : Math.min(left, HEAD_START_MILLIS << turn / count);
            var raw = new Socket();
            try {
                raw.setTcpNoDelay(true);
                raw.connect(new InetSocketAddress(address, expected.port()), (int) Math.max(wait, 1));
                return raw;
            } catch (IOException failure) {
                quietlyClose(raw);
                refused = failure instanceof SocketTimeoutException ? 0 : refused + 1;
                if (wait >= left || refused == count) {
                    throw new ClientException(
                            Trouble.CONNECT,
                            "no connection to " + words(expected, address) + ": " + told(failure),
                            failure);
                }
            }
        }
    }

    private static String words(NtpServer server, InetAddress address) {
        return withoutDot(server.host()) + " (" + address.getHostAddress() + " port " + server.port() + ')';
    }

    /** As certificates have it. */
    private static String withoutDot(String host) {
        return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }

    /** The server's address, to which the connection is. */
    InetAddress address() {
        return socket.getInetAddress();
    }

    /** A context of its own for each connection: no session is resumed, so no two can be told to be one client's. */
    private static SSLSocket secure(Socket raw, String name, ServerTrust trust)
            throws IOException, GeneralSecurityException {
        var context = SSLContext.getInstance("TLSv1.3");
        context.init(null, new TrustManager[] {trust}, null);
        var socket = (SSLSocket) context.getSocketFactory().createSocket(raw, name, raw.getPort(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setProtocols(new String[] {"TLSv1.3"});
        parameters.setApplicationProtocols(new String[] {PROTOCOL});
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        // An address is no server name (RFC 6066 §3).
        parameters.setServerNames(isAddress(name) ? List.of() : List.of(new SNIHostName(name)));
        socket.setSSLParameters(parameters);
        return socket;
    }

    private static boolean isAddress(String name) {
        return name.indexOf(':') >= 0 || AddressFamily.isIpv4(name);
    }

    private void shakeHands() throws ClientException, IOException {
        try {
            socket.startHandshake();
        } catch (IOException failure) {
            if (deadline.hasPassed()) {
                throw new ClientException(Trouble.TLS, "TLS with " + server + " took too long", failure);
            }
            var why = refusal(failure);
            if (why.isPresent()) {
                throw new ClientException(
                        Trouble.CERTIFICATE, "the certificate of " + server + " is refused: " + why.get(), failure);
            }
            throw failure;
        }
        if (!PROTOCOL.equals(socket.getApplicationProtocol())) {
            throw new ClientException(
                    Trouble.NO_NTS,
                    server + " speaks TLS 1.3, but not NTS key exchange: it did not choose " + PROTOCOL);
        }
    }

    /** The server's certificates as it sent them, its own first. */
    public List<X509Certificate> certificates() {
        try {
            return Stream.of(socket.getSession().getPeerCertificates())
                    .map(X509Certificate.class::cast)
                    .toList();
        } catch (IOException impossible) {
            throw new AssertionError("the handshake has shown certificates", impossible);
        }
    }

    /** When the server's certificates are valid. */
    public CertificateWindow window() {
        return trust.window().orElseThrow();
    }

    /**
     * Asks for keys, once.
     *
     * @param offered algorithms in order of preference
     * @throws ClientException if the connection breaks first
     */
    public KeyExchangeAnswer exchange(List<AeadAlgorithm> offered) throws ClientException {
        return exchange(KeyExchangeRequest.message(offered), new KeyExchangeReader(offered));
    }

    /**
     * Asks for anything, once.
     *
     * @param request a whole message
     * @param reader  of the answer
     * @throws ClientException if the connection breaks first
     */
    public KeyExchangeAnswer exchange(byte[] request, KeyExchangeReader reader) throws ClientException {
        try {
            socket.getOutputStream().write(request);
            return read(reader);
        } catch (IOException failure) {
            var why = deadline.hasPassed() ? "it took too long" : told(failure);
            throw new ClientException(Trouble.REFUSED, "no keys from " + server + ": " + why, failure);
        }
    }

    private KeyExchangeAnswer read(KeyExchangeReader reader) throws IOException {
        byte[] octets = new byte[READ_OCTETS];
        var in = socket.getInputStream();
        Optional<KeyExchangeAnswer> answer = Optional.empty();
        while (answer.isEmpty()) {
            int count = in.read(octets);
            if (count < 0) {
                return reader.inputEnded();
            }
            answer = reader.receive(ByteBuffer.wrap(octets, 0, count));
        }
        return answer.get();
    }

    /**
     * What was agreed, with the keys of this session.
     *
     * @throws ClientException if the session does not give them
     */
    public AgreedKeys keys(KeyExchangeAnswer.Agreed agreed) throws ClientException {
        var algorithm = agreed.algorithm();
        boolean isClear = algorithm != AeadAlgorithm.AES_128_GCM_SIV || agreed.exportsByTheBook();
        var host = agreed.ntpServer().orElseGet(() -> socket.getInetAddress().getHostAddress());
        try {
            var byTheBook = KeyExport.BY_THE_BOOK.keys(this::export, algorithm);
            // A server that does not say how is likelier an older chrony than another.
            return new AgreedKeys(
                    new NtpServer(host, agreed.ntpPort().orElse(NtpServer.NTP_PORT)),
                    isClear ? byTheBook : KeyExport.AS_AEAD_15.keys(this::export, algorithm),
                    isClear ? Optional.empty() : Optional.of(byTheBook),
                    window(),
                    agreed.cookies());
        } catch (KeyExportException failure) {
            throw new ClientException(Trouble.TLS, "TLS with " + server + " exports no keys", failure);
        }
    }

    private byte[] export(String label, byte[] context, int octets) throws KeyExportException {
        try {
            return ((ExtendedSSLSession) socket.getSession()).exportKeyingMaterialData(label, context, octets);
        } catch (IOException failure) {
            throw new KeyExportException("exporting " + octets + " octets for " + label, failure);
        }
    }

    /** Closes with close_notify. */
    @Override
    public void close() {
        deadline.close();
        quietlyClose(socket);
    }

    private static void quietlyClose(Socket socket) {
        try {
            socket.close();
        } catch (IOException alreadyBroken) {
            // What was wanted of it was had, or its failure has been told.
        }
    }

    /** What the platform has against a certificate, in words; empty when that was not the trouble. */
    private static Optional<String> refusal(IOException failure) {
        var causes = causes(failure).toList();
        if (causes.stream().anyMatch(CertPathBuilderException.class::isInstance)) {
            return Optional.of("none of the authorities that are trusted vouches for it");
        }
        return causes.stream()
                .filter(cause -> cause instanceof CertificateException || cause instanceof CertPathValidatorException)
                .reduce((_, deeper) -> deeper)
                .map(cause -> switch (cause) {
                    case CertificateExpiredException expired -> "it has expired, " + told(expired);
                    case CertificateNotYetValidException early -> "it is not valid yet, " + told(early);
                    default -> told(cause);
                });
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause);
    }

    static String told(Throwable failure) {
        return Objects.requireNonNullElse(
                failure.getMessage(), failure.getClass().getSimpleName());
    }
}

package org.timeball.server.discovery.net;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.timeball.server.certificates.NameConstraints;
import org.timeball.server.certificates.OwnCertificateAuthority;
import org.timeball.server.certificates.ServerNames;
import org.timeball.server.client.NtpServer;
import org.timeball.server.client.net.TrustedAuthorities;
import org.timeball.server.protocol.Decoded;
import org.timeball.server.protocol.NtsRecord;
import org.timeball.server.protocol.Opaque;

/**
 * A key exchange server on loopback that gives the servers of a pool, the first that is not denied; by the JDK's TLS,
 * with cookies that nobody honours.
 */
final class StubBalancer implements AutoCloseable {

    private static final char[] NO_PASSWORD = {};

    private final List<String> pool;
    private final OwnCertificateAuthority authority;
    private final SSLServerSocket listener;
    private final List<List<String>> denials = new CopyOnWriteArrayList<>();

    /**
     * Listens.
     *
     * @param certified the name in its certificate
     * @param pool      names that it gives, the first again when all are denied; empty for a server that names none
     */
    StubBalancer(String certified, List<String> pool) throws Exception {
        this.pool = pool;
        authority = OwnCertificateAuthority.create("tests", NameConstraints.NONE, Instant.now());
        var identity = authority.issue(new ServerNames(List.of(certified), List.of()), Instant.now());
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, NO_PASSWORD);
        store.setKeyEntry("it", identity.key(), NO_PASSWORD, identity.chain().toArray(X509Certificate[]::new));
        var keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(store, NO_PASSWORD);
        var context = SSLContext.getInstance("TLSv1.3");
        context.init(keys.getKeyManagers(), null, null);
        listener = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 10, InetAddress.getLoopbackAddress());
        var parameters = listener.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {"ntske/1"});
        listener.setSSLParameters(parameters);
        Thread.ofVirtual().start(this::serve);
    }

    NtpServer at(String host) {
        return new NtpServer(host, listener.getLocalPort());
    }

    TrustedAuthorities trusted() {
        return TrustedAuthorities.of(List.of(authority.certificate()));
    }

    /** Whom each request denied, in the order in which they came. */
    List<List<String>> denials() {
        return List.copyOf(denials);
    }

    private void serve() {
        while (!listener.isClosed()) {
            try (var socket = (SSLSocket) listener.accept()) {
                var records = read(socket);
                socket.getOutputStream().write(NtsRecord.message(answer(records)));
            } catch (IOException refused) {
                // By the client, or the end.
            }
        }
    }

    private static List<NtsRecord> read(SSLSocket socket) throws IOException {
        byte[] octets = new byte[1_024];
        int length = socket.getInputStream().read(octets);
        var in = ByteBuffer.wrap(octets, 0, Math.max(length, 0));
        var records = new ArrayList<NtsRecord>();
        while (in.hasRemaining() && NtsRecord.decode(in) instanceof Decoded.Ok<NtsRecord>(var record)) {
            records.add(record);
        }
        return records;
    }

    private List<NtsRecord> answer(List<NtsRecord> request) {
        var denied = request.stream()
                .filter(record -> record instanceof NtsRecord.Unknown unknown && unknown.type() == Denial.SERVER_DENY)
                .map(record -> ((NtsRecord.Unknown) record).body().octets())
                .map(body -> new String(body, StandardCharsets.US_ASCII))
                .toList();
        denials.add(denied);
        var answer = new ArrayList<NtsRecord>();
        answer.add(new NtsRecord.NextProtocol(List.of(NtsRecord.NTPV4)));
        request.stream().filter(NtsRecord.Aead.class::isInstance).forEach(answer::add);
        answer.add(new NtsRecord.NewCookie(new Opaque(new byte[100])));
        pool.stream()
                .filter(name -> !denied.contains(name))
                .findFirst()
                .or(() -> pool.stream().findFirst())
                .ifPresent(name -> answer.add(new NtsRecord.Server(name)));
        answer.add(new NtsRecord.EndOfMessage());
        return answer;
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}

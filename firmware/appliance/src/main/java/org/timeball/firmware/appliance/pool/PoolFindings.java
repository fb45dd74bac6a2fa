package org.timeball.firmware.appliance.pool;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.timeball.firmware.appliance.daemon.Identities;
import org.timeball.server.control.Status;
import org.timeball.server.keyexchange.ServerCertificate;
import org.timeball.server.state.TimeballConfig.KeyExchangeServer;

/**
 * What {@code pool check} found, point by point, in the order in which a beginner meets them. What goes over the network is
 * over in some seconds, whoever is silent.
 */
final class PoolFindings {

    /** Where a pool asks unless it is told otherwise. */
    private static final int PORT = 4460;

    private static final int PATIENCE_MILLIS = 3_000;

    /** With more addresses than these a name is somebody else's. */
    private static final int MOST_ADDRESSES = 4;

    /** Pools want a week, and a certificate that is not renewed by then was forgotten. */
    private static final Duration LEAST_LIFE = Duration.ofDays(7);

    private final SSLSocketFactory world;
    private final Instant now;

    private final List<String> lines = new ArrayList<>();
    private boolean isGood = true;

    /**
     * Nothing found yet.
     *
     * @param world trusts whom everybody trusts
     * @param now   by which the dates of certificates are judged
     */
    PoolFindings(SSLSocketFactory world, Instant now) {
        this.world = world;
        this.now = now;
    }

    void good(String sentence) {
        lines.add("good: " + sentence);
    }

    void mend(String sentence, String remedy) {
        isGood = false;
        lines.add("mend: " + sentence + "; " + remedy);
    }

    boolean isGood() {
        return isGood;
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    void tokens(TokenFile.Content content, String pool) {
        if (!content.problem().isEmpty()) {
            mend(content.problem(), "write one token a line");
        }
        if (content.lines().isEmpty()) {
            mend("there is no token", "get one on the pool's page and run: timeball pool add " + pool);
        } else {
            good(content.lines().size() + (content.lines().size() == 1 ? " token lets" : " tokens let")
                    + " the pool in");
        }
    }

    /** The port on which keys are handed out to the world. */
    int port(List<KeyExchangeServer> servers) {
        var open = servers.stream()
                .map(KeyExchangeServer::listen)
                .filter(listen -> !listen.getAddress().isLoopbackAddress())
                .toList();
        if (open.isEmpty()) {
            mend("keys are handed out on this machine alone", "write listen = \"[::]:4460\" under [[nts-ke-server]]");
        } else if (open.stream().noneMatch(listen -> listen.getPort() == PORT)) {
            mend(
                    "keys are handed out on port " + open.getFirst().getPort(),
                    "tell the pool that port, or listen on " + PORT);
        } else {
            good("keys are handed out on port " + PORT);
        }
        return open.stream()
                .mapToInt(InetSocketAddress::getPort)
                .filter(port -> port == PORT)
                .findFirst()
                .orElse(open.isEmpty() ? PORT : open.getFirst().getPort());
    }

    void certificates(String host, Identities identities) {
        if (host.isEmpty()) {
            mend("the configuration does not say under which name the pool knows us", "write host = under [[pool]]");
            return;
        }
        boolean isNamed = identities.ofKeyExchange().stream()
                .flatMap(files -> files.served().identities().stream())
                .map(identity -> new ServerCertificate(identity.chain(), identity.key()).names())
                .anyMatch(names -> ServerCertificate.matches(names, host));
        if (isNamed) {
            good("a certificate is for " + host);
        } else {
            mend("no certificate is for " + host, "get one for that name, or register another name at the pool");
        }
    }

    /** Whether whoever trusts what this machine trusts is served under that name. */
    void reached(String host, int port) {
        try {
            var addresses = InetAddress.getAllByName(host);
            good(host + " is "
                    + Arrays.stream(addresses).map(InetAddress::getHostAddress).collect(Collectors.joining(", ")));
            Arrays.stream(addresses).limit(MOST_ADDRESSES).forEach(address -> shakeHands(host, address, port));
        } catch (UnknownHostException unknown) {
            mend("no address is known for " + host, "have its A and AAAA records made");
        }
    }

    private void shakeHands(String host, InetAddress address, int port) {
        try (var raw = new Socket()) {
            raw.connect(new InetSocketAddress(address, port), PATIENCE_MILLIS);
            raw.setSoTimeout(PATIENCE_MILLIS);
            try (var socket = (SSLSocket) world.createSocket(raw, host, port, true)) {
                var parameters = socket.getSSLParameters();
                parameters.setProtocols(new String[] {"TLSv1.3"});
                parameters.setApplicationProtocols(new String[] {"ntske/1"});
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                socket.setSSLParameters(parameters);
                socket.startHandshake();
                good(address.getHostAddress() + " shakes hands as " + host + ", by a certificate that is trusted here");
                life((X509Certificate) socket.getSession().getPeerCertificates()[0]);
            }
        } catch (IOException failure) {
            mend(
                    "%s port %d does not shake hands as %s: %s"
                            .formatted(address.getHostAddress(), port, host, failure.getMessage()),
                    "open TCP port " + port
                            + " and UDP port 123 to the world, and use a certificate that everybody trusts");
        }
    }

    private void life(X509Certificate certificate) {
        var end = certificate.getNotAfter().toInstant();
        if (Duration.between(now, end).compareTo(LEAST_LIFE) < 0) {
            mend("the certificate ends " + end, "renew it a week before that at the latest");
        } else {
            good("the certificate lasts until " + end);
        }
    }

    void clock(Status status) {
        if (status.state().isSynchronised()) {
            good("the daemon runs and vouches for its time: " + status.state().words());
        } else {
            mend("the daemon vouches for no time: " + status.reason(), "wait until it does: timeball waitsync");
        }
    }
}

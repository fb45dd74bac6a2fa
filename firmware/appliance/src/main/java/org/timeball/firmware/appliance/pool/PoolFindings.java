package org.timeball.firmware.appliance.pool;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
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

/** What {@code pool check} found, point by point, in the order in which a beginner meets them. */
final class PoolFindings {

    /** Where a pool asks unless it is told otherwise. */
    private static final int PORT = 4460;

    private static final int PATIENCE_MILLIS = 5_000;

    private final List<String> lines = new ArrayList<>();
    private boolean isGood = true;

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

    void addresses(List<KeyExchangeServer> servers) {
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
    void reached(String host) {
        try {
            var addresses = InetAddress.getAllByName(host);
            good(host + " is "
                    + Arrays.stream(addresses).map(InetAddress::getHostAddress).collect(Collectors.joining(", ")));
            for (var address : addresses) {
                shakeHands(host, address);
            }
        } catch (UnknownHostException unknown) {
            mend("no address is known for " + host, "have its A and AAAA records made");
        }
    }

    private void shakeHands(String host, InetAddress address) {
        try (var raw = new Socket()) {
            raw.connect(new InetSocketAddress(address, PORT), PATIENCE_MILLIS);
            raw.setSoTimeout(PATIENCE_MILLIS);
            try (var socket = (SSLSocket)
                    ((SSLSocketFactory) SSLSocketFactory.getDefault()).createSocket(raw, host, PORT, true)) {
                var parameters = socket.getSSLParameters();
                parameters.setProtocols(new String[] {"TLSv1.3"});
                parameters.setApplicationProtocols(new String[] {"ntske/1"});
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                socket.setSSLParameters(parameters);
                socket.startHandshake();
                good(address.getHostAddress() + " shakes hands as " + host + ", by a certificate that is trusted here");
            }
        } catch (IOException failure) {
            mend(
                    "%s port %d does not shake hands as %s: %s"
                            .formatted(address.getHostAddress(), PORT, host, failure.getMessage()),
                    "open TCP port 4460 and UDP port 123 to the world, and use a certificate that everybody trusts");
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

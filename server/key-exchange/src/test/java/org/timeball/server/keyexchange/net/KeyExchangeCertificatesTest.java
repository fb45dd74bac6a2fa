package org.timeball.server.keyexchange.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.timeball.server.keyexchange.net.tls.TestCertificates;

/** Several certificates on one listener, and others in their place while clients come. */
class KeyExchangeCertificatesTest {

    private static final int EXCHANGES = 300;
    private static final int CLIENTS = 3;

    @Test
    void showsTheCertificateOfTheNameAskedFor() throws Exception {
        var first = TestCertificates.issued("localhost");
        var second = TestCertificates.issuedFor("RSA", "time.example", "localhost");
        try (var server = new TestServer(TestServer.PATIENT, List.of(first, second));
                var one = TestClient.connect(server, "localhost");
                var other = TestClient.connect(server, "time.example")) {
            assertEquals(first.chain().getFirst(), one.serverCertificate());
            assertEquals(second.chain().getFirst(), other.serverCertificate());
        }
    }

    /** K15: an unknown name is shown the first certificate, and when that is not to its liking, the name is the reason. */
    @Test
    void countsAWrongNameAsSuch() throws Exception {
        try (var server = new TestServer(TestServer.PATIENT, List.of(TestCertificates.issued("time.example")))) {
            assertThrows(SSLException.class, () -> TestClient.connect(server, "elsewhere.example"));
            assertEquals(Map.of("unknown server name", 1L), server.failuresAfterClosing());
        }
    }

    /** An authority the client does not know is no fault of the name's. */
    @Test
    void countsWhatTheClientFoundWrongByItsAlert() throws Exception {
        try (var server = new TestServer(TestServer.PATIENT)) {
            assertThrows(SSLException.class, () -> TestClient.connectTrustingNobody(server));
            assertEquals(Map.of("TLS alert of the client: certificate_unknown", 1L), server.failuresAfterClosing());
        }
    }

    @Test
    void showsTheNewCertificateFromTheSwapOn() throws Exception {
        try (var server = new TestServer(TestServer.PATIENT);
                var early = TestClient.connect(server)) {
            var renewed = TestCertificates.issued("localhost");
            server.certificates.swap(List.of(renewed));
            try (var late = TestClient.connect(server)) {
                assertNotEquals(renewed.chain().getFirst(), early.serverCertificate());
                assertEquals(renewed.chain().getFirst(), late.serverCertificate());
            }
            early.send(TestClient.REQUEST);
            assertEquals(8, TestClient.cookies(early.readToEnd()).size(), "what stands is not disturbed");
        }
    }

    /** K16: certificates of every kind take each other's place under clients that never stop coming; not one fails. */
    @Test
    @Timeout(120)
    void losesNoClientWhileCertificatesChange() throws Exception {
        var turns = List.of(
                List.of(TestCertificates.issued("localhost")),
                List.of(TestCertificates.issuedFor("RSA", "localhost")),
                List.of(TestCertificates.issuedFor("Ed25519", "localhost"), TestCertificates.issued("localhost")),
                List.of(TestCertificates.issuedFor("P-384", "localhost")));
        try (var server = new TestServer(TestServer.PATIENT, turns.getFirst());
                var clients = Executors.newFixedThreadPool(CLIENTS)) {
            Callable<Integer> exchange = () -> TestClient.exchange(server).size();
            var exchanges = new ArrayList<Future<Integer>>();
            for (int i = 0; i < EXCHANGES; i++) {
                exchanges.add(clients.submit(exchange));
            }
            for (int i = 0; i < EXCHANGES; i++) {
                server.certificates.swap(turns.get(i % turns.size()));
                assertEquals(8, exchanges.get(i).get(), "exchange " + i);
            }
            assertEquals(EXCHANGES, server.stats().completed());
            assertEquals(Map.of(), server.failuresAfterClosing());
        }
    }
}

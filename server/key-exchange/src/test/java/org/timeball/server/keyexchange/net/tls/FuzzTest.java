package org.timeball.server.keyexchange.net.tls;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** The fuzz target on seeded random input, for as long as a build can wait; {@code ./timeball fuzz} goes on. */
class FuzzTest {

    @Test
    void noStrangerBreaksTheHandshake() {
        var random = new Random(8446);
        for (int i = 0; i < 3_000; i++) {
            byte[] input = new byte[2 + random.nextInt(i % 2 == 0 ? 300 : 20)];
            random.nextBytes(input);
            TlsConnectionFuzz.fuzzerTestOneInput(input);
        }
    }

    /** The edits are worth something: without one the server answers, and with the least it does not always. */
    @Test
    void theHelloItEditsIsAGoodOne() {
        var certificates = new ServedCertificates(java.util.List.of(TestCertificates.issued("localhost")));
        var connection = certificates.open();

        var failure = connection.receive(TlsConnectionFuzz.wire(new byte[0]));

        assertTrue(failure.isEmpty(), failure::toString);
        assertTrue(connection.takeOutput().length > 500, "server hello, certificate and so on");
    }
}

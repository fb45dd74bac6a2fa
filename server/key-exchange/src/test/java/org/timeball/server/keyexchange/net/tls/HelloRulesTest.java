package org.timeball.server.keyexchange.net.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.timeball.server.keyexchange.Failure;

/**
 * What BCP 195 wants refused, written into a client's hello octet by octet, since no client of today would say it.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9325">RFC 9325, of BCP 195</a>
 */
class HelloRulesTest {

    private static final int RECORD_OCTETS = 5;
    private static final int RANDOM_AT = RECORD_OCTETS + 4 + 2;

    private static final ServedCertificates SERVED =
            new ServedCertificates(List.of(TestCertificates.issued("localhost")));

    /** Where the list of cipher suites begins, its length first. */
    private static int suitesAt(byte[] hello) {
        int sessionIdAt = RANDOM_AT + 32;
        return sessionIdAt + 1 + hello[sessionIdAt];
    }

    /** The hello with a stretch of it replaced, and its two lengths made true. */
    private static byte[] replaced(byte[] hello, int from, int to, byte[] by) {
        byte[] changed = ByteBuffer.allocate(hello.length - (to - from) + by.length)
                .put(hello, 0, from)
                .put(by)
                .put(hello, to, hello.length - to)
                .array();
        ByteBuffer.wrap(changed)
                .putShort(3, (short) (changed.length - RECORD_OCTETS))
                .putShort(7, (short) (changed.length - RECORD_OCTETS - 4));
        return changed;
    }

    record Suites(String name, byte[] octets) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** Suites of which some are no good at all and none is one of TLS 1.3. */
    static final List<Suites> SUITES = List.of(
            new Suites("NULL, RC4, export", new byte[] {0, 6, 0, 2, 0, 5, 0, 3}),
            new Suites("key transport by RSA", new byte[] {0, 4, 0, 0x2f, 0, (byte) 0x9c}),
            new Suites("what TLS 1.2 likes best", new byte[] {0, 4, (byte) 0xc0, 0x2f, (byte) 0xc0, 0x2b}));

    @ParameterizedTest
    @FieldSource("SUITES")
    void speaksNoSuiteButThoseOfTls13(Suites row) throws Exception {
        byte[] hello = new EngineClient().flight();
        int at = suitesAt(hello);
        int to = at + 2 + ByteBuffer.wrap(hello).getShort(at);
        var server = SERVED.open();

        Optional<Failure> failure = server.receive(replaced(hello, at, to, row.octets));

        assertTrue(failure.isPresent());
        assertFalse(server.isSecured());
    }

    /** Compression gives away what is compressed: who offers it gets none. */
    @Test
    void compressesNothing() throws Exception {
        byte[] hello = new EngineClient().flight();
        int suites = suitesAt(hello);
        int at = suites + 2 + ByteBuffer.wrap(hello).getShort(suites);
        assertEquals(1, hello[at], "one method, and that is none");
        var server = SERVED.open();

        assertEquals(Optional.empty(), server.receive(replaced(hello, at, at + 2, new byte[] {2, 1, 0})));

        byte[] serverHello = server.takeOutput();
        assertEquals(2, serverHello[RECORD_OCTETS], "a server's hello");
        assertEquals(0, serverHello[suitesAt(serverHello) + 2], "its compression method, behind the suite");
    }

    /** The tool does nothing by itself: what it puts together again is a hello that is taken. */
    @Test
    void theHelloItChangesIsAGoodOne() throws Exception {
        var client = new EngineClient();
        byte[] hello = client.flight();
        int at = suitesAt(hello);
        int to = at + 2 + ByteBuffer.wrap(hello).getShort(at);
        var server = SERVED.open();

        var failure = server.receive(replaced(hello, at, to, Arrays.copyOfRange(hello, at, to)));

        assertEquals(Optional.empty(), failure);
        client.take(server.takeOutput());
        assertEquals(Optional.empty(), server.receive(client.flight()));
        assertTrue(server.isSecured());
    }
}

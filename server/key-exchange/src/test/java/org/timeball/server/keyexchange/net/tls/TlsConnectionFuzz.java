package org.timeball.server.keyexchange.net.tls;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.timeball.server.keyexchange.Failure;

/**
 * Fuzz target: what a stranger may write to the key exchange's port before it has shaken hands. No octets make the
 * server throw, none bring about a secured connection, and none are answered by more than a flight of our own; after a
 * failure there is one alert to send and nothing else.
 *
 * <p>Run by {@code ./timeball fuzz} under Jazzer, which looks for this method by its name, and by {@link FuzzTest}.
 */
public final class TlsConnectionFuzz {

    private static final ServedCertificates CERTIFICATES =
            new ServedCertificates(List.of(TestCertificates.issued("localhost")));

    /** A ClientHello as OpenSSL 3.0 sends it, but for key share and random: RFC 8446 section 4.1.2. */
    private static final byte[] HELLO = HexFormat.of()
            .parseHex("0303" + "11".repeat(32) + "20" + "22".repeat(32) + "0006130213031301" + "0100" + "0087"
                    + "0000000e000c0000096c6f63616c686f7374"
                    + "0010000a0008076e74736b652f31"
                    + "000a000c000a001d00170018001e0019"
                    + "000d00140012040308070808040805080608040805080604"
                    + "002b0003020304"
                    + "002d00020101"
                    + "003300260024001d0020" + "09".repeat(32)
                    + "0015000400000000");

    /** Server hello, certificate and what belongs to them: about 900 octets with one small certificate. */
    private static final int LONGEST_FLIGHT_OCTETS = 4_096;

    private TlsConnectionFuzz() {}

    /** @param input an octet that says how, then octets for the wire or edits of a ClientHello */
    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length < 2) {
            return;
        }
        byte[] rest = Arrays.copyOfRange(input, 1, input.length);
        byte[] wire = (input[0] & 1) == 0 ? rest : wire(rest);
        int pieceOctets = (input[0] & 2) == 0 ? wire.length : 1 + (input[0] >> 2 & 0x3f);
        check(wire, pieceOctets);
    }

    /** A record with the ClientHello, edited. */
    static byte[] wire(byte[] edits) {
        return record(handshake(edited(edits)));
    }

    /** Three octets an edit: place, length kept, replaced or cut, and value. */
    private static byte[] edited(byte[] edits) {
        byte[] hello = HELLO.clone();
        for (int i = 0; i + 2 < edits.length; i += 3) {
            int at = edits[i] & 0xff;
            switch (edits[i + 1] & 3) {
                case 0 -> hello[at % hello.length] = edits[i + 2];
                case 1 -> hello[at % hello.length] ^= (byte) (1 << (edits[i + 2] & 7));
                case 2 -> hello = Arrays.copyOf(hello, Math.max(1, hello.length - (edits[i + 2] & 0x1f)));
                default -> hello = Arrays.copyOf(hello, Math.min(8_192, hello.length + (edits[i + 2] & 0xff)));
            }
        }
        return hello;
    }

    private static byte[] handshake(byte[] body) {
        return ByteBuffer.allocate(4 + body.length)
                .putInt(1 << 24 | body.length)
                .put(body)
                .array();
    }

    private static byte[] record(byte[] fragment) {
        return ByteBuffer.allocate(5 + fragment.length)
                .put((byte) 22)
                .putShort((short) 0x0301)
                .putShort((short) fragment.length)
                .put(fragment)
                .array();
    }

    private static void check(byte[] wire, int pieceOctets) {
        var connection = CERTIFICATES.open();
        int sent = 0;
        for (int at = 0; at < wire.length; at += pieceOctets) {
            var failure = connection.receive(Arrays.copyOfRange(wire, at, Math.min(wire.length, at + pieceOctets)));
            byte[] output = connection.takeOutput();
            sent += output.length;
            must(!connection.isSecured(), "nobody without keys is secured");
            must(connection.takeInput().length == 0, "and nothing is taken for a request");
            must(sent <= LONGEST_FLIGHT_OCTETS, "no more than one flight is sent");
            if (failure.isPresent()) {
                checkAlert(failure.get(), output);
                return;
            }
        }
    }

    private static void checkAlert(Failure failure, byte[] output) {
        must(!failure.words().isBlank(), "a failure has words");
        must(!failure.words().equals("internal error"), "and is the client's, not ours");
        must(output.length == 0 || output.length >= 7, "an alert is whole");
    }

    private static void must(boolean isSo, String claim) {
        if (!isSo) {
            throw new AssertionError(claim);
        }
    }
}

package org.timeball.server.client;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.timeball.refclock.time.NtpTimestamp;
import org.timeball.refclock.time.RefId;
import org.timeball.server.client.nts.ProtectedRequest;
import org.timeball.server.protocol.NtpHeader;
import org.timeball.server.protocol.Opaque;

/**
 * Makes requests that say nothing about the client but what the server needs: no clock, no leap, no poll. Where others
 * send their time there is a random number, which nobody can repeat who did not see the request.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5905#section-14">RFC 5905 §14</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9769#section-2">RFC 9769 §2: origin is the server's last receive stamp</a>
 */
final class Requests {

    private static final int VERSION = 4;
    private static final Opaque NO_IDENTIFIER = new Opaque(new byte[0]);

    private final RandomOctets random;

    Requests(RandomOctets random) {
        this.random = random;
    }

    Volley plainVolley(boolean isInterleaved) {
        return new Volley(nonzero(), isInterleaved ? nonzero() : 0, NO_IDENTIFIER, 0, 0, false);
    }

    /** One that spends the oldest cookie, and asks for as many as are missing. */
    Volley protectedVolley(boolean isInterleaved, KeyStock stock) {
        var algorithm = stock.agreed().keys().algorithm();
        int placeholders = ProtectedRequest.placeholdersThatFit(
                stock.placeholders(), stock.cookies().getFirst(), algorithm);
        var identifier = new Opaque(octets(ProtectedRequest.IDENTIFIER_OCTETS));
        return new Volley(nonzero(), isInterleaved ? nonzero() : 0, identifier, placeholders, 0, false);
    }

    static byte[] plain(Volley volley, Optional<LastExchange> last) {
        byte[] packet = new byte[NtpHeader.OCTETS];
        header(volley, last).encode(ByteBuffer.wrap(packet));
        return packet;
    }

    byte[] sealed(Volley volley, Optional<LastExchange> last, KeyStock stock) {
        var keys = stock.agreed().keys();
        byte[] nonce = octets(keys.algorithm().nonceOctets());
        return ProtectedRequest.seal(
                header(volley, last),
                volley.uniqueIdentifier(),
                stock.cookies().getFirst(),
                volley.placeholders(),
                keys,
                nonce);
    }

    private static NtpHeader header(Volley volley, Optional<LastExchange> last) {
        return new NtpHeader(
                0,
                VERSION,
                NtpHeader.MODE_CLIENT,
                0,
                0,
                0,
                0,
                0,
                RefId.NONE,
                NtpTimestamp.UNKNOWN,
                new NtpTimestamp(last.map(LastExchange::receiveBits).orElse(0L)),
                new NtpTimestamp(volley.receiveBits()),
                new NtpTimestamp(volley.transmitBits()));
    }

    private byte[] octets(int count) {
        byte[] octets = new byte[count];
        random.fill(octets);
        return octets;
    }

    private long nonzero() {
        long bits;
        do {
            bits = ByteBuffer.wrap(octets(Long.BYTES)).getLong();
        } while (bits == 0);
        return bits;
    }
}

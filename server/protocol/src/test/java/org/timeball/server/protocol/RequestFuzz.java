package org.timeball.server.protocol;

import static org.timeball.server.protocol.NtsTestClient.counting;

import java.lang.foreign.MemorySegment;
import java.security.SecureRandom;
import java.util.Arrays;
import org.timeball.server.protocol.NtsServerExchange.Verdict;

/**
 * Fuzz target: a whole packet as it comes from the wire, by somebody who holds one good cookie but not its keys.
 *
 * <p>Whatever it is: no exception; what was found lies inside the packet; nothing is authentic; the header comes back from
 * its own bytes.
 *
 * <p>Run by {@code ./timeball fuzz} under Jazzer, which looks for this method by its name, and by {@link FuzzTest}.
 */
public final class RequestFuzz {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final CookieJar JAR = new CookieJar(CookieKeyRing.create(RANDOM, 0), RANDOM);
    private static final NtsServerExchange EXCHANGE = new NtsServerExchange(JAR, RANDOM);
    private static final byte[] COOKIE = JAR.seal(
                    new SessionKeys(AeadAlgorithm.AES_128_GCM_SIV, counting(0, 16), counting(16, 16)), 1)
            .getFirst();

    private RequestFuzz() {}

    /** @param input the packet; where a field says that it is a cookie and has the room, ours is put into it */
    public static void fuzzerTestOneInput(byte[] input) {
        byte[] packet = input.clone();
        var segment = MemorySegment.ofArray(packet);
        if (NtpHeader.decode(segment) instanceof Decoded.Ok<NtpHeader>(var header)) {
            header.encode(segment);
            must(Arrays.equals(input, packet), "a header comes back from its own bytes");
        }
        if (packet.length < NtpHeader.OCTETS) {
            return;
        }
        var fields = new RequestFields();
        if (fields.read(segment, 0, packet.length) == RequestFields.Shape.PROTECTED) {
            must(fields.cookieAt() + fields.cookieOctets() <= packet.length, "a cookie lies in its packet");
            must(
                    fields.authenticatorAt() + fields.authenticatorOctets() <= packet.length,
                    "an authenticator lies in its packet");
            if (fields.cookieOctets() == ExtensionField.HEADER_OCTETS + COOKIE.length) {
                System.arraycopy(COOKIE, 0, packet, fields.cookieAt() + ExtensionField.HEADER_OCTETS, COOKIE.length);
            }
            must(EXCHANGE.open(segment, 0, fields) != Verdict.AUTHENTIC, "without the keys nothing is authentic");
        }
        must(
                fields.uniqueIdentifierAt() + fields.uniqueIdentifierOctets() <= packet.length,
                "an identifier lies in its packet");
    }

    static void must(boolean isSo, String claim) {
        if (!isSo) {
            throw new AssertionError(claim);
        }
    }
}

package org.timeball.server.client;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.timeball.server.protocol.NtpHeader;

/**
 * Fuzz target: what comes to a client that waits for an answer, by somebody who sees its request.
 *
 * <p>Whatever comes: no exception; under NTS no time, and no change but for a NAK, which the identifier proves to be by
 * somebody on the path; without NTS a time only with the origin of the request, finite, with a bound that is not negative.
 *
 * <p>Run by {@code ./timeball fuzz} under Jazzer, which looks for this method by its name, and by {@link FuzzTest}.
 */
public final class AssociationFuzz {

    private static final int ORIGIN = 24;
    private static final long NOW = 1_000_000_000L;

    private AssociationFuzz() {}

    static byte[] seed() {
        return HexFormat.of()
                .parseHex("01" + "240106ec0000000000000010505053000000000000000000" + "00".repeat(8)
                        + "eed6b2d000000000" + "eed6b2d000000001");
    }

    /** @param input lowest bit: whether the request's origin is put in; next: NTS; then the packet */
    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length == 0) {
            return;
        }
        boolean isProtected = (input[0] & 2) != 0;
        var association =
                new Association(isProtected ? VirtualWorld.nts() : VirtualWorld.plain(), new Random(1)::nextBytes, NOW);
        byte[] request = request(association);
        byte[] packet = Arrays.copyOfRange(input, 1, input.length);
        if ((input[0] & 1) != 0 && packet.length >= NtpHeader.OCTETS) {
            ByteBuffer.wrap(packet).putLong(ORIGIN, ByteBuffer.wrap(request).getLong(NtpHeader.OCTETS - 8));
        }
        var before = association.state();
        var heard = association.received(packet, VirtualWorld.START_NANOS + 1_000_000, NOW);
        switch (heard) {
            case Heard.Ignored _ -> must(before == association.state(), "what is ignored changes nothing");
            case Heard.Useless _ -> must(!isProtected && before == association.state(), "nor does nonsense");
            case Heard.Kiss(var code) -> must(!isProtected || code == KissCode.NTSN, "a kiss is proven");
            case Heard.Time(var measurement) -> {
                must(!isProtected, "nobody without keys tells the time");
                must(Double.isFinite(measurement.offsetSeconds()), "an offset is a number");
                must(measurement.boundSeconds() >= 0, "a bound is not negative");
            }
        }
    }

    private static byte[] request(Association association) {
        while (true) {
            switch (association.next(NOW)) {
                case Step.ExchangeKeys(var offered) ->
                    association.keysAgreed(new VirtualServer(VirtualWorld.START_NANOS).exchangeKeys(offered));
                case Step.Ask ask -> {
                    association.sent(VirtualWorld.START_NANOS);
                    return ask.request();
                }
                case Step.Rest _, Step.Stop _ -> throw new AssertionError("it is time to ask");
            }
        }
    }

    private static void must(boolean isSo, String law) {
        if (!isSo) {
            throw new AssertionError(law);
        }
    }
}

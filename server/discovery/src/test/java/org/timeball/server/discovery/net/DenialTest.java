package org.timeball.server.discovery.net;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.timeball.server.client.nts.KeyExchangeRequest;
import org.timeball.server.protocol.AeadAlgorithm;

/** Records 13 to the octet. */
class DenialTest {

    private static final List<AeadAlgorithm> OFFERED = List.of(AeadAlgorithm.AES_SIV_CMAC_256);

    /**
     * Protocol 0, AEAD 15, the record for {@code a.test} as draft-ietf-ntp-nts-keyexchange-pool numbers it, the end.
     */
    @Test
    void writesANameExactlyAsItWasGiven() {
        assertEquals(
                "800100020000" + "80040002000f" + "000d0006612e74657374" + "000d000742" + "2e746573742e" + "80000000",
                HexFormat.of().formatHex(Denial.message(OFFERED, List.of("a.test", "B.test."))));
    }

    @Test
    void saysNothingMoreWhereNobodyIsDenied() {
        assertArrayEquals(KeyExchangeRequest.message(OFFERED), Denial.message(OFFERED, List.of()));
    }

    @Test
    void staysWithinWhatEveryServerTakes() {
        var names = IntStream.range(0, 100)
                .mapToObj("server-%d.pool.test"::formatted)
                .toList();
        var message = Denial.message(OFFERED, names);

        assertTrue(message.length <= 1_024 && message.length > 1_000, message.length + " octets");
        var text = new String(message, java.nio.charset.StandardCharsets.ISO_8859_1);
        assertTrue(text.contains("server-0.pool.test") && !text.contains("server-99.pool.test"));
    }

    @Test
    void goesOnBehindANameThatDoesNotFit() {
        var text = new String(
                Denial.message(OFFERED, List.of("x".repeat(2_000), "b.test")),
                java.nio.charset.StandardCharsets.ISO_8859_1);
        assertTrue(text.contains("b.test") && !text.contains("xxx"));
    }
}

package org.timeball.server.client.nts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.timeball.server.client.nts.KeyExchangeAnswer.Kind;
import org.timeball.server.protocol.AeadAlgorithm;
import org.timeball.server.protocol.Opaque;

/** A server's side of key exchange, record by record (RFC 8915 §4). */
class KeyExchangeReaderTest {

    private static final HexFormat HEX = HexFormat.of();
    private static final List<AeadAlgorithm> OFFERED =
            List.of(AeadAlgorithm.AES_128_GCM_SIV, AeadAlgorithm.AES_SIV_CMAC_256);

    private static final String NTPV4 = "800100020000";
    private static final String AEAD_15 = "80040002000f";
    private static final String COOKIE = "00050004c0c1c2c3";
    private static final String END = "80000000";

    record Good(String name, String hex, KeyExchangeAnswer.Agreed agreed) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Good> GOOD = List.of(
            new Good("the least", NTPV4 + AEAD_15 + COOKIE + END, agreed(15, false, Optional.empty(), 0, 1)),
            new Good("two cookies", NTPV4 + AEAD_15 + COOKIE + COOKIE + END, agreed(15, false, Optional.empty(), 0, 2)),
            new Good(
                    "AEAD not critical",
                    NTPV4 + "00040002000f" + COOKIE + END,
                    agreed(15, false, Optional.empty(), 0, 1)),
            new Good(
                    "server and port, not critical either",
                    NTPV4 + AEAD_15 + "00060006612e74657374" + "0007000210e1" + COOKIE + END,
                    agreed(15, false, Optional.of("a.test"), 4321, 1)),
            new Good(
                    "AEAD 30 by the book",
                    NTPV4 + "80040002001e" + "04000000" + COOKIE + END,
                    agreed(30, true, Optional.empty(), 0, 1)),
            new Good(
                    "AEAD 30 without a word",
                    NTPV4 + "80040002001e" + COOKIE + END,
                    agreed(30, false, Optional.empty(), 0, 1)),
            new Good(
                    "a record that nobody knows",
                    NTPV4 + AEAD_15 + "0008000101" + COOKIE + END,
                    agreed(15, false, Optional.empty(), 0, 1)),
            new Good(
                    "cookies without end or content beside a good one",
                    NTPV4 + AEAD_15 + "00050000" + "00050201" + "aa".repeat(513) + COOKIE + END,
                    agreed(15, false, Optional.empty(), 0, 1)));

    private static KeyExchangeAnswer.Agreed agreed(
            int aead, boolean isByTheBook, Optional<String> server, int port, int cookies) {
        return new KeyExchangeAnswer.Agreed(
                AeadAlgorithm.ofId(aead).orElseThrow(),
                isByTheBook,
                server,
                port == 0 ? OptionalInt.empty() : OptionalInt.of(port),
                java.util.Collections.nCopies(cookies, new Opaque(HEX.parseHex("c0c1c2c3"))));
    }

    @ParameterizedTest
    @FieldSource("GOOD")
    void agreesInPiecesOfAnySize(Good row) {
        byte[] message = HEX.parseHex(row.hex);
        for (int piece = 1; piece <= message.length; piece++) {
            var reader = new KeyExchangeReader(OFFERED);
            Optional<KeyExchangeAnswer> answer = Optional.empty();
            for (int at = 0; at < message.length; at += piece) {
                assertEquals(Optional.empty(), answer, "no answer before the message is whole");
                answer = reader.receive(ByteBuffer.wrap(message, at, Math.min(piece, message.length - at)));
            }
            assertEquals(Optional.of(row.agreed), answer);
        }
    }

    record Bad(String name, String hex, Kind kind) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Bad> BAD = List.of(
            new Bad("error 0", "800200020000" + END, Kind.BAD_REQUEST),
            new Bad("error 1", "800200020001" + END, Kind.BAD_REQUEST),
            new Bad("error 2", "800200020002" + END, Kind.SERVER_FAILED),
            new Bad("error beside keys", NTPV4 + AEAD_15 + COOKIE + "800200020002" + END, Kind.SERVER_FAILED),
            new Bad("an error of a pool", "80020002f001" + END, Kind.SERVER_FAILED),
            new Bad("a warning", NTPV4 + AEAD_15 + COOKIE + "800300020000" + END, Kind.AGAINST_THE_RULES),
            new Bad("no protocol in common", "80010000" + END, Kind.NOTHING_IN_COMMON),
            new Bad("no algorithm in common", NTPV4 + "80040000" + END, Kind.NOTHING_IN_COMMON),
            new Bad("no word of an algorithm", NTPV4 + COOKIE + END, Kind.NOTHING_IN_COMMON),
            new Bad("no word of a protocol", AEAD_15 + COOKIE + END, Kind.AGAINST_THE_RULES),
            new Bad("a protocol not offered", "800100028001" + AEAD_15 + COOKIE + END, Kind.AGAINST_THE_RULES),
            new Bad("two protocols", "8001000400008001" + AEAD_15 + COOKIE + END, Kind.AGAINST_THE_RULES),
            new Bad("an algorithm not offered", NTPV4 + "800400020011" + COOKIE + END, Kind.AGAINST_THE_RULES),
            new Bad("an algorithm of nobody", NTPV4 + "8004000203e7" + COOKIE + END, Kind.AGAINST_THE_RULES),
            new Bad("two algorithms", NTPV4 + "80040004000f001e" + COOKIE + END, Kind.AGAINST_THE_RULES),
            new Bad("protocols twice", NTPV4 + NTPV4 + AEAD_15 + COOKIE + END, Kind.AGAINST_THE_RULES),
            new Bad("algorithms twice", NTPV4 + AEAD_15 + AEAD_15 + COOKIE + END, Kind.AGAINST_THE_RULES),
            new Bad("no cookie", NTPV4 + AEAD_15 + END, Kind.AGAINST_THE_RULES),
            new Bad("an empty cookie alone", NTPV4 + AEAD_15 + "00050000" + END, Kind.AGAINST_THE_RULES),
            new Bad(
                    "two servers",
                    NTPV4 + AEAD_15 + "8006000161" + "8006000162" + COOKIE + END,
                    Kind.AGAINST_THE_RULES),
            new Bad(
                    "a server with a zone",
                    NTPV4 + AEAD_15 + "80060009666538303a3a312561" + COOKIE + END,
                    Kind.AGAINST_THE_RULES),
            new Bad(
                    "two ports",
                    NTPV4 + AEAD_15 + "80070002007b" + "80070002007b" + COOKIE + END,
                    Kind.AGAINST_THE_RULES),
            new Bad("port 0", NTPV4 + AEAD_15 + "800700020000" + COOKIE + END, Kind.AGAINST_THE_RULES),
            new Bad("an unknown critical record", NTPV4 + AEAD_15 + "80080000" + COOKIE + END, Kind.AGAINST_THE_RULES),
            new Bad("an odd list", "8001000100" + AEAD_15 + COOKIE + END, Kind.AGAINST_THE_RULES),
            new Bad("an end that is not critical", NTPV4 + AEAD_15 + COOKIE + "00000000", Kind.AGAINST_THE_RULES),
            new Bad("more behind the end", NTPV4 + AEAD_15 + COOKIE + END + "00", Kind.AGAINST_THE_RULES));

    @ParameterizedTest
    @FieldSource("BAD")
    void refusesWhatIsNoAgreement(Bad row) {
        var answer = new KeyExchangeReader(OFFERED).receive(ByteBuffer.wrap(HEX.parseHex(row.hex)));

        assertEquals(
                row.kind,
                assertInstanceOf(KeyExchangeAnswer.Refused.class, answer.orElseThrow())
                        .kind());
    }

    @Test
    void knowsACutMessage() {
        byte[] message = HEX.parseHex(NTPV4 + AEAD_15 + COOKIE + END);
        for (int octets = 0; octets < message.length; octets++) {
            var reader = new KeyExchangeReader(OFFERED);
            assertEquals(Optional.empty(), reader.receive(ByteBuffer.wrap(message, 0, octets)));
            assertInstanceOf(KeyExchangeAnswer.Refused.class, reader.inputEnded());
        }
    }

    /** RFC 8915 §4: a client should accept 65536 octets. */
    @Test
    void acceptsALongMessageAndRefusesAnEndlessOne() {
        byte[] filler = HEX.parseHex("0f00fffc" + "00".repeat(0xfffc));
        byte[] message = HEX.parseHex(NTPV4 + AEAD_15 + COOKIE + "0f00ff00" + "00".repeat(0xff00) + END);
        var patient = new KeyExchangeReader(OFFERED);

        assertInstanceOf(
                KeyExchangeAnswer.Agreed.class,
                patient.receive(ByteBuffer.wrap(message)).orElseThrow());

        var tired = new KeyExchangeReader(OFFERED);
        assertEquals(Optional.empty(), tired.receive(ByteBuffer.wrap(filler)));
        assertInstanceOf(
                KeyExchangeAnswer.Refused.class,
                tired.receive(ByteBuffer.wrap(filler)).orElseThrow());
    }

    /** Protocol 0; AEADs 30 and 15; record 1024, which goes with 30. */
    @Test
    void theRequestSaysHowKeysAreExported() {
        assertEquals(
                "80010002000080040004001e000f0400000080000000", HEX.formatHex(KeyExchangeRequest.message(OFFERED)));
        assertEquals(
                "80010002000080040002000f80000000",
                HEX.formatHex(KeyExchangeRequest.message(List.of(AeadAlgorithm.AES_SIV_CMAC_256))));
    }
}

package org.timeball.server.keyexchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.timeball.server.keyexchange.ClientHello.Refusal;
import org.timeball.server.protocol.Decoded;

class ClientHelloTest {

    /** legacy_version, random, no session id, one cipher suite, null compression: RFC 8446 section 4.1.2. */
    private static final String HEAD = "0303" + "11".repeat(32) + "00" + "00021301" + "0100";

    private static final String TLS_1_3 = "002b" + "0003" + "02" + "0304";
    private static final String TLS_1_3_AND_1_2 = "002b" + "0005" + "04" + "03040303";
    private static final String TLS_1_2 = "002b" + "0003" + "02" + "0303";
    private static final String NTSKE = "0010" + "000a" + "0008" + "07" + "6e74736b652f31";
    private static final String HTTP_AND_NTSKE = "0010" + "000d" + "000b" + "02" + "6832" + "07" + "6e74736b652f31";
    private static final String HTTP = "0010" + "0005" + "0003" + "02" + "6832";
    private static final String NO_NAMES = "0010" + "0002" + "0000";
    private static final String GREASE = "0a0a" + "0000";

    private static final Optional<Refusal> WELCOME = Optional.empty();
    private static final Optional<Refusal> TOO_OLD = Optional.of(new Refusal(KeyExchangeFailure.TLS_TOO_OLD, 70));
    private static final Optional<Refusal> NO_ALPN = Optional.of(new Refusal(KeyExchangeFailure.NO_ALPN, 120));

    private static String hello(String... extensions) {
        String all = String.join("", extensions);
        return HEAD + "%04x".formatted(all.length() / 2) + all;
    }

    private static Decoded<ClientHello> decode(String hex) {
        return ClientHello.decode(ByteBuffer.wrap(HexFormat.of().parseHex(hex)));
    }

    record Offer(String name, String hex, Optional<Refusal> refusal) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Offer> OFFERS = List.of(
            new Offer("what NTS wants", hello(TLS_1_3, NTSKE), WELCOME),
            new Offer("in another order, and more", hello(GREASE, HTTP_AND_NTSKE, TLS_1_3_AND_1_2), WELCOME),
            new Offer("no ALPN", hello(TLS_1_3), NO_ALPN),
            new Offer("another protocol", hello(TLS_1_3, HTTP), NO_ALPN),
            new Offer("an empty list", hello(TLS_1_3, NO_NAMES), NO_ALPN),
            new Offer("TLS 1.2 by extension", hello(TLS_1_2, NTSKE), TOO_OLD),
            new Offer("TLS 1.2 without extension", hello(NTSKE), TOO_OLD),
            new Offer("no extensions at all", HEAD, TOO_OLD));

    @ParameterizedTest
    @FieldSource("OFFERS")
    void refusesWhatNtsDoesNotAllow(Offer row) {
        var hello = assertInstanceOf(Decoded.Ok.class, decode(row.hex));

        assertEquals(row.refusal, ((ClientHello) hello.value()).refusal());
    }

    /** Cut anywhere but where the extensions would begin, it is malformed. */
    @Test
    void findsEveryCut() {
        String whole = hello(TLS_1_3, NTSKE);
        for (int octets = 0; octets < whole.length() / 2; octets++) {
            if (octets != HEAD.length() / 2) {
                assertInstanceOf(Decoded.Malformed.class, decode(whole.substring(0, 2 * octets)), octets + " octets");
            }
        }
    }

    @Test
    void neverThrowsOnItsContent() {
        var random = new Random(8446);
        byte[] sane = HexFormat.of().parseHex(hello(GREASE, HTTP_AND_NTSKE, TLS_1_3_AND_1_2));
        int malformed = 0;
        for (int i = 0; i < 100_000; i++) {
            byte[] changed = sane.clone();
            for (int changes = random.nextInt(6); changes >= 0; changes--) {
                changed[34 + random.nextInt(changed.length - 34)] = (byte) random.nextInt();
            }
            if (ClientHello.decode(ByteBuffer.wrap(changed)) instanceof Decoded.Malformed<ClientHello>) {
                malformed++;
            }
        }
        assertTrue(malformed > 10_000, "malformed " + malformed);
    }

    /** What a real client sends, from the JDK's own engine. */
    @Test
    void readsARealOne() throws Exception {
        var engine = SSLContext.getDefault().createSSLEngine("timeball.example", 4460);
        engine.setUseClientMode(true);
        var parameters = engine.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {"h2", ClientHello.NTSKE});
        engine.setSSLParameters(parameters);
        var record = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        engine.beginHandshake();
        engine.wrap(ByteBuffer.allocate(0), record);
        record.flip().position(5 + 4); // record and handshake headers: RFC 8446 sections 5.1 and 4

        var hello = assertInstanceOf(Decoded.Ok.class, ClientHello.decode(record));

        assertEquals(new ClientHello(List.of(0x0304, 0x0303), List.of("h2", "ntske/1")), hello.value());
    }
}

package org.timeball.server.client.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.timeball.server.client.Attacks;
import org.timeball.server.client.Attacks.Attack;
import org.timeball.server.protocol.AeadAlgorithm;

/**
 * N16 over sockets: the client as it is used and the box's own server, with somebody between them who sends the client every
 * forged, late, wrong, cut and doubled packet there is before the answer that it waits for.
 */
@Timeout(120)
class InjectedPacketsTest {

    private static final int QUERIES = 200;

    private static final List<Attack> ALL =
            Stream.concat(Attacks.OFF_PATH.stream(), Attacks.ON_PATH.stream()).toList();

    /** Which client is attacked, and with what. */
    record Row(String name, List<Attack> attacks, Function<LoopbackServer, ClientSettings> client) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Row> ROWS = List.of(
            new Row("plain", Attacks.OFF_PATH, LoopbackServer::plain),
            new Row("interleaved", Attacks.OFF_PATH, server -> server.plain().interleaved()),
            new Row(
                    "AES-SIV-CMAC-256",
                    ALL,
                    server -> server.nts().withOffered(List.of(AeadAlgorithm.AES_SIV_CMAC_256))),
            new Row(
                    "AES-128-GCM-SIV",
                    ALL,
                    server -> server.nts()
                            .withOffered(List.of(AeadAlgorithm.AES_128_GCM_SIV))
                            .interleaved()));

    /** Sends all attacks, and then the answer: as it is, from elsewhere or not at all; of old exchanges it keeps one. */
    private static final class Injector implements Between.Will {
        private final List<Attack> attacks;
        private final Random random = new Random(16);
        private byte[] lastRequest = {};
        private byte[] lastReply = {};
        private volatile boolean isAnswering = true;

        Injector(List<Attack> attacks) {
            this.attacks = attacks;
        }

        @Override
        public List<Between.Sent> packets(byte[] request, byte[] reply) {
            var packets = new ArrayList<Between.Sent>();
            if (lastReply.length > 0) {
                var scene = new Attacks.Scene(request, reply, lastRequest, lastReply, random);
                attacks.forEach(
                        attack -> packets.add(new Between.Sent(attack.make().apply(scene), false)));
                packets.add(new Between.Sent(reply, true));
            }
            if (isAnswering) {
                // The second meets a socket that is closed, or a client that waits for nothing.
                packets.add(new Between.Sent(reply, false));
                packets.add(new Between.Sent(reply, false));
            }
            lastRequest = request;
            lastReply = reply;
            return packets;
        }
    }

    /** Its first request is answered each time, its keys are the first, and its time is right. */
    @ParameterizedTest
    @FieldSource("ROWS")
    void leaveTheClientAsItWas(Row row) throws Exception {
        try (var between = new Between(new Injector(row.attacks));
                var server = LoopbackServer.startBehind(between.port());
                var client = new BlockingClient(through(row, server, between))) {
            between.start(server.ntpPort());
            for (int query = 1; query <= QUERIES; query++) {
                var measurement = client.query();

                assertEquals(0, measurement.offsetSeconds(), measurement.boundSeconds(), measurement::toString);
                assertEquals(row.attacks == ALL, measurement.isAuthentic());
                assertEquals(query, between.requests(), "no request is repeated");
            }
            assertEquals(row.attacks == ALL ? 1 : 0, server.keyExchanges());
        }
    }

    /** Without the answer they are taken for silence, which costs the patience, and not a cookie's worth of trust. */
    @ParameterizedTest
    @FieldSource("ROWS")
    void areNoAnswer(Row row) throws Exception {
        var injector = new Injector(row.attacks);
        try (var between = new Between(injector);
                var server = LoopbackServer.startBehind(between.port());
                var client =
                        new BlockingClient(through(row, server, between).withPatience(Duration.ofMillis(500), 1))) {
            between.start(server.ntpPort());
            client.query();
            for (int round = 0; round < 3; round++) {
                injector.isAnswering = false;
                var failure = assertThrows(ClientException.class, client::query);
                assertEquals(Trouble.NO_ANSWER, failure.trouble(), failure::getMessage);

                injector.isAnswering = true;
                assertTrue(client.query().isAuthentic() || row.attacks != ALL);
            }
            assertEquals(row.attacks == ALL ? 1 : 0, server.keyExchanges());
        }
    }

    private static ClientSettings through(Row row, LoopbackServer server, Between between) {
        var settings = row.client.apply(server);
        return row.attacks == ALL ? settings : settings.withPort(between.port());
    }

    /** The attacks do what they say: one that a client takes would show. */
    @Test
    void wouldBeSeen() throws Exception {
        try (var between = new Between((_, reply) -> Forger.later(reply));
                var server = LoopbackServer.startBehind(between.port());
                var client = new BlockingClient(server.plain().withPort(between.port()))) {
            between.start(server.ntpPort());
            assertEquals(60, client.query().offsetSeconds(), 1);
        }
    }
}

package org.timeball.firmware.appliance.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.timeball.server.control.ControlJson;
import org.timeball.server.control.KeyExchangeStats;
import org.timeball.server.keyexchange.KeyExchangeCounters;
import org.timeball.server.keyexchange.KeyExchangeFailure;
import org.timeball.server.keyexchange.TlsAlert;

@ExtendWith(Abroad.class)
class KeyExchangeTextTest {

    @Test
    void reports() {
        assertEquals(
                """
                NTS-KE completed           : 1204
                NTS-KE with AEAD 15        : 1000
                NTS-KE with AEAD 30        : 204
                NTS-KE: no ALPN            : 11
                NTS-KE: too slow           : 2
                """,
                KeyExchangeText.report(new KeyExchangeStats(
                        1_217, 1_204, Map.of(30, 204L, 15, 1_000L), Map.of("too slow", 2L, "no ALPN", 11L))));
    }

    /** Whatever is counted is to be seen, by people and by programs. */
    @Test
    void showsEveryReason() {
        var counters = new KeyExchangeCounters();
        Arrays.stream(KeyExchangeFailure.values()).forEach(counters::failed);
        counters.failed(new TlsAlert(false, "unknown_ca"));
        counters.failed(new TlsAlert(true, "decode_error"));
        var stats = counters.stats();

        String shown = KeyExchangeText.report(stats);
        String json = ControlJson.pretty(new ServerReport(Example.SERVICE, stats));

        assertEquals(KeyExchangeFailure.values().length + 2, stats.failures().size());
        stats.failures().keySet().forEach(reason -> {
            assertTrue(shown.contains("\n%-27s: 1\n".formatted("NTS-KE: " + reason)), shown);
            assertTrue(json.contains('"' + reason + "\" : 1"), json);
        });
    }
}

package org.timeball.firmware.appliance.bench.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The load generator's lines: read whole or not at all. */
class LoaderJsonTest {

    /** As ntpload printed them against chronyd. */
    private static final String RATE = """
            {"mode":"ntp","label":"max!","offered":9843,"sent_per_s":9836,"received_per_s":9836,"loss":0.000000,\
            "kod":0,"invalid":0,"skipped":0,"p50_us":53.8,"p99_us":2850.8,"p999_us":2932.7,"max_us":2936.2,\
            "cpu_us_per_response":8.344,"cpu_share":0.082,"rss_kb":8772,"verified":0}
            """;

    private static final String HANDSHAKES = """
            {"mode":"ke","connections":8,"per_s":668.0,"failed":0,"p50_ms":6.09,"p99_ms":30.1,"max_ms":41.00,\
            "cpu_us_per_handshake":302.1,"cpu_share":0.2,"loader_cpu_us":310.0,"rss_kb":8772,"error":""}
            """;

    private static final String OFFSET = """
            {"mode":"offset","samples":30,"lost":0,"not_interleaved":0,"impossible":0,"offset":{"min":-9923,"p1":-9923,\
            "p50":-5265,"p99":-4000,"max":-3990},"abs_offset":{"min":3990,"p1":4000,"p50":5265,"p99":9923,"max":9923}}
            """;

    static final List<String> REFUSED = List.of(
            "",
            "ntpload: server refused",
            "{}",
            "[1]",
            "{\"a\":1",
            "{\"a\":1}}",
            "{\"a\":1,}",
            "{\"a\":true}",
            "{\"a\":1,\"a\":2}",
            "{\"a\":nan}",
            "{\"a\":{\"b\":{\"c\":1}}}",
            "{\"a\":\"unfinished}",
            "{\"a\" 1}");

    private static LoaderJson.Answer read(String line) {
        return LoaderJson.read(line).orElseThrow();
    }

    @Test
    void readsARate() {
        var answer = read(RATE);
        assertEquals(9836, answer.number("received_per_s"));
        assertEquals(8.344, answer.number("cpu_us_per_response"));
        assertTrue(answer.isLoaderLimited());
        assertFalse(read(RATE.replace("max!", "max")).isLoaderLimited());
    }

    @Test
    void readsHandshakes() {
        var answer = read(HANDSHAKES);
        assertEquals(302.1, answer.number("cpu_us_per_handshake"));
        assertEquals(Optional.of(""), answer.text("error"));
    }

    @Test
    void readsTheObjectsInAnOffset() {
        var answer = read(OFFSET);
        assertEquals(9923, answer.number("abs_offset.p99"));
        assertEquals(-5265, answer.number("offset.p50"));
    }

    @Test
    void saysWhatIsMissing() {
        var missing =
                assertThrows(IllegalArgumentException.class, () -> read(RATE).number("per_s"));
        assertTrue(String.valueOf(missing.getMessage()).contains("per_s"));
    }

    @ParameterizedTest
    @FieldSource("REFUSED")
    void refusesWhatIsNoAnswer(String line) {
        assertEquals(Optional.empty(), LoaderJson.read(line));
    }
}

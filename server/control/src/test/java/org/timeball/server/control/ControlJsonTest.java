package org.timeball.server.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ControlJsonTest {

    private static final Tracking NOT_FINITE = new Tracking(
            0,
            "",
            0,
            0,
            Double.NaN,
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY,
            -0.0,
            Double.MIN_VALUE,
            Double.MAX_VALUE,
            0,
            16,
            0,
            "Not synchronised",
            LeapRecord.UNTOLD,
            0);

    @Test
    void writesComponentsByTheirNamesAndInTheirOrder() {
        assertEquals(
                "{\"utcSecond\":1795405963,\"offsetSeconds\":5.0E-8,\"isUsed\":true,\"weight\":1.0,\"verdict\":\"used\"}",
                ControlJson.line(new PulseRecord(1_795_405_963L, 5e-8, true, 1, "used")));
    }

    @Test
    void writesMapsByKeySoThatTwoRunsCompare() {
        assertEquals(
                "{\"connections\":1,\"completed\":2,\"byAead\":{\"15\":3,\"30\":1},\"failures\":{\"a\":1,\"b\":2,\"c\":3},\"cookieKeys\":{\"newestUtcSecond\":0,\"count\":0}}",
                ControlJson.line(
                        new KeyExchangeStats(1, 2, Map.of(30, 1L, 15, 3L), Map.of("c", 3L, "a", 1L, "b", 2L))));
    }

    @Test
    void writesEnumsByName() {
        assertTrue(ControlJson.line(Statuses.LOCKED).contains("\"state\":\"LOCKED\""));
    }

    @Test
    void aLineIsOneLine() {
        var sly = new PulseRecord(1, 0, false, 0, "a\nb\r\u2028\u0000\"");

        assertTrue(ControlJson.line(sly).chars().noneMatch(c -> c < ' '));
    }

    @Test
    void prettyIsForPeople() {
        assertEquals(
                """
                {
                  "utcSecond" : 1,
                  "offsetSeconds" : 0.0,
                  "isUsed" : false,
                  "weight" : 0.0,
                  "verdict" : "late"
                }""", ControlJson.pretty(new PulseRecord(1, 0, false, 0, "late")).replace(System.lineSeparator(), "\n"));
        assertTrue(ControlJson.pretty(List.of(NOT_FINITE)).startsWith("[ {"));
    }

    @Test
    void whatIsNotFiniteIsWrittenAsNull() {
        var json = ControlJson.line(NOT_FINITE);

        assertTrue(json.contains("\"systemTimeSeconds\":null,\"lastOffsetSeconds\":null,\"rmsOffsetSeconds\":null,"));
        assertTrue(!json.contains("NaN") && !json.contains("Infinity"), json);
    }

    @Test
    void whatWasNotFiniteIsReadAsNotANumber() {
        var status = Statuses.LOCKED;
        var sick = new Status(
                status.program(),
                status.utcNanos(),
                status.upSeconds(),
                status.state(),
                status.stateSeconds(),
                status.reason(),
                Double.POSITIVE_INFINITY,
                status.boundSeconds(),
                status.tracking(),
                status.sources(),
                status.receiver(),
                status.pulses(),
                status.service(),
                status.keyExchange(),
                status.pools(),
                status.corrections(),
                status.errorSum(),
                status.alarms());

        var read = ControlReplyTest.statusIn(new ControlReply.OfStatus(sick).line());

        assertEquals(Double.NaN, read.withinSeconds());
        assertEquals(status.boundSeconds(), read.boundSeconds());
    }

    @Test
    void textIsNotANumber() {
        var line = new ControlReply.OfStatus(Statuses.LOCKED).line();
        var quoted = line.replace("\"withinSeconds\":4.2E-7", "\"withinSeconds\":\"NaN\"");

        assertTrue(!quoted.equals(line));
        assertInstanceOf(Parsed.Malformed.class, ControlReply.parse(quoted));
    }
}

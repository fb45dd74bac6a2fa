package org.timeball.server.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.timeball.server.control.diagnosis.CheckArea;
import org.timeball.server.control.history.HistoryRange;
import org.timeball.server.control.history.HistorySeries;

class ControlRequestTest {

    record Refusal(String line, String reason) {
        @Override
        public String toString() {
            return line.length() < 80 ? line : line.substring(0, 80) + "…";
        }
    }

    private static final String COUNT = "\"count\" must be a whole number, 1 to 10000";
    private static final String RANGE = "must be seconds ago";
    private static final String SERIES = "must be names between commas";
    private static final String OPERATION = "\"op\" must be";
    private static final String VERSION = "\"v\" must be 1";

    static final List<Refusal> REFUSALS = List.of(
            new Refusal("", "a request is a JSON object"),
            new Refusal("status", "not a line of JSON"),
            new Refusal("GET / HTTP/1.1", "not a line of JSON"),
            new Refusal("\u0000\ufffd\uffff", "not a line of JSON"),
            new Refusal("null", "a request is a JSON object"),
            new Refusal("[{\"v\":1,\"op\":\"status\"}]", "a request is a JSON object"),
            new Refusal("{\"v\":1,\"op\":\"status\"} x", "not a line of JSON"),
            new Refusal("{\"v\":1,\"v\":1,\"op\":\"status\"}", "Duplicate"),
            new Refusal("{\"op\":\"status\"}", VERSION),
            new Refusal("{\"v\":\"1\",\"op\":\"status\"}", VERSION),
            new Refusal("{\"v\":2,\"op\":\"status\"}", VERSION),
            new Refusal("{\"v\":4294967297,\"op\":\"status\"}", VERSION),
            new Refusal("{\"v\":1}", OPERATION),
            new Refusal("{\"v\":1,\"op\":null}", OPERATION),
            new Refusal("{\"v\":1,\"op\":{\"a\":1}}", OPERATION),
            new Refusal("{\"v\":1,\"op\":\"STATUS\"}", OPERATION),
            new Refusal("{\"v\":1,\"op\":\"shutdown\"}", OPERATION),
            new Refusal("{\"v\":1,\"op\":\"pulses\"}", COUNT),
            new Refusal("{\"v\":1,\"op\":\"pulses\",\"count\":0}", COUNT),
            new Refusal("{\"v\":1,\"op\":\"pulses\",\"count\":-1}", COUNT),
            new Refusal("{\"v\":1,\"op\":\"pulses\",\"count\":10001}", COUNT),
            new Refusal("{\"v\":1,\"op\":\"pulses\",\"count\":4294967297}", COUNT),
            new Refusal("{\"v\":1,\"op\":\"pulses\",\"count\":1e400}", COUNT),
            new Refusal("{\"v\":1,\"op\":\"pulses\",\"count\":1.5}", COUNT),
            new Refusal("{\"v\":1,\"op\":\"pulses\",\"count\":\"600\"}", COUNT),
            new Refusal("{\"v\":1,\"op\":\"pulses\",\"count\":true}", COUNT),
            new Refusal("{\"v\":1,\"op\":\"pulses\",\"count\":" + "9".repeat(60_000) + "}", ""),
            new Refusal("{\"v\":1,\"op\":\"clients\"}", COUNT),
            new Refusal("{\"v\":1,\"op\":\"clients\",\"count\":10001}", COUNT),
            new Refusal("{\"v\":1,\"op\":\"history\"}", RANGE),
            new Refusal("{\"v\":1,\"op\":\"history\",\"from\":60,\"to\":60,\"points\":9,\"series\":\"ntp\"}", RANGE),
            new Refusal("{\"v\":1,\"op\":\"history\",\"from\":60,\"to\":-1,\"points\":9,\"series\":\"ntp\"}", RANGE),
            new Refusal("{\"v\":1,\"op\":\"history\",\"from\":60,\"points\":0,\"series\":\"ntp\"}", RANGE),
            new Refusal("{\"v\":1,\"op\":\"history\",\"from\":60,\"points\":4001,\"series\":\"ntp\"}", RANGE),
            new Refusal("{\"v\":1,\"op\":\"history\",\"from\":63072001,\"points\":9,\"series\":\"ntp\"}", RANGE),
            new Refusal("{\"v\":1,\"op\":\"history\",\"from\":60,\"points\":9}", SERIES),
            new Refusal("{\"v\":1,\"op\":\"history\",\"from\":60,\"points\":9,\"series\":\"ntp,\"}", SERIES),
            new Refusal("{\"v\":1,\"op\":\"history\",\"from\":60,\"points\":9,\"series\":\"ntp,ntp\"}", SERIES),
            new Refusal("{\"v\":1,\"op\":\"diagnosis\",\"anew\":\"all\"}", "\"anew\" must be names"),
            new Refusal("{\"v\":1,\"op\":\"diagnosis\",\"anew\":\"pulse,\"}", "\"anew\" must be names"),
            new Refusal("[".repeat(60_000), "nesting depth"),
            new Refusal("{\"v\":1,\"op\":\"" + "a".repeat(60_000) + "\"}", OPERATION));

    @ParameterizedTest
    @FieldSource("REFUSALS")
    void refusesWhatIsNotARequest(Refusal row) {
        var malformed = assertInstanceOf(Parsed.Malformed.class, ControlRequest.parse(row.line));

        assertTrue(malformed.reason().contains(row.reason), malformed::reason);
        assertTrue(malformed.reason().length() < 1_000, "the reason does not echo the line");
    }

    static final List<ControlRequest> REQUESTS = List.of(
            new ControlRequest.CurrentStatus(),
            new ControlRequest.RecentPulses(1),
            new ControlRequest.RecentPulses(ControlRequest.RecentPulses.MOST),
            new ControlRequest.Certificates(),
            new ControlRequest.Configuration(),
            new ControlRequest.Alerts(),
            new ControlRequest.Diagnosis(Set.of()),
            new ControlRequest.Diagnosis(Set.of(CheckArea.values())),
            new ControlRequest.Clients(1),
            new ControlRequest.Clients(ControlRequest.Clients.MOST),
            new ControlRequest.History(
                    new HistoryRange(HistoryRange.MOST_SECONDS, 0, 1, List.of(HistorySeries.values()))),
            new ControlRequest.History(new HistoryRange(3_600, 60, 600, List.of(HistorySeries.NTP))),
            new ControlRequest.Follow());

    @ParameterizedTest
    @FieldSource("REQUESTS")
    void parseOfLineIsIdentity(ControlRequest request) {
        assertEquals(new Parsed.Ok<>(request), ControlRequest.parse(request.line()));
    }

    @Test
    void skipsFieldsOfANewerCommand() {
        assertEquals(
                new Parsed.Ok<>(new ControlRequest.CurrentStatus()),
                ControlRequest.parse(" {\"as\":\"root\", \"op\":\"status\", \"v\":1} "));
    }

    @Test
    void aCountOutOfRangeIsOurMistake() {
        assertThrows(IllegalArgumentException.class, () -> new ControlRequest.RecentPulses(0));
        assertThrows(IllegalArgumentException.class, () -> new ControlRequest.RecentPulses(10_001));
        assertThrows(IllegalArgumentException.class, () -> new ControlRequest.Clients(0));
        assertThrows(IllegalArgumentException.class, () -> new ControlRequest.Clients(10_001));
    }

    @Test
    void noiseIsMalformed() {
        var random = new Random(20_251);
        for (int i = 0; i < 100_000; i++) {
            var line = new StringBuilder();
            random.ints(random.nextInt(40), 0, 0x180).forEach(line::appendCodePoint);
            assertInstanceOf(Parsed.Malformed.class, ControlRequest.parse(line.toString()), line::toString);
        }
    }
}

package org.timeball.server.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.timeball.server.control.alert.AlertReport;
import org.timeball.server.control.alert.ChannelRecord;
import org.timeball.server.control.alert.RaisedRecord;
import org.timeball.server.control.alert.ToldRecord;
import org.timeball.server.control.configuration.ConfigurationReport;
import org.timeball.server.control.configuration.ConfigurationStep;
import org.timeball.server.control.diagnosis.Check;
import org.timeball.server.control.diagnosis.CheckArea;
import org.timeball.server.control.diagnosis.CheckVerdict;
import org.timeball.server.control.diagnosis.DiagnosisReport;
import org.timeball.server.control.history.HistoryReport;
import org.timeball.server.control.history.HistoryTrack;

class ControlReplyTest {

    private static final String STATUS_LINE = new ControlReply.OfStatus(Statuses.LOCKED).line();

    record Refusal(String why, String line, String reason) {
        @Override
        public String toString() {
            return why;
        }
    }

    static final List<Refusal> REFUSALS = List.of(
            new Refusal("empty", "", "a reply is a JSON object"),
            new Refusal("not JSON", "hello", "Unrecognized token"),
            new Refusal("an array", "[]", "a reply is a JSON object"),
            new Refusal("two values", "{} {}", "Trailing token"),
            new Refusal("no version", "{\"ok\":true}", "another version than 1"),
            new Refusal("a later version", STATUS_LINE.replace("{\"v\":1,", "{\"v\":2,"), "another version than 1"),
            new Refusal("no result", "{\"v\":1,\"ok\":true}", "neither a status nor a list"),
            new Refusal(
                    "a result of neither shape", "{\"v\":1,\"ok\":true,\"result\":7}", "neither a status nor a list"),
            new Refusal("a field is missing", STATUS_LINE.replace("\"upSeconds\":11520,", ""), "upSeconds"),
            new Refusal(
                    "a record is null",
                    STATUS_LINE.replaceFirst("\"corrections\":.*,\"errorSum\"", "\"corrections\":null,\"errorSum\""),
                    "Null value"),
            new Refusal("a state nobody knows", STATUS_LINE.replace("LOCKED", "DREAMING"), "DREAMING"),
            new Refusal("a pulse is null", "{\"v\":1,\"ok\":true,\"result\":[null]}", "a pulse is null"),
            new Refusal(
                    "a client is null",
                    "{\"v\":1,\"ok\":true,\"result\":{\"naming\":\"off\",\"remembered\":0,\"room\":0,\"forgotten\":0,"
                            + "\"clients\":[null]}}",
                    "ClientReport"),
            new Refusal("a source is null", STATUS_LINE.replace("\"sources\":[{", "\"sources\":[null,{"), "Status"),
            new Refusal("an alarm is null", STATUS_LINE.replace("\"alarms\":[", "\"alarms\":[null"), "Status"),
            new Refusal("too deep", "{\"v\":1,\"result\":" + "[".repeat(100_000), "nesting depth"));

    @ParameterizedTest
    @FieldSource("REFUSALS")
    void refusesWhatIsNotAReply(Refusal row) {
        var malformed = assertInstanceOf(Parsed.Malformed.class, ControlReply.parse(row.line));

        assertTrue(malformed.reason().contains(row.reason), malformed::reason);
    }

    static final List<ControlReply> REPLIES = List.of(
            new ControlReply.OfStatus(Statuses.LOCKED),
            new ControlReply.OfStatus(Statuses.LOCKED.alarmed(List.of("the disk is full", "the \"disk\" is red"))),
            new ControlReply.OfPulses(List.of()),
            new ControlReply.OfPulses(List.of(
                    new PulseRecord(1_795_405_963L, -5e-8, true, 1, "used"),
                    new PulseRecord(0, 0.25, false, 0, "no sentence named this second: \"?\""))),
            new ControlReply.OfSync(SyncStatuses.FOLLOWING),
            new ControlReply.OfSync(SyncStatuses.LOST),
            new ControlReply.OfClients(new ClientReport("off", 0, 16_384, 0, List.of())),
            new ControlReply.OfHistory(new HistoryReport(0, 1, List.of())),
            new ControlReply.OfHistory(new HistoryReport(
                    1_750_000_000,
                    10,
                    List.of(new HistoryTrack(
                            "offset",
                            "s",
                            List.of(1e-9, Double.NaN),
                            List.of(-1e-9, Double.NaN),
                            List.of(0.5, Double.NaN))))),
            new ControlReply.OfClients(new ClientReport(
                    "prefix", 700, 16_384, 3, List.of(new ClientRecord("192.0.2.0/24", 9, 1, 2, 3, 63.5, 4_000, 12)))),
            new ControlReply.OfConfiguration(ConfigurationReport.NONE),
            new ControlReply.OfConfiguration(new ConfigurationReport(
                    "/etc/timeball/timeball.toml",
                    "# \u00fc\nschema = 1\n",
                    List.of("a:1:2: no"),
                    List.of("ntp.burst"),
                    List.of("web"),
                    List.of(new ConfigurationStep(7, 1, "anna", "::1", "changed", List.of("+a"))))),
            new ControlReply.OfCertificates(new CertificateReport(false, List.of(), AuthorityRecord.NONE)),
            new ControlReply.OfCertificates(new CertificateReport(
                    true,
                    List.of(new CertificateRecord(
                            "public",
                            "acme",
                            List.of("key exchange at 0.0.0.0 port 4460"),
                            4_460,
                            List.of("time.example.org"),
                            "CN=Test",
                            "AB:CD",
                            1,
                            2,
                            63.5,
                            3,
                            4,
                            5,
                            6,
                            7,
                            "no",
                            "see")),
                    new AuthorityRecord("Home", "AB:CD", 9, List.of("home.arpa"), "pem"))),
            new ControlReply.OfAlerts(AlertReport.NONE),
            new ControlReply.OfAlerts(new AlertReport(
                    true,
                    List.of(new RaisedRecord("antenna", "", "warning", "Antenna fault", "open", "Check", 5, true)),
                    List.of(new ToldRecord(7, "began", "antenna", "", "warning", "box: Antenna", "open", 6)),
                    List.of(new ChannelRecord(
                            "phone", "ntfy", "ntfy.sh", "warning", 1, 2, 3, 4, 5, Double.NaN, "no way")))),
            new ControlReply.OfDiagnosis(new DiagnosisReport(0, false, List.of())),
            new ControlReply.OfDiagnosis(new DiagnosisReport(
                    1_795_405_963_000_000_000L,
                    true,
                    List.of(new Check(
                            "pulse.edge",
                            CheckArea.PULSE,
                            "Edge",
                            CheckVerdict.NOT_APPLICABLE,
                            "Saw \"it\".",
                            "",
                            7)))),
            new ControlReply.Refused("no \"such\" thing,\nsorry"));

    @ParameterizedTest
    @FieldSource("REPLIES")
    void parseOfLineIsIdentity(ControlReply reply) {
        assertEquals(new Parsed.Ok<>(reply), ControlReply.parse(reply.line()));
        assertFalse(reply.line().contains("\n"));
    }

    /** Octets are written without a text in between, and are its octets, whatever is in it. */
    @Test
    void writesTheOctetsOfTheLine() {
        var sly = new PulseRecord(1, Double.NaN, false, 0, "a\nb\r\u2028\u0000\"±\ud83d\udd53");
        var pulses = List.of(sly);

        assertEquals(text(Statuses.LOCKED), new ControlReply.OfStatus(Statuses.LOCKED).line());
        assertEquals(text(pulses), new ControlReply.OfPulses(pulses).line());
        assertEquals(
                new Parsed.Ok<ControlReply>(new ControlReply.OfPulses(pulses)),
                ControlReply.parse(new ControlReply.OfPulses(pulses).line()));
    }

    private static String text(Object result) {
        return ControlJson.line(new ControlJson.Granted(ControlRequest.VERSION, true, result));
    }

    /** A small daemon writes its status token by token, as the records would be. */
    @Test
    void aStatusWrittenByHandIsTheRecords() {
        for (var status : List.of(SyncStatuses.FOLLOWING, SyncStatuses.LOST)) {
            assertEquals(
                    "{\"v\":1,\"ok\":true,\"result\":" + ControlJson.line(status) + "}",
                    new ControlReply.OfSync(status).line());
        }
    }

    @Test
    void skipsFieldsOfANewerDaemon() {
        var newer = STATUS_LINE
                .replace("\"upSeconds\":", "\"mood\":{\"good\":[1,2]},\"upSeconds\":")
                .replace("\"stratum\":1", "\"stratum\":1,\"colour\":\"blue\"")
                .replace("{\"v\":1,", "{\"v\":1,\"took\":3,");

        assertEquals(Statuses.LOCKED, statusIn(newer));
    }

    @Test
    void theMostPulsesFitTheLongestReply() {
        var wordy = new PulseRecord(Long.MIN_VALUE, -Double.MAX_VALUE, false, 0, "because ".repeat(60));
        var most = new ControlReply.OfPulses(IntStream.range(0, ControlRequest.RecentPulses.MOST)
                .mapToObj(i -> wordy)
                .toList());

        assertTrue(most.line().length() < ControlReply.LIMIT_OCTETS);
    }

    @Test
    void theMostClientsFitTheLongestReply() {
        long most = Long.MIN_VALUE;
        var wordy = new ClientRecord("x".repeat(48), most, most, most, most, -Double.MAX_VALUE, most, most);
        var reply = new ControlReply.OfClients(
                new ClientReport("address", most, most, most, Collections.nCopies(ControlRequest.Clients.MOST, wordy)));

        assertTrue(reply.line().length() < ControlReply.LIMIT_OCTETS);
    }

    /** Stand-in for a coverage-guided fuzzer: lines a few edits away from a good one. */
    @Test
    void anyLineParsesOrIsMalformed() {
        var random = new Random(20_252);
        var alphabet = Stream.of("{}[]\":,0123456789.eE-+nulltrefasNI\\u \t\u00b1".split(""))
                .toList();
        var seeds = new ArrayList<>(List.of("", STATUS_LINE));
        REPLIES.forEach(reply -> seeds.add(reply.line()));
        int understood = 0;
        for (int i = 0; i < 20_000; i++) {
            var line = new StringBuilder(seeds.get(random.nextInt(seeds.size())));
            for (int edits = random.nextInt(4); edits > 0 && !line.isEmpty(); edits--) {
                int at = random.nextInt(line.length());
                int end = Math.min(line.length(), at + random.nextInt(3));
                line.replace(at, end, alphabet.get(random.nextInt(alphabet.size())));
            }
            understood += ControlReply.parse(line.toString()) instanceof Parsed.Ok ? 1 : 0;
        }
        assertTrue(understood > 1_000 && understood < 19_000, "both outcomes are met: " + understood);
    }

    static Status statusIn(String line) {
        var ok = assertInstanceOf(Parsed.Ok.class, ControlReply.parse(line), line);
        return assertInstanceOf(ControlReply.OfStatus.class, ok.value()).status();
    }
}

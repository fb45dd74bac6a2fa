package org.timeball.server.alerts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.timeball.refclock.time.ClockState;
import org.timeball.server.control.Pools;
import org.timeball.server.control.Receiver;
import org.timeball.server.control.Source;
import org.timeball.server.state.AlertCondition;

/** Which situation is which condition, and what is none. */
class FindingsTest {

    /** What is found: condition, subject, and a piece of the sentence. */
    record Row(String name, AlertFacts facts, String... found) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Row> ROWS = List.of(
            new Row("all is well", Situations.facts(Situations.WELL)),
            new Row("holdover", in(ClockState.HOLDOVER), "holdover||within ±1.2 µs of UTC: no pulse for 14 s"),
            new Row("not synchronised", in(ClockState.UNSYNCHRONISED), "unsynchronised||no pulse for 14 s"),
            new Row("acquiring", in(ClockState.ACQUIRING), "unsynchronised||no pulse"),
            new Row("starting", in(ClockState.STARTING), "unsynchronised||no pulse"),
            new Row(
                    "receiver silent: what it last said counts no more",
                    Situations.facts(Situations.receiver(
                            false, "no fix", new Receiver.Health("", "", "open", "jammed", "affirmed", ""), "")),
                    "receiver-silent||/dev/ttyAMA0"),
            new Row(
                    "no fix",
                    Situations.facts(Situations.receiver(true, "no fix", Receiver.Health.UNTOLD, "")),
                    "no-fix||no fix"),
            new Row("antenna open", Situations.facts(Situations.receiver("open", "none", "none")), "antenna||open"),
            new Row("antenna short", Situations.facts(Situations.receiver("short", "none", "none")), "antenna||short"),
            new Row("antenna unknown", Situations.facts(Situations.receiver("unknown", "unknown", "unknown"))),
            new Row("interference alone", Situations.facts(Situations.receiver("ok", "interference", "none"))),
            new Row("jammed", Situations.facts(Situations.receiver("ok", "jammed", "none")), "jamming||jammed"),
            new Row("spoofed", Situations.facts(Situations.receiver("ok", "none", "indicated")), "spoofing||indicated"),
            new Row(
                    "suspect",
                    Situations.facts(Situations.receiver(
                            true, "3D", Receiver.Health.UNTOLD, "suspect: it is a second from four servers")),
                    "receiver-suspect||it is a second"),
            new Row(
                    "watched only",
                    Situations.facts(Situations.receiver(true, "3D", Receiver.Health.UNTOLD, "watched: it jumped"))),
            new Row(
                    "no receiver at all",
                    Situations.facts(new Receiver(
                            "none", false, "", "no fix", 0, 0, List.of(), 0, 0, 0, 0, "", Receiver.Health.UNTOLD, ""))),
            new Row(
                    "a false ticker, a silent server, and good ones",
                    Situations.facts(Situations.status(
                            ClockState.LOCKED,
                            Situations.WELL,
                            List.of(
                                    source("#", "?", "PPS", 0),
                                    source("^", "x", "a.example", 0xff),
                                    source("^", "?", "b.example", 0),
                                    source("^", "-", "c.example", 0x01)),
                            Pools.NONE,
                            "")),
                    "source-false|a.example|a.example: why",
                    "source-silent|b.example|b.example: why"),
            new Row(
                    "pools: one that stays away, one with a bad file, one that never came, one that is here",
                    Situations.facts(Situations.status(
                            ClockState.LOCKED,
                            Situations.WELL,
                            List.of(),
                            new Pools(
                                    List.of(
                                            pool("away", "", 90_000),
                                            pool("shut", "mode is 644", 1),
                                            pool("new", "", Double.NaN),
                                            pool("here", "", 86_399)),
                                    0,
                                    0,
                                    Double.NaN),
                            "")),
                    "pool|away|1 d 1 h ago",
                    "pool|shut|mode is 644"),
            new Row(
                    "certificates",
                    new AlertFacts(
                            Situations.facts(Situations.WELL).status(),
                            Situations.certificates(
                                    Situations.certificate(""), Situations.certificate("48 hours are left")),
                            List.of()),
                    "certificate|public|48 hours are left"),
            new Row(
                    "leap seconds",
                    Situations.facts(Situations.status(
                            ClockState.LOCKED, Situations.WELL, List.of(), Pools.NONE, "the receiver alone announces")),
                    "leap||alone announces"),
            new Row(
                    "what others found",
                    new AlertFacts(
                            Situations.facts(Situations.WELL).status(),
                            Situations.certificates(),
                            List.of(new Finding(AlertCondition.STORAGE, "", "the disk is full"))),
                    "storage||the disk is full"));

    private static AlertFacts in(ClockState state) {
        return Situations.facts(Situations.status(state, Situations.WELL, List.of(), Pools.NONE, ""));
    }

    private static Source source(String mode, String state, String name, int reach) {
        return new Source(mode, state, "why", name, 1, 6, reach, 1, 0, 0, 1e-3);
    }

    private static Pools.Pool pool(String name, String problem, double lastSeenSeconds) {
        return new Pools.Pool(name, "", "", false, List.of(), problem, 0, 0, 0, 0, 16, lastSeenSeconds);
    }

    @ParameterizedTest
    @FieldSource("ROWS")
    void findsWhatIsSo(Row row) {
        var found = Findings.of(row.facts);

        assertEquals(row.found.length, found.size(), found::toString);
        for (int i = 0; i < row.found.length; i++) {
            String[] wanted = row.found[i].split("\\|", 3);
            var one = found.get(i);
            assertEquals(wanted[0], one.condition().word());
            assertEquals(wanted[1], one.subject());
            assertTrue(one.sentence().contains(wanted[2]), one::sentence);
        }
    }
}

package org.timeball.web.appliance.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.timeball.server.control.Source;

class SourceRowTest {

    record Row(Source source, SourceRow shown) {
        @Override
        public String toString() {
            return source.name();
        }
    }

    static final List<Row> ROWS = List.of(
            new Row(
                    new Source("#", "*", "pulses steer the clock", "PPS", 0, 0, 0xff, 1, 2e-9, 2e-9, 250e-9),
                    new SourceRow(
                            "selected", "PPS", "", "0", "1_s ago", "+2.0_ns", "±250_ns", "Pulses steer the clock.")),
            new Row(
                    new Source("^", "x", "false ticker", "a.example.org", 2, 6, 0xff, 125, -5, -5, 0.012),
                    new SourceRow(
                            "wrong", "a.example.org", "", "2", "2_min ago", "−5.00_s", "±12.0_ms", "False ticker.")),
            new Row(
                    new Source("^", "-", "agrees", "c.test:4460", "pool.test", 1, 6, 0xff, 1, 2e-9, 2e-9, 250e-9),
                    new SourceRow(
                            "agrees", "c.test:4460", "pool.test", "1", "1_s ago", "+2.0_ns", "±250_ns", "Agrees.")),
            new Row(
                    Source.nobody("pool.test", "pool without members: it is not signed"),
                    new SourceRow(
                            "unusable",
                            "pool.test",
                            "",
                            "–",
                            "never",
                            "–",
                            "–",
                            "Pool without members: it is not signed.")),
            new Row(
                    new Source("^", "?", "unreachable: no answer yet", "b.example.org", 0, 5, 0, -1, 0, 0, 0),
                    new SourceRow(
                            "unusable", "b.example.org", "", "–", "never", "–", "–", "Unreachable: no answer yet.")));

    @ParameterizedTest
    @FieldSource("ROWS")
    void showsWhatTheDaemonSays(Row row) {
        var shown = row.shown;
        assertEquals(
                new SourceRow(
                        shown.state(),
                        shown.name(),
                        shown.pool(),
                        shown.stratum(),
                        shown.heard().replace('_', '\u00a0'),
                        shown.offset().replace('_', '\u00a0'),
                        shown.bound().replace('_', '\u00a0'),
                        shown.reason()),
                SourceRow.of(row.source));
    }
}

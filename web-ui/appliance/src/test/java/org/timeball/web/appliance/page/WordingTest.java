package org.timeball.web.appliance.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class WordingTest {

    record Row(long seconds, String written) {}

    static final List<Row> LASTING = List.of(
            new Row(-5, "0_s"),
            new Row(0, "0_s"),
            new Row(59, "59_s"),
            new Row(60, "1_min"),
            new Row(3_599, "59_min"),
            new Row(3_600, "1_h"),
            new Row(3_660, "1_h_1_min"),
            new Row(86_400, "1_day"),
            new Row(273_960, "3_days_4_h"),
            new Row(400L * 86_400, "400_days"));

    @ParameterizedTest
    @FieldSource("LASTING")
    void saysALengthOfTimeInTwoUnits(Row row) {
        assertEquals(row.written.replace('_', '\u00a0'), Wording.lasting(row.seconds));
    }

    @Test
    void saysTheDayInWords() {
        assertEquals("Sunday 22 November 2026", Wording.day(Statuses.NOW));
        assertEquals("2026\u201111\u201122 10:41:27", Wording.moment(Statuses.NOW));
    }

    @Test
    void listsTheCommonestReasonsFirstAndAddsUpTheRest() {
        var rows = Wording.reasons(Map.of("a", 1L, "b", 3L, "c", 2L, "d", 1L, "never", 0L), 2);

        assertEquals(
                List.of("b 3", "c 2", "other reasons 2"),
                rows.stream().map(row -> row.term() + " " + row.value()).toList());
    }

    @Test
    void makesASentenceOfAClause() {
        assertEquals("Pulses steer the clock.", Wording.sentence("pulses steer the clock"));
        assertEquals("No word from the receiver yet.", Wording.sentence("No word from the receiver yet."));
        assertEquals("", Wording.sentence(""));
    }
}

package org.timeball.refclock.discipline.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class WitnessTest {

    /** What is said when the clock is believed right and the pulses show it {@code shown} ahead. */
    record Row(String name, Witness witness, double shown, Witness.Word word) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Row> ROWS = List.of(
            new Row("nobody", Witness.NONE, 1, Witness.Word.NONE),
            new Row("sees the clock in its place", sees(0.1e-6), 5e-6, Witness.Word.STAYED),
            new Row("sees it where the pulses do", sees(4.8e-6), 5e-6, Witness.Word.MOVED),
            new Row("sees it where early pulses do", sees(-4.8e-6), -5e-6, Witness.Word.MOVED),
            new Row("sees it beyond", sees(9e-6), 5e-6, Witness.Word.MOVED),
            new Row("is not sharp enough", sees(0), 1e-6, Witness.Word.NONE),
            new Row("a server far away", new Witness.Sees(0, 1e-3), 5e-6, Witness.Word.NONE),
            new Row("a server far away, asked of much", new Witness.Sees(2e-3, 1e-3), 0.1, Witness.Word.STAYED));

    private static Witness sees(double phase) {
        return new Witness.Sees(phase, 0.3e-6);
    }

    @ParameterizedTest
    @FieldSource("ROWS")
    void takesASideOnlyWhenItCanTell(Row row) {
        assertEquals(row.word, row.witness.word(0, row.shown));
        assertEquals(row.word, moved(row.witness, 7).word(7, 7 + row.shown), "wherever the clock is");
    }

    private static Witness moved(Witness witness, double by) {
        return switch (witness) {
            case Witness.Silent silent -> silent;
            case Witness.Sees(double phase, double deviation) -> new Witness.Sees(phase + by, deviation);
        };
    }

    @Test
    void mayNotBeSureBeyondMeasure() {
        assertThrows(IllegalArgumentException.class, () -> new Witness.Sees(0, 0));
        assertThrows(IllegalArgumentException.class, () -> new Witness.Sees(Double.NaN, 1e-6));
    }
}

package org.timeball.refclock.discipline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class FigureTest {

    record Row(double seconds, String words) {}

    static final List<Row> ROWS = List.of(
            new Row(0, "on time"),
            new Row(23e-6, "late by 23 µs"),
            new Row(-3e-7, "early by 0.30 µs"),
            new Row(42e-9, "late by 42 ns"),
            new Row(0.1, "late by 100 ms"),
            new Row(-2.54, "early by 2.5 s"));

    @ParameterizedTest
    @FieldSource("ROWS")
    void writesTheUnitThatSuits(Row row) {
        assertEquals(row.words, Figure.lateness(row.seconds));
    }
}

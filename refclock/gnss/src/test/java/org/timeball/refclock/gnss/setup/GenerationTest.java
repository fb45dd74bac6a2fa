package org.timeball.refclock.gnss.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.timeball.refclock.gnss.UbxFrame;

class GenerationTest {

    record Row(String hardware, String protocol, Optional<Generation> generation) {}

    static final List<Row> ROWS = List.of(
            new Row("00190000", "PROTVER=29.20", Optional.of(Generation.NINE)),
            new Row("000A0000", "PROTVER=34.10", Optional.of(Generation.NINE)),
            new Row("00190000", "PROTVER=27.11", Optional.of(Generation.NINE)),
            new Row("00080000", "PROTVER=18.00", Optional.of(Generation.EIGHT)),
            new Row("00080000", "PROTVER 16.00", Optional.of(Generation.EIGHT)),
            new Row("00080000", "PROTVER=23.01", Optional.of(Generation.EIGHT)),
            new Row("00070000", "PROTVER 14.00", Optional.of(Generation.SEVEN)),
            new Row("00040007", "", Optional.of(Generation.SEVEN)),
            new Row("00080000", "PROTVER=new", Optional.of(Generation.EIGHT)),
            new Row("00010000", "", Optional.empty()),
            new Row("", "PROTVER=", Optional.empty()));

    @ParameterizedTest
    @FieldSource("ROWS")
    void isToldByProtocolAndElseByHardware(Row row) {
        assertEquals(row.generation, Generation.of(new UbxFrame.MonVer("", row.hardware, List.of(row.protocol))));
    }
}

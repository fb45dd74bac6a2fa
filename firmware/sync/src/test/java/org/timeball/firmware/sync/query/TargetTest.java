package org.timeball.firmware.sync.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers as they are typed. */
class TargetTest {

    record Row(String typed, String host, int port) {}

    static final List<Row> ROWS = List.of(
            new Row("time.example", "time.example", 0),
            new Row("time.example.", "time.example.", 0),
            new Row("time.example:11123", "time.example", 11_123),
            new Row("192.0.2.1", "192.0.2.1", 0),
            new Row("192.0.2.1:65535", "192.0.2.1", 65_535),
            new Row("2001:db8::1", "2001:db8::1", 0),
            new Row("::1", "::1", 0),
            new Row("[2001:db8::1]", "2001:db8::1", 0),
            new Row("[::1]:1", "::1", 1));

    @ParameterizedTest
    @FieldSource("ROWS")
    void hasAHostAndPerhapsAPort(Row row) {
        var port = row.port == 0 ? OptionalInt.empty() : OptionalInt.of(row.port);
        assertEquals(new Target(row.host, port), Target.of(row.typed));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "a b", "host:", "host:0", "host:65536", "host:123456", "[::1", "::1]:1", "http://host/"})
    void refusesWhatIsNoServer(String typed) {
        assertThrows(IllegalArgumentException.class, () -> Target.of(typed));
    }
}

package org.timeball.server.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** C12: at which instant a certificate of 2026 to 2027 is looked at, whatever the clock of the board says. */
class CertificateClockTest {

    private static final long YEAR = 365L * 86_400_000_000_000L;
    private static final long BUILT = 56 * YEAR;
    private static final long BEGINS = BUILT + YEAR / 2;

    record Row(String name, long rawNanos, boolean isBelieved, long begins, long look) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Row> ROWS = List.of(
            new Row("a clock that is right decides", BUILT + YEAR, true, BEGINS, BUILT + YEAR),
            new Row("a clock of 2099 is believed, and the certificate has ended", 129 * YEAR, true, BEGINS, 129 * YEAR),
            new Row("a clock that is behind is believed down to the build", BUILT + 1, true, BEGINS, BUILT + 1),
            new Row("a clock of 1970 cannot be: the certificate's first day", 0, true, BEGINS, BEGINS),
            new Row("and one that began before the build must not have ended by then", 0, true, BUILT - 5, BUILT),
            new Row("a clock of 2099 that nobody believes", 129 * YEAR, false, BEGINS, BEGINS),
            new Row("a clock of 1970 that nobody believes", 0, false, BUILT - 5, BUILT));

    @ParameterizedTest
    @FieldSource("ROWS")
    void looksAtAnInstantThatIsPossible(Row row) {
        assertEquals(row.look, new CertificateClock(row.rawNanos, BUILT, row.isBelieved).lookNanos(row.begins));
    }
}

package org.timeball.web.appliance.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.timeball.server.control.ErrorSum;

class ErrorTableTest {

    private static long thousandths(String words) {
        return Math.round(1_000
                * Double.parseDouble(
                        words.replace(",", "").replace(Engineering.MINUS, '-').replaceAll("\u00a0.*", "")));
    }

    /** As a person would add it up with a pencil, from what stands there. */
    @Test
    void addsUpAsItStands() {
        var random = new Random(9);
        for (int round = 0; round < 2_000; round++) {
            var parts = new ArrayList<ErrorSum.Part>();
            double scale = Math.pow(10, -9 + 8 * random.nextDouble());
            for (int k = 0; k < 1 + random.nextInt(8); k++) {
                parts.add(new ErrorSum.Part("part", scale * random.nextDouble(), scale * 2 * random.nextDouble()));
            }
            var rows = ErrorTable.of(new ErrorSum(parts, List.of(), 1e-3)).rows();
            var above = rows.subList(0, rows.size() - 1);

            assertEquals(
                    thousandths(rows.getLast().within()),
                    above.stream().mapToLong(row -> thousandths(row.within())).sum());
            assertEquals(
                    thousandths(rows.getLast().bound()),
                    above.stream().mapToLong(row -> thousandths(row.bound())).sum());
        }
    }

    @Test
    void saysEachPartInTheUnitOfTheSum() {
        var table = ErrorTable.of(new ErrorSum(
                List.of(new ErrorSum.Part("cable", 20e-9, 20e-9), new ErrorSum.Part("scatter", 1.3e-6, 2.6e-6)),
                List.of(),
                1e-3));

        assertEquals(
                List.of(
                        new ErrorTable.Row("cable", "0.020_µs", "0.020_µs"),
                        new ErrorTable.Row("scatter", "1.300_µs", "2.600_µs"),
                        new ErrorTable.Row("together", "1.320_µs", "2.620_µs")),
                table.rows().stream()
                        .map(row -> new ErrorTable.Row(
                                row.name(),
                                row.within().replace('\u00a0', '_'),
                                row.bound().replace('\u00a0', '_')))
                        .toList());
    }

    @Test
    void addsNothingUpWhereNothingIsVouchedFor() {
        assertTrue(ErrorTable.of(ErrorSum.UNTOLD).rows().isEmpty());
    }
}

package org.timeball.server.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * L8 of the test catalogue: a day under NTS on a network that loses packets, delays answers until the next request is under
 * way, and brings them twice.
 */
class NetworkLossTest {

    private static final double DAY_SECONDS = 86_400;
    private static final long MINUTE_NANOS = 60_000_000_000L;

    /** A share of what is sent each way, and what it may cost. */
    record Row(double loss, double confusion, int leastMeasurements, int mostKeyExchanges) {
        @Override
        public String toString() {
            return "%.0f %% lost each way, %.0f %% late, as many twice".formatted(100 * loss, 100 * confusion);
        }
    }

    /**
     * Three packets of ten lost on the way there and back together are one of six each way. Eight answers in a row that do
     * not come are taken for a server that has moved, which costs a key exchange: on such a network about once a day.
     */
    static final List<Row> ROWS = List.of(
            new Row(0, 0, 2_600, 1),
            new Row(0.01, 0.01, 2_500, 1),
            new Row(0.1, 0, 2_000, 1),
            new Row(0.1, 0.1, 1_600, 1),
            new Row(0.163, 0, 1_400, 2),
            new Row(0.3, 0, 500, 12),
            new Row(0.3, 0.3, 70, 12));

    @ParameterizedTest
    @FieldSource("ROWS")
    void costsMeasurementsAndNoKeys(Row row) {
        var world = new VirtualWorld(VirtualWorld.nts(), 0);
        world.loses(row.loss);
        world.confuses(row.confusion);

        world.run(DAY_SECONDS);

        int measured = world.measurements.size();
        int exchanged = world.keyExchanges.size();
        assertTrue(measured >= row.leastMeasurements, () -> measured + " measurements");
        assertTrue(exchanged <= row.mostKeyExchanges, () -> exchanged + " key exchanges");
        for (int i = 1; i < exchanged; i++) {
            assertTrue(world.keyExchanges.get(i) - world.keyExchanges.get(i - 1) >= MINUTE_NANOS, "a minute apart");
        }
        assertEquals(0, world.server.cookiesSeenTwice());

        world.loses(0);
        world.confuses(0);
        int before = world.measurements.size();
        world.run(2 * 2_048);
        assertTrue(world.measurements.size() > before, "it recovers");
    }
}

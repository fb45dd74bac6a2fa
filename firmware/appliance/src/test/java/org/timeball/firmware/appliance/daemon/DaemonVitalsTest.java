package org.timeball.firmware.appliance.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.timeball.refclock.time.ClockState;
import org.timeball.server.control.Corrections;
import org.timeball.server.control.ErrorSum;
import org.timeball.server.control.KeyExchangeStats;
import org.timeball.server.control.LeapRecord;
import org.timeball.server.control.Pools;
import org.timeball.server.control.PulseCounts;
import org.timeball.server.control.Receiver;
import org.timeball.server.control.ServerStats;
import org.timeball.server.control.StampStats;
import org.timeball.server.control.Status;
import org.timeball.server.control.Tracking;

class DaemonVitalsTest {

    record Row(ClockState state, List<String> alarms, String line) {}

    static final List<Row> ROWS = List.of(
            new Row(ClockState.LOCKED, List.of(), "Locked, within ±430 ns of UTC"),
            new Row(ClockState.HOLDOVER, List.of(), "Holdover, within ±430 ns of UTC"),
            new Row(ClockState.ACQUIRING, List.of(), "Acquiring: because"),
            new Row(ClockState.LOCKED, List.of("a", "b"), "Locked, within ±430 ns of UTC; alarm: a; b"),
            new Row(ClockState.UNSYNCHRONISED, List.of("a"), "Not synchronised: because; alarm: a"));

    @ParameterizedTest
    @FieldSource("ROWS")
    void saysInALineWhatIsVouchedFor(Row row) {
        assertEquals(row.line, DaemonVitals.line(status(row.state).alarmed(row.alarms)));
    }

    private static Status status(ClockState state) {
        return new Status(
                "",
                0,
                0,
                state,
                0,
                "because",
                4.21e-7,
                1e-6,
                new Tracking(0, "", 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, "", LeapRecord.UNTOLD, 0),
                List.of(),
                new Receiver("", false, "", "", 0, 0, List.of(), 0, 0, 0, 0, "", Receiver.Health.UNTOLD, ""),
                new PulseCounts("", 0, 0, Map.of()),
                new ServerStats(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, Map.of(), 0, 0, StampStats.NONE),
                new KeyExchangeStats(0, 0, Map.of(), Map.of()),
                Pools.NONE,
                Corrections.NONE,
                ErrorSum.UNTOLD,
                List.of());
    }
}

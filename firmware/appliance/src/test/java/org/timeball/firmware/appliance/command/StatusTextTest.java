package org.timeball.firmware.appliance.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.timeball.server.control.Status;

@ExtendWith(Abroad.class)
class StatusTextTest {

    record Report(String name, Status status, String text, String csv) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Report> REPORTS = List.of(
            new Report(
                    "locked",
                    Example.LOCKED,
                    """
                    Locked for 3 h 10 min: pulses steer the clock
                    within ±430 ns of UTC (95 %), bound ±1.2 µs (99.9 % of seconds)

                    UTC time       2026-11-23 03:52:44.123
                    Source         PPS, stratum 1, leap status Normal
                    Satellites     9 used of 3 in view, 3D
                    Pulses         11,399 used, 4 missed, 11 not used (too late 6, too early 5)
                    Receiver       /dev/ttyAMA0, NEO-M8T, UBX, antenna ok, 34,000 messages, 17 octets discarded, times reopened: 3
                    Set-up         done: u-blox NEO-M8T at 115200 baud
                    Leap seconds   a second inserted before 2027-01-01, mode kernel, TAI is 37 s ahead of UTC, \
                    leap-seconds.list expired on 2026-06-28, served time smeared by -0.125 s; only two of three say so
                    Systematic     ±1.1 µs (antenna cable 50 ns ±11 ns, receiver and all else ±500 ns, board latency 1.5 µs ±510 ns)
                    Sawtooth       11,001 pulses corrected, sign −: 0.98 ±0.01 of it shows
                    Temperature    cpu-thermal 48.7 °C, -0.0151 ppm/°C explains 87 %, applied: oscillator changes by 0.0072 ppm without, 0.0026 with
                    Clients        12.5 answers a second, 2.3 with NTS; 982 answered, 18 dropped \
                    (access 11, rate limit 5, malformed 2)
                    Key exchanges  28 completed, 1,234 failed (no ALPN 1,234)
                    Stamps         lo: kernel software stamps (no clock)
                    Daemon         timeball 0.1.0, up 3 h 12 min
                    """,
                    "Locked,0.000000421,0.000001200,1795405964.123456789,PPS,9,3,11399,4,11,12.5,2.3,28\n"),
            new Report(
                    "starting",
                    Example.STARTING,
                    """
                    Starting for 3 s: the receiver has not spoken yet
                    no time is vouched for

                    UTC time       1970-01-01 00:00:00.000
                    Source         none, leap status Not synchronised
                    Satellites     0 used of 0 in view, no fix
                    Pulses         0 used, 0 missed, 0 not used
                    Receiver       /dev/ttyAMA0, silent or not there
                    Leap seconds   none announced, TAI is 0 s ahead of UTC, no leap-second file
                    Clients        0.0 answers a second, 0.0 with NTS; 0 answered, 0 dropped
                    Key exchanges  0 completed, 0 failed
                    Daemon         timeball 0.1.0, up 3 s
                    """,
                    "Starting,16.000000000,16.000000000,0.000000000,,0,0,0,0,0,0.0,0.0,0\n"));

    @Test
    void tellsOfAlarmsBeforeAllElse() {
        var report = StatusText.report(Example.LOCKED.alarmed(List.of("the disk is full", "the disk is red")));
        assertEquals(
                List.of("Alarm: the disk is full", "Alarm: the disk is red", ""),
                report.lines().skip(2).limit(3).toList());
    }

    @ParameterizedTest
    @FieldSource("REPORTS")
    void reports(Report row) {
        assertEquals(row.text, StatusText.report(row.status));
        assertEquals(row.csv, StatusText.csv(row.status));
    }
}

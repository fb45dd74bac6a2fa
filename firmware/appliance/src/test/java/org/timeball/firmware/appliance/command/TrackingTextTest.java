package org.timeball.firmware.appliance.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.timeball.server.control.LeapRecord;
import org.timeball.server.control.Status;
import org.timeball.server.control.Tracking;

@ExtendWith(Abroad.class)
class TrackingTextTest {

    /** What {@code chronyc tracking} of chrony 4.3 printed for a daemon on its own clock. */
    private static final String CHRONYC = """
            Reference ID    : 7F7F0101 ()
            Stratum         : 1
            Ref time (UTC)  : Mon Nov 23 03:52:43 2026
            System time     : 0.000000000 seconds fast of NTP time
            Last offset     : +0.000000000 seconds
            RMS offset      : 0.000000000 seconds
            Frequency       : 0.000 ppm slow
            Residual freq   : +0.000 ppm
            Skew            : 0.000 ppm
            Root delay      : 0.000000000 seconds
            Root dispersion : 0.000000000 seconds
            Update interval : 0.0 seconds
            Leap status     : Normal
            """;

    /** And what {@code chronyc -c tracking} printed. */
    private static final String CHRONYC_CSV = "7F7F0101,,1,1795405963.858120204,0.000000000,0.000000000,0.000000000,"
            + "0.000,0.000,0.000,0.000000000,0.000000000,0.0,Normal";

    private static final Tracking AS_CHRONYD = new Tracking(
            0x7F7F0101L, "", 1, 1_795_405_963_858_120_204L, 0, 0, 0, 0, 0, 0, 0, 0, 0, "Normal", LeapRecord.UNTOLD, 0);

    @Test
    void beginsAsChronycDoes() {
        assertEquals(
                CHRONYC + "Error bound     : 0.000001200 seconds\nState           : Locked\n",
                TrackingText.report(Example.with(AS_CHRONYD)));
        assertEquals(CHRONYC_CSV + ",0.000001200,Locked\n", TrackingText.csv(Example.with(AS_CHRONYD)));
    }

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
                    Reference ID    : 50505300 (PPS)
                    Stratum         : 1
                    Ref time (UTC)  : Mon Nov 23 03:52:43 2026
                    System time     : 0.000000123 seconds slow of NTP time
                    Last offset     : +0.000000054 seconds
                    RMS offset      : 0.000000081 seconds
                    Frequency       : 12.346 ppm slow
                    Residual freq   : +0.001 ppm
                    Skew            : 0.017 ppm
                    Root delay      : 0.000000321 seconds
                    Root dispersion : 0.000001100 seconds
                    Update interval : 1.0 seconds
                    Leap status     : Normal
                    Error bound     : 0.000001200 seconds
                    State           : Locked
                    """,
                    "50505300,PPS,1,1795405963.858120204,0.000000123,0.000000054,0.000000081,-12.346,0.001,0.017,"
                            + "0.000000321,0.000001100,1.0,Normal,0.000001200,Locked\n"),
            new Report(
                    "starting",
                    Example.STARTING,
                    """
                    Reference ID    : 00000000 ()
                    Stratum         : 0
                    Ref time (UTC)  : Thu Jan 01 00:00:00 1970
                    System time     : 0.000000000 seconds fast of NTP time
                    Last offset     : +0.000000000 seconds
                    RMS offset      : 0.000000000 seconds
                    Frequency       : 0.000 ppm slow
                    Residual freq   : +0.000 ppm
                    Skew            : 0.000 ppm
                    Root delay      : 0.000000000 seconds
                    Root dispersion : 16.000000000 seconds
                    Update interval : 0.0 seconds
                    Leap status     : Not synchronised
                    Error bound     : 16.000000000 seconds
                    State           : Starting
                    """,
                    "00000000,,0,0.000000000,0.000000000,0.000000000,0.000000000,0.000,0.000,0.000,"
                            + "0.000000000,16.000000000,0.0,Not synchronised,16.000000000,Starting\n"));

    @ParameterizedTest
    @FieldSource("REPORTS")
    void reports(Report row) {
        assertEquals(row.text, TrackingText.report(row.status));
        assertEquals(row.csv, TrackingText.csv(row.status));
    }

    record Sign(double systemTimeSeconds, double frequencyPpm, String system, String frequency, String correction) {}

    static final List<Sign> SIGNS = List.of(
            new Sign(2, 3, "2.000000000 seconds fast of NTP time", "3.000 ppm fast", ",-2.000000000,"),
            new Sign(-2, -3, "2.000000000 seconds slow of NTP time", "3.000 ppm slow", ",2.000000000,"));

    /** The record's sign is "ahead", chronyc's column is a correction. */
    @ParameterizedTest
    @FieldSource("SIGNS")
    void aheadIsFast(Sign row) {
        var status = Example.with(new Tracking(
                0,
                "",
                1,
                0,
                row.systemTimeSeconds,
                0,
                0,
                row.frequencyPpm,
                -0.5,
                0,
                0,
                0,
                0,
                "Normal",
                LeapRecord.UNTOLD,
                0));

        var text = TrackingText.report(status);

        assertTrue(text.contains("System time     : " + row.system + "\n"), text);
        assertTrue(text.contains("Frequency       : " + row.frequency + "\n"), text);
        assertTrue(text.contains("Residual freq   : -0.500 ppm\n"), text);
        assertTrue(TrackingText.csv(status).contains(row.correction));
    }

    @Test
    void saysWhatItDoesNotKnow() {
        var nan = Double.NaN;
        var status = Example.with(new Tracking(
                0, "", 0, -1, nan, nan, nan, nan, nan, nan, nan, nan, nan, "Normal", LeapRecord.UNTOLD, nan));

        assertTrue(TrackingText.report(status).contains("Skew            : NaN ppm\n"));
        assertTrue(TrackingText.csv(status).startsWith("00000000,,0,-1.999999999,NaN,NaN,NaN,"));
    }
}

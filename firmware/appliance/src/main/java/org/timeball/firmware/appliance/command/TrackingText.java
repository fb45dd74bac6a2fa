package org.timeball.firmware.appliance.command;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.timeball.server.control.Status;

/** The report of chronyc's {@code tracking}, with the error bound and the state at its end. */
final class TrackingText {

    /** C's {@code asctime} order, as chronyc writes it. */
    private static final DateTimeFormatter REF_TIME = DateTimeFormatter.ofPattern(
                    "EEE MMM dd HH:mm:ss yyyy", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private TrackingText() {}

    static String report(Status status) {
        var tracking = status.tracking();
        return String.format(
                Locale.ROOT,
                """
                Reference ID    : %08X (%s)
                Stratum         : %d
                Ref time (UTC)  : %s
                System time     : %.9f seconds %s of NTP time
                Last offset     : %+.9f seconds
                RMS offset      : %.9f seconds
                Frequency       : %.3f ppm %s
                Residual freq   : %+.3f ppm
                Skew            : %.3f ppm
                Root delay      : %.9f seconds
                Root dispersion : %.9f seconds
                Update interval : %.1f seconds
                Leap status     : %s
                Error bound     : %.9f seconds
                State           : %s
                """,
                tracking.refIdBits(),
                tracking.source(),
                tracking.stratum(),
                REF_TIME.format(Instant.ofEpochSecond(0, tracking.refTimeNanos())),
                Math.abs(tracking.systemTimeSeconds()),
                tracking.systemTimeSeconds() < 0 ? "slow" : "fast",
                tracking.lastOffsetSeconds(),
                tracking.rmsOffsetSeconds(),
                Math.abs(tracking.frequencyPpm()),
                tracking.frequencyPpm() > 0 ? "fast" : "slow",
                tracking.residualFrequencyPpm(),
                tracking.skewPpm(),
                tracking.rootDelaySeconds(),
                tracking.rootDispersionSeconds(),
                tracking.updateIntervalSeconds(),
                tracking.leapStatus(),
                status.boundSeconds(),
                status.state().words());
    }

    /** The fourth number is chronyc's correction, hence the change of sign: positive when the machine's clock is slow. */
    static String csv(Status status) {
        var tracking = status.tracking();
        return Csv.line(
                "%08X".formatted(tracking.refIdBits()),
                tracking.source(),
                tracking.stratum(),
                Csv.instant(tracking.refTimeNanos()),
                Csv.seconds(0.0 - tracking.systemTimeSeconds()),
                Csv.seconds(tracking.lastOffsetSeconds()),
                Csv.seconds(tracking.rmsOffsetSeconds()),
                Csv.ppm(tracking.frequencyPpm()),
                Csv.ppm(tracking.residualFrequencyPpm()),
                Csv.ppm(tracking.skewPpm()),
                Csv.seconds(tracking.rootDelaySeconds()),
                Csv.seconds(tracking.rootDispersionSeconds()),
                Csv.tenths(tracking.updateIntervalSeconds()),
                tracking.leapStatus(),
                Csv.seconds(status.boundSeconds()),
                status.state().words());
    }
}

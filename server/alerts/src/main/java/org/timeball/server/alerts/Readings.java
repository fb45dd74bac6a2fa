package org.timeball.server.alerts;

import java.util.List;
import org.timeball.server.control.CertificateRecord;
import org.timeball.server.control.ControlJson;
import org.timeball.server.control.Status;

/**
 * How the clock is, for programs that watch many things; what is not known is NaN, in JSON null.
 *
 * @param state               in words, as {@code Locked} or {@code Not synchronised}
 * @param problem             {@code ON} while something is raised, else {@code OFF}
 * @param alerts              raised now
 * @param lastAlert           the title of what is worst of them; empty if nothing is
 * @param withinMicroseconds  of UTC, 95 %
 * @param boundMicroseconds   what clients are told at most
 * @param stratum             16 while nothing is vouched for
 * @param frequencyPpm        of the oscillator, positive when it is fast
 * @param temperatureCelsius  of the board
 * @param satellitesUsed      by the receiver
 * @param ntpPerSecond        requests answered
 * @param ntsPerSecond        of them with NTS
 * @param certificateDaysLeft of the certificate that ends first
 */
public record Readings(
        String state,
        String problem,
        int alerts,
        String lastAlert,
        double withinMicroseconds,
        double boundMicroseconds,
        int stratum,
        double frequencyPpm,
        double temperatureCelsius,
        int satellitesUsed,
        double ntpPerSecond,
        double ntsPerSecond,
        double certificateDaysLeft) {

    private static final double MICROSECONDS = 1e6;
    private static final double MILLI = 1e3;

    /** At one instant. */
    public static Readings of(AlertFacts facts, List<RaisedAlert> raised) {
        var status = facts.status();
        boolean isVouchedFor = status.state().isSynchronised();
        return new Readings(
                status.state().words(),
                raised.isEmpty() ? "OFF" : "ON",
                raised.size(),
                raised.stream()
                        .findFirst()
                        .map(alert -> AlertWords.title(alert.condition()))
                        .orElse(""),
                isVouchedFor ? rounded(status.withinSeconds() * MICROSECONDS) : Double.NaN,
                isVouchedFor ? rounded(status.boundSeconds() * MICROSECONDS) : Double.NaN,
                isVouchedFor ? status.tracking().stratum() : 16, // RFC 5905's word for it
                rounded(status.tracking().frequencyPpm()),
                rounded(temperature(status)),
                status.receiver().satellitesUsed(),
                rounded(status.service().answeredPerSecond()),
                rounded(status.service().ntsPerSecond()),
                rounded(facts.certificates().certificates().stream()
                        .mapToDouble(CertificateRecord::daysLeft)
                        .filter(Double::isFinite)
                        .min()
                        .orElse(Double.NaN)));
    }

    private static double temperature(Status status) {
        var temperature = status.corrections().temperature();
        return temperature.sensor().isEmpty() ? Double.NaN : temperature.celsius();
    }

    /** Never a negative zero. */
    private static double rounded(double value) {
        return Double.isFinite(value) ? Math.rint(value * MILLI) / MILLI + 0.0 : Double.NaN;
    }

    /** As JSON. */
    public String line() {
        return ControlJson.line(this);
    }
}

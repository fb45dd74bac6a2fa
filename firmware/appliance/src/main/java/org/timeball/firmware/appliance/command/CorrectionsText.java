package org.timeball.firmware.appliance.command;

import java.util.Locale;
import java.util.stream.Collectors;
import org.timeball.server.control.Corrections;
import org.timeball.server.control.SawtoothStats;
import org.timeball.server.control.Spoken;
import org.timeball.server.control.SystematicError;
import org.timeball.server.control.TemperatureStats;

/** What is corrected before any filter, a row for each kind there is. */
final class CorrectionsText {

    private CorrectionsText() {}

    static String report(Corrections corrections) {
        return systematic(corrections.systematic())
                + sawtooth(corrections.sawtooth())
                + temperature(corrections.temperature());
    }

    private static String systematic(SystematicError error) {
        if (error.parts().isEmpty()) {
            return "";
        }
        String parts = error.parts().stream()
                .filter(part -> part.lateSeconds() != 0 || part.seconds() != 0)
                .map(CorrectionsText::part)
                .collect(Collectors.joining(", "));
        return StatusText.row(
                "Systematic", "±%s%s", Spoken.bound(error.seconds()), parts.isEmpty() ? "" : " (" + parts + ")");
    }

    private static String part(SystematicError.Part part) {
        return part.name()
                + (part.lateSeconds() == 0 ? "" : " " + delay(part.lateSeconds()))
                + (part.seconds() == 0 ? "" : " ±" + Spoken.bound(part.seconds()));
    }

    private static String delay(double seconds) {
        return seconds < 0 ? "−" + Spoken.bound(-seconds) : Spoken.bound(seconds);
    }

    private static String sawtooth(SawtoothStats sawtooth) {
        if (!sawtooth.isTold()) {
            return "";
        }
        return sawtooth.sign() == 0
                ? StatusText.row("Sawtooth", "stated by the receiver, not corrected while its sign is not sure")
                : StatusText.row(
                        "Sawtooth",
                        "%s pulses corrected, sign %s: %.2f ±%.2f of it shows",
                        Spoken.count(sawtooth.corrected()),
                        sawtooth.sign() > 0 ? "+" : "−",
                        Math.abs(sawtooth.slope()),
                        sawtooth.slopeDeviation());
    }

    private static String temperature(TemperatureStats temperature) {
        if (temperature.sensor().isEmpty()) {
            return "";
        }
        return StatusText.row(
                "Temperature",
                "%s %s, %+.4f ppm/°C explains %.0f %%, %s: oscillator changes by %.4f ppm without, %.4f with",
                temperature.sensor(),
                Double.isNaN(temperature.celsius())
                        ? "is silent"
                        : String.format(Locale.ROOT, "%.1f °C", temperature.celsius()),
                temperature.slopePpmPerDegree(),
                Math.max(0, 100 * temperature.explained()),
                temperature.isApplied() ? "applied" : "not applied",
                temperature.rmsWithoutPpm(),
                temperature.rmsWithPpm());
    }
}

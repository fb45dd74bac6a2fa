package org.timeball.firmware.appliance.daemon;

import org.timeball.refclock.discipline.ReferenceClockReport;
import org.timeball.refclock.discipline.correction.PulseDelays;
import org.timeball.refclock.discipline.correction.SawtoothReport;
import org.timeball.refclock.discipline.correction.TemperatureReport;
import org.timeball.server.control.Corrections;
import org.timeball.server.control.SawtoothStats;
import org.timeball.server.control.SystematicError;
import org.timeball.server.control.TemperatureStats;

/** Says what is corrected before any filter, in the records of the control socket. */
final class CorrectionsReport {

    private CorrectionsReport() {}

    static Corrections of(PulseDelays delays, ReferenceClockReport report) {
        return new Corrections(systematic(delays), sawtooth(report.sawtooth()), temperature(report.temperature()));
    }

    private static SystematicError systematic(PulseDelays delays) {
        var parts = delays.parts().stream()
                .map(part -> new SystematicError.Part(part.name(), part.lateSeconds(), part.uncertaintySeconds()))
                .toList();
        return new SystematicError(delays.systematicSeconds(), delays.lateSeconds(), parts);
    }

    private static SawtoothStats sawtooth(SawtoothReport sawtooth) {
        return new SawtoothStats(
                sawtooth.isTold(), sawtooth.sign(), sawtooth.slope(), sawtooth.deviation(), sawtooth.corrected());
    }

    private static TemperatureStats temperature(TemperatureReport temperature) {
        return new TemperatureStats(
                temperature.sensor(),
                temperature.celsius(),
                temperature.slopePpbPerDegree() * 1e-3,
                temperature.lagSeconds(),
                temperature.explained(),
                temperature.isApplied(),
                temperature.rmsWithoutPpb() * 1e-3,
                temperature.rmsWithPpb() * 1e-3);
    }
}

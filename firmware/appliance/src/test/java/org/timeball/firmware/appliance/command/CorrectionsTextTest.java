package org.timeball.firmware.appliance.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.timeball.server.control.Corrections;
import org.timeball.server.control.SawtoothStats;
import org.timeball.server.control.SystematicError;
import org.timeball.server.control.TemperatureStats;

/** Rows that a whole report does not have. */
class CorrectionsTextTest {

    @Test
    void saysOfAThermometerThatItIsSilent() {
        var silent = new TemperatureStats("cpu-thermal", Double.NaN, -0.0151, 30, 0.871, false, 0.0072, 0.0026);
        String row = CorrectionsText.report(with(silent));
        assertTrue(row.contains("cpu-thermal is silent, -0.0151 ppm/°C explains 87 %, not applied"), row);
    }

    @Test
    void hasNoRowForWhatIsNotThere() {
        assertEquals("", CorrectionsText.report(with(new TemperatureStats("", Double.NaN, 0, 0, 0, false, 0, 0))));
    }

    private static Corrections with(TemperatureStats temperature) {
        return new Corrections(new SystematicError(0, 0, List.of()), new SawtoothStats(false, 0, 0, 0, 0), temperature);
    }
}

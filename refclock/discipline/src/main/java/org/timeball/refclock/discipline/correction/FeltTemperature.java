package org.timeball.refclock.discipline.correction;

import java.util.List;

/**
 * A thermometer as the crystal may feel it, and what its changes say of the frequency, over a minute and over a quarter of
 * an hour.
 *
 * <p>The short stretch shows what matters while pulses come, the long one the slow changes that are lost in noise from
 * one minute to the next and yet carry a holdover away. Not thread-safe.
 */
final class FeltTemperature {

    static final int SHORT_SECONDS = 64;
    static final int LONG_SECONDS = 1_024;

    /** A change from second to second that is none of temperature: another sensor, or one that came to life. */
    private static final double JUMP_DEGREES = 15;

    private final Thermometer thermometer;
    private final ThermalPath path;
    private final TemperatureSlope slow = new TemperatureSlope(LONG_SECONDS);
    private final TemperatureSlope quick = new TemperatureSlope(SHORT_SECONDS);
    private double reference = Double.NaN;
    private double degrees;
    private double before;
    private double lastCelsius = Double.NaN;

    private FeltTemperature(Thermometer thermometer, ThermalPath path) {
        this.thermometer = thermometer;
        this.path = path;
    }

    Thermometer thermometer() {
        return thermometer;
    }

    double lagSeconds() {
        return path.lagSeconds();
    }

    /** What is learned from minute to minute. */
    TemperatureSlope quick() {
        return quick;
    }

    /** What is learned from one quarter of an hour to the next. */
    TemperatureSlope slow() {
        return slow;
    }

    void passSecond() {
        double celsius = thermometer.celsius();
        if (Double.isNaN(reference)) {
            reference = celsius;
        }
        if (!(Math.abs(celsius - lastCelsius) <= JUMP_DEGREES)) {
            restart(celsius);
        } else {
            before = degrees;
            degrees = path.passSecond(celsius - reference);
        }
        lastCelsius = celsius;
        if (!Double.isNaN(celsius)) {
            quick.passSecond(degrees);
            slow.passSecond(degrees);
        }
    }

    private void restart(double celsius) {
        degrees = Double.isNaN(celsius) ? 0 : celsius - reference;
        before = degrees;
        path.start(degrees);
        interrupt();
    }

    void phase(double freePhaseSeconds) {
        if (!Double.isNaN(lastCelsius)) {
            quick.phase(freePhaseSeconds);
            slow.phase(freePhaseSeconds);
        }
    }

    void interrupt() {
        quick.interrupt();
        slow.interrupt();
    }

    /** What a slope makes of the last second's change, ppb; 0 while the thermometer is silent. */
    double changePpb(TemperatureSlope slope) {
        return Double.isNaN(lastCelsius) ? 0 : slope.changePpb(before, degrees);
    }

    /** A slope's steepness at the present temperature, ppb a degree. */
    double slopeNow(TemperatureSlope slope) {
        return slope.slopeAt(degrees);
    }

    /** All ways from one thermometer to the crystal that are tried. */
    static List<FeltTemperature> of(Thermometer thermometer) {
        return List.of(
                new FeltTemperature(thermometer, new ThermalLag(0)),
                new FeltTemperature(thermometer, new TemperatureTrack()),
                new FeltTemperature(thermometer, new ThermalLag(30)),
                new FeltTemperature(thermometer, new ThermalLag(120)));
    }
}

package org.timeball.refclock.discipline.correction;

/** The crystal follows what is shown with one time constant, as through a piece of copper. Not thread-safe. */
final class ThermalLag implements ThermalPath {

    private final double lagSeconds;
    private double felt;

    /** @param lagSeconds the time constant; 0 for at once */
    ThermalLag(double lagSeconds) {
        this.lagSeconds = lagSeconds;
    }

    @Override
    public void start(double degrees) {
        felt = degrees;
    }

    @Override
    public double passSecond(double degrees) {
        felt += (degrees - felt) / Math.max(1, lagSeconds);
        return felt;
    }

    @Override
    public double lagSeconds() {
        return lagSeconds;
    }
}

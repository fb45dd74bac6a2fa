package org.timeball.refclock.discipline.correction;

/** How what a thermometer shows becomes what the crystal feels, second by second. Not thread-safe. */
sealed interface ThermalPath permits ThermalLag, TemperatureTrack {

    /** What was before does not count: the crystal is as warm as is shown, in degrees above a reference. */
    void start(double degrees);

    /** A second passes, at the end of which so many degrees are shown; what the crystal feels then. */
    double passSecond(double degrees);

    /** Time constant by which the crystal follows the thermometer; 0 where it is taken to follow at once. */
    double lagSeconds();
}

package org.timeball.refclock.discipline.filter;

/**
 * What the discipline wants done to the clock.
 *
 * <p>Both parts are to be done, the step first.
 *
 * @param frequencyPpb how fast the clock is to run until the next command, −500,000 to 500,000, positive = faster
 * @param stepSeconds  what is to be added to the clock at once; 0 nearly always
 */
public record Steering(double frequencyPpb, double stepSeconds) {}

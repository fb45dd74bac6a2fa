/**
 * What an oscillator was seen to do when left alone, and what that says of the next time.
 *
 * <p><b>Units.</b> A stray is how far a clock would have been off after a while had it been left alone then, in seconds;
 * a slope is that divided by the while, in s/s. Minutes count the seconds of the discipline, sixty each.
 *
 * <p><b>Rule.</b> Pure; asked of once a minute, never for each pulse.
 */
package org.timeball.refclock.discipline.holdover;

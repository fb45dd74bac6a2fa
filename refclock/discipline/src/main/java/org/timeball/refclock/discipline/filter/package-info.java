/**
 * The discipline: phases of pulses in, one a second at the most, commands to a clock out.
 *
 * <p>{@link org.timeball.refclock.discipline.filter.Discipline} is the whole of it. It begins with a line through the
 * first pulses, goes on with a bank of Kalman filters that learns what the line's scatter looks like, and asks of pulses
 * that disagree with the filters who is right. What can take its last minute back is
 * {@link org.timeball.refclock.discipline.filter.RetractableDiscipline}.
 *
 * <p>It knows nothing of receivers, of the names of seconds and of what makes pulses late: it is told a phase, or that
 * there was no pulse. Phases are positive when our clock is ahead.
 *
 * <p><b>Rule.</b> Values in, values out: no I/O, no threads, no clock. Nothing here is thread-safe.
 */
package org.timeball.refclock.discipline.filter;

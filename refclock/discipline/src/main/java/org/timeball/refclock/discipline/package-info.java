/**
 * From pulses and epochs to a disciplined clock: which second a pulse names, whether it is to be believed, what to do to
 * the clock, and what a server may vouch for.
 *
 * <p>A pulse passes through here in this order: {@link org.timeball.refclock.discipline.ReferenceClock} checks its
 * stamp, {@link org.timeball.refclock.discipline.PulseLabeler} names its second,
 * {@link org.timeball.refclock.discipline.filter.Discipline} weighs it and answers with a
 * {@link org.timeball.refclock.discipline.filter.Steering}, which the clock obeys.
 *
 * <p><b>Signs.</b> An <em>offset</em> is what must be added: positive when our clock is behind. Inside the filter stands
 * its opposite, the <em>phase</em>, our clock minus UTC: positive when ahead. A commanded frequency is positive when it
 * makes the clock faster; the oscillator's error is positive when the oscillator runs fast.
 *
 * <p><b>Time scales.</b> {@code rawNanos} is a reading of the machine's clock; {@code clockNanos} is the disciplined
 * clock, the raw reading plus its correction; {@code utcSecond} is the second a pulse names.
 *
 * <p><b>Rule.</b> Nothing here opens, sleeps, logs or reads a clock other than through
 * {@link org.timeball.refclock.time.SystemClock}. A {@code ReferenceClock} has one owner thread; what other threads may
 * call says so.
 */
package org.timeball.refclock.discipline;

/**
 * What is known to be wrong with a pulse or with the oscillator before any filter has seen it, and how it was learned.
 *
 * <p>{@link org.timeball.refclock.discipline.correction.PulseDelays} is what no statistics show: latency of the board,
 * antenna cable, the operator's calibration. {@link org.timeball.refclock.discipline.correction.SawtoothCorrection}
 * takes off the quantisation error that a timing receiver states, once its sign is known.
 * {@link org.timeball.refclock.discipline.correction.TemperatureFeedForward} learns what heat does to the oscillator.
 *
 * <p><b>Signs.</b> A delay is positive when the pulse is stamped late. A phase is our clock minus UTC, positive when
 * ahead; a late stamp makes it too large. A frequency in ppb is that of the oscillator, positive = fast.
 *
 * <p><b>Rule.</b> Pure: values in, values out. Nothing here is thread-safe; a {@code ReferenceClock} owns it.
 */
package org.timeball.refclock.discipline.correction;

/**
 * Values of time and the ports through which the rest of the appliance reads and steers a clock.
 *
 * <p><b>Units.</b> An instant is a {@code long} named {@code …Nanos}, since the Unix epoch. {@code rawNanos} is a
 * reading of the machine's own clock ({@code CLOCK_REALTIME}) as it stands; {@code utcNanos} is what we hold to be UTC.
 * A difference inside a filter is a {@code double} named {@code …Seconds}, positive when the local clock is
 * <em>behind</em>. A frequency is {@code …Ppb}, positive when the clock is made to run faster.
 * {@link org.timeball.refclock.time.NtpTimestamp} exists only at the wire.
 *
 * <p><b>Rule.</b> No I/O, no threads, no logging; depends on {@code java.base} alone.
 */
package org.timeball.refclock.time;

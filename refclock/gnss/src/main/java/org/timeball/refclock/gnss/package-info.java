/**
 * A satellite receiver's bytes and what they mean: framing, messages, epochs, week rollover.
 *
 * <p>Hostile bytes are values: nothing here throws on what a serial line may carry. Nothing here decides whether the
 * receiver is to be trusted; that is the discipline's business.
 *
 * <p>Bytes pass {@link org.timeball.refclock.gnss.ReceiverDecoder} (framing), become a
 * {@link org.timeball.refclock.gnss.ReceiverMessage}, and come out of {@link org.timeball.refclock.gnss.GnssReceiver}
 * as one {@link org.timeball.refclock.gnss.Epoch} for each second. Times inside are integer nanoseconds; a fraction
 * of a second never passes through a {@code double}.
 */
package org.timeball.refclock.gnss;

package org.timeball.refclock.time;

/**
 * Bytes as one read of a serial line gave them.
 *
 * @param bytes    at least one; belongs to whoever received this value
 * @param rawNanos the machine's own clock when the read returned, since the Unix epoch
 */
public record ReceiverBytes(byte[] bytes, long rawNanos) {}

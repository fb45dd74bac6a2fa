package org.timeball.refclock.gnss;

/**
 * What became of a receiver's bytes, since the decoder was made.
 *
 * @param messages       with a right checksum and readable, whether interpreted or not
 * @param noiseBytes     octets that are part of no message with a right checksum
 * @param checksumErrors sentences and frames complete but for their checksum
 * @param malformed      sentences cut short, too long or without a checksum; frames with an impossible length;
 *     messages with a right checksum and an impossible content
 */
public record DecoderCounters(long messages, long noiseBytes, long checksumErrors, long malformed) {}

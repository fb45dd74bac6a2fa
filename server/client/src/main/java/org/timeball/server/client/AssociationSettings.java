package org.timeball.server.client;

/**
 * How a server is asked.
 *
 * @param security      plain, or by NTS
 * @param polls         how often
 * @param isInterleaved whether to ask for when the reply before really left (RFC 9769)
 * @param floorNanos    no true time is earlier: when this program was built, or the last instant that was known for sure;
 *     nanoseconds since the Unix epoch
 */
public record AssociationSettings(Security security, PollRange polls, boolean isInterleaved, long floorNanos) {}

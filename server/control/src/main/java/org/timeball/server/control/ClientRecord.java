package org.timeball.server.control;

/**
 * What one client, or one network of clients, asked since it was remembered.
 *
 * @param name            address, network or number, as the configuration has it
 * @param requests        its NTP requests, those not answered included
 * @param dropped         of them, those not answered because they came too often
 * @param nts             of them, those answered with NTS
 * @param interleaved     of them, those answered in interleaved mode
 * @param intervalSeconds between its requests, smoothed; 0 before the second
 * @param sinceSeconds    since the first of them
 * @param lastSeconds     since the last of them
 */
public record ClientRecord(
        String name,
        long requests,
        long dropped,
        long nts,
        long interleaved,
        double intervalSeconds,
        long sinceSeconds,
        long lastSeconds) {}

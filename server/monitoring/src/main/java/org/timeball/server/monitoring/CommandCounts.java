package org.timeball.server.monitoring;

/**
 * What came in on the control socket since start.
 *
 * @param received request lines, and connections that there was no room for
 * @param refused  of them, those that were not answered with what they asked for
 */
public record CommandCounts(long received, long refused) {}

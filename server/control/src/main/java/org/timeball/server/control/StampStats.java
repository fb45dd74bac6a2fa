package org.timeball.server.control;

/**
 * Who stamped what was served, since start.
 *
 * @param kernelReceive  requests whose arrival the kernel stamped
 * @param daemonReceive  requests whose arrival the daemon had to stamp, some microseconds late
 * @param kernelTransmit answers that told the kernel's own stamp, of the answer before: interleaved mode
 * @param daemonTransmit answers that told when they would leave, as the daemon expected it: basic mode
 */
public record StampStats(long kernelReceive, long daemonReceive, long kernelTransmit, long daemonTransmit) {}

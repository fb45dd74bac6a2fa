package org.timeball.server.control;

import java.util.List;

/**
 * Who stamped what was served, since start.
 *
 * @param daemonReceive    requests whose arrival the daemon had to stamp, some microseconds late
 * @param daemonTransmit   answers that told when they would leave, as the daemon expected it: basic mode
 * @param kernelReceive    requests whose arrival the kernel stamped
 * @param kernelTransmit   answers that told the kernel's or the card's stamp, of the answer before: interleaved mode
 * @param hardwareReceive  requests whose arrival the network card stamped
 * @param hardwareTransmit answers of which the network card said when they left
 * @param interfaces       who stamps now, an interface each
 */
public record StampStats(
        long daemonReceive,
        long daemonTransmit,
        long kernelReceive,
        long kernelTransmit,
        long hardwareReceive,
        long hardwareTransmit,
        List<StampedInterface> interfaces) {

    /** Nothing was served, and there is nowhere to serve. */
    public static final StampStats NONE = new StampStats(0, 0, 0, 0, 0, 0, List.of());

    /** Copies the list. */
    public StampStats {
        interfaces = List.copyOf(interfaces);
    }
}

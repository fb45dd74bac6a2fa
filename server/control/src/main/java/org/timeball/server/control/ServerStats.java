package org.timeball.server.control;

import java.util.Map;

/**
 * What clients asked and got since start: chronyc's {@code serverstats}, and the reasons behind its totals.
 *
 * @param ntpReceived          packets that arrived on the NTP port
 * @param ntpDropped           of them, those that were not answered
 * @param commandReceived      requests on the control socket
 * @param commandDropped       of them, those refused
 * @param clientLogDropped     client records pushed out for want of room
 * @param keyExchangeAccepted  NTS-KE connections accepted
 * @param keyExchangeDropped   NTS-KE connections closed unheard, for a limit
 * @param authenticated        NTP requests that carried valid NTS
 * @param interleaved          answers in interleaved mode
 * @param timestampsHeld       transmit stamps kept for interleaved mode
 * @param timestampSpanSeconds how far back they reach
 * @param ntpAnswered          packets answered with time, NTS or not
 * @param naks                 answers that told a client its cookie no longer opens
 * @param dropReasons          dropped packets by reason in a few words
 * @param answeredPerSecond    answers a second, over the last ten seconds
 * @param ntsPerSecond         of them, those with NTS
 * @param stamps               who stamped what was served
 */
public record ServerStats(
        long ntpReceived,
        long ntpDropped,
        long commandReceived,
        long commandDropped,
        long clientLogDropped,
        long keyExchangeAccepted,
        long keyExchangeDropped,
        long authenticated,
        long interleaved,
        long timestampsHeld,
        long timestampSpanSeconds,
        long ntpAnswered,
        long naks,
        Map<String, Long> dropReasons,
        double answeredPerSecond,
        double ntsPerSecond,
        StampStats stamps) {

    /** Copies the map. */
    public ServerStats {
        dropReasons = Map.copyOf(dropReasons);
    }
}

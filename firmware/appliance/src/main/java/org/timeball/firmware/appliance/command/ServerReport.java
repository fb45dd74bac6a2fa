package org.timeball.firmware.appliance.command;

import org.timeball.server.control.KeyExchangeStats;
import org.timeball.server.control.ServerStats;
import org.timeball.server.control.Status;

/**
 * What {@code serverstats --json} prints: two parts of the status, under the names they have there.
 *
 * @param service     NTP, and NTS-KE in chronyc's words
 * @param keyExchange NTS-KE by outcome
 */
record ServerReport(ServerStats service, KeyExchangeStats keyExchange) {

    static ServerReport of(Status status) {
        return new ServerReport(status.service(), status.keyExchange());
    }
}

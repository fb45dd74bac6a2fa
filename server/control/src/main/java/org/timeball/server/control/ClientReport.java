package org.timeball.server.control;

import java.util.List;

/**
 * Who asked: the clients remembered, those that asked most first.
 *
 * @param naming     what a name is: {@code address}, {@code prefix}, {@code hash}, or {@code off} for no names at all
 * @param remembered how many there are, of which the list may hold fewer
 * @param room       how many could be remembered
 * @param forgotten  how many were pushed out for want of room, since start
 * @param clients    the list
 */
public record ClientReport(String naming, long remembered, long room, long forgotten, List<ClientRecord> clients) {

    /** Copies the list. */
    public ClientReport {
        clients = List.copyOf(clients);
    }
}

package org.timeball.server.diagnosis;

import java.util.List;

/**
 * What came of asking the box's own services, and who has their ports.
 *
 * @param ntp         each address at which time is served
 * @param keyExchange each address at which keys are handed out
 * @param holders     of the ports that the configuration names, whoever they are
 * @param interfaceName over which the rest of the world is reached; empty where it is not
 * @param isWireless  whether that is by radio
 */
public record ServiceFacts(
        List<Asked> ntp, List<Asked> keyExchange, List<Holder> holders, String interfaceName, boolean isWireless) {

    /** Copies the lists. */
    public ServiceFacts {
        ntp = List.copyOf(ntp);
        keyExchange = List.copyOf(keyExchange);
        holders = List.copyOf(holders);
    }

    /**
     * A service that was asked as a client would.
     *
     * @param where   address and port
     * @param trouble what went wrong, a sentence without its full stop; empty where nothing did
     * @param told    what is worth knowing of an answer; may be empty
     */
    public record Asked(String where, String trouble, String told) {}

    /**
     * Who has a port.
     *
     * @param port    its number
     * @param isUdp   else it is of TCP
     * @param address at which
     * @param user    as whom that program runs
     */
    public record Holder(int port, boolean isUdp, String address, String user) {}
}

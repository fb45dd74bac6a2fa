package org.timeball.firmware.appliance.bench.server;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A server that runs and can be asked.
 *
 * @param name            as the results call it
 * @param process         its processes, killed by whoever started it
 * @param ntpPort         UDP, on 127.0.0.1
 * @param keyExchangePort TCP, on 127.0.0.1; empty for one without NTS
 * @param authority       the certificate of the CA that vouches for it, as {@code localhost}
 */
record Contender(String name, ServerProcess process, int ntpPort, OptionalInt keyExchangePort, Path authority) {

    /** The least C that answers valid NTP: the yardstick of a machine. */
    static final String ECHO = "echod";

    /** Ours. */
    static final String TIMEBALL = "timeball";

    /** The one that is installed here. */
    static final String CHRONYD = "chronyd";

    /** The newer one of the folder of peers. */
    static final String PEER_CHRONYD = "chronyd-peer";

    /** Why it cannot be asked in a mode; empty when it can be tried. */
    Optional<String> cannot(Mode mode) {
        return mode.needsKeyExchange() && keyExchangePort.isEmpty() ? Optional.of("has no NTS") : Optional.empty();
    }
}

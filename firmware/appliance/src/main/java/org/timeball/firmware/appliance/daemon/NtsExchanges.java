package org.timeball.firmware.appliance.daemon;

import java.security.SecureRandom;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.timeball.server.linux.NettleSiv;
import org.timeball.server.protocol.AeadAlgorithm;
import org.timeball.server.protocol.CookieJar;
import org.timeball.server.protocol.NtsServerExchange;
import org.timeball.server.protocol.aead.Aead;
import org.timeball.server.state.TimeballConfig;

/**
 * Makes each NTP thread its NTS exchange, with the ciphers that the operator allows and the machine has.
 *
 * @param jar    where cookies come from
 * @param random what nonces begin from
 * @param nettle whether libnettle may compute
 */
record NtsExchanges(CookieJar jar, SecureRandom random, boolean nettle) {

    private static final Logger LOG = LoggerFactory.getLogger(NtsExchanges.class);

    NtsExchanges(CookieJar jar, SecureRandom random, TimeballConfig.Nts settings) {
        this(jar, random, settings.nettle());
    }

    /** One more, for a thread of its own. */
    NtsServerExchange next() {
        return new NtsServerExchange(jar, random, nettle ? byNettle() : Map.of());
    }

    private static Map<AeadAlgorithm, Aead> byNettle() {
        var loaded = NettleSiv.load();
        LOG.info("event=nts-cipher aead=15,17 by={}", loaded.isPresent() ? "libnettle" : "java");
        return loaded.map(NettleSiv::inPlaceOfOurs).orElse(Map.of());
    }
}

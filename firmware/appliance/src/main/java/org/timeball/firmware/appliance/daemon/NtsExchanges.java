package org.timeball.firmware.appliance.daemon;

import java.security.SecureRandom;
import java.util.List;
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

    /** What an operator has to see to, a sentence each. */
    List<String> alarms() {
        boolean isTried = nettle && NettleSiv.isInstalled();
        return alarms(isTried, isTried && NettleSiv.load().isPresent());
    }

    /**
     * The same, of what was found.
     *
     * @param isTried whether the library is wanted and there
     * @param isRight whether it then computed what it should
     */
    static List<String> alarms(boolean isTried, boolean isRight) {
        return isTried && !isRight
                ? List.of(
                        "libnettle fails its self-test for AES-SIV-CMAC, Java computes in its place: install libnettle8"
                                + " anew, or write nettle = false under [nts]")
                : List.of();
    }

    private static Map<AeadAlgorithm, Aead> byNettle() {
        var loaded = NettleSiv.load();
        LOG.info("event=nts-cipher aead=15,17 by={}", loaded.isPresent() ? "libnettle" : "java");
        return loaded.map(NettleSiv::inPlaceOfOurs).orElse(Map.of());
    }
}

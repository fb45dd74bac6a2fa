package org.timeball.firmware.appliance.daemon;

import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.timeball.server.linux.nettle.NettleAeads;
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
 * @param alarms what an operator has to see to, a sentence each
 */
record NtsExchanges(CookieJar jar, SecureRandom random, boolean nettle, List<String> alarms) {

    private static final Logger LOG = LoggerFactory.getLogger(NtsExchanges.class);

    NtsExchanges(CookieJar jar, SecureRandom random, TimeballConfig.Nts settings) {
        this(jar, random, settings.nettle(), found(settings.nettle()));
    }

    /** Others that make cookies of the same jar. */
    NtsExchanges with(TimeballConfig.Nts settings) {
        return new NtsExchanges(jar, random, settings);
    }

    /** One more, for a thread of its own. */
    NtsServerExchange next() {
        return new NtsServerExchange(jar, random, nettle ? byNettle() : Map.of());
    }

    private static List<String> found(boolean nettle) {
        return nettle ? alarms(NettleAeads.load().wrong()) : List.of();
    }

    /**
     * What an operator has to see to.
     *
     * @param wrong what the library did not compute as it should
     */
    static List<String> alarms(Set<AeadAlgorithm> wrong) {
        return wrong.isEmpty()
                ? List.of()
                : List.of("libnettle fails its self-test for AEAD " + numbers(wrong) + ", Java computes in its place:"
                        + " install libnettle8 anew, or write nettle = false under [nts]");
    }

    private static Map<AeadAlgorithm, Aead> byNettle() {
        var computed = NettleAeads.load().inPlaceOfOurs();
        LOG.info(
                "event=nts-cipher by-libnettle={} by-java={}",
                numbers(computed.keySet()),
                numbers(others(computed.keySet())));
        return computed;
    }

    private static Set<AeadAlgorithm> others(Set<AeadAlgorithm> algorithms) {
        var others = EnumSet.allOf(AeadAlgorithm.class);
        others.removeAll(algorithms);
        return others;
    }

    private static String numbers(Set<AeadAlgorithm> algorithms) {
        return algorithms.stream()
                .sorted()
                .map(algorithm -> Integer.toString(algorithm.id()))
                .collect(Collectors.joining(","));
    }
}

package org.timeball.firmware.appliance.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.timeball.server.protocol.AeadAlgorithm;
import org.timeball.server.protocol.CookieJar;
import org.timeball.server.protocol.CookieKeyRing;
import org.timeball.server.state.TimeballConfig;

class NtsExchangesTest {

    @Test
    void aLibraryThatComputesWronglyIsAnAlarmAndAMissingOneIsNot() {
        assertEquals(List.of(), NtsExchanges.alarms(Set.of()));
        var alarms = NtsExchanges.alarms(Set.of(AeadAlgorithm.AES_128_GCM_SIV, AeadAlgorithm.AES_SIV_CMAC_512));
        assertEquals(1, alarms.size());
        assertTrue(alarms.getFirst().startsWith("libnettle fails its self-test for AEAD 17,30,"), alarms::toString);
    }

    @Test
    void raiseNoAlarmOnThisMachine() {
        var random = new SecureRandom();
        var jar = new CookieJar(CookieKeyRing.create(random, 0), random);
        for (boolean nettle : new boolean[] {true, false}) {
            assertEquals(List.of(), new NtsExchanges(jar, random, new TimeballConfig.Nts(nettle)).alarms());
        }
    }
}

package org.timeball.firmware.appliance.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.timeball.server.protocol.CookieJar;
import org.timeball.server.protocol.CookieKeyRing;

class NtsExchangesTest {

    @Test
    void aLibraryThatComputesWronglyIsAnAlarmAndAMissingOneIsNot() {
        assertEquals(List.of(), NtsExchanges.alarms(false, false));
        assertEquals(List.of(), NtsExchanges.alarms(true, true));
        var alarms = NtsExchanges.alarms(true, false);
        assertEquals(1, alarms.size());
        assertTrue(alarms.getFirst().startsWith("libnettle fails its self-test"), alarms::toString);
    }

    @Test
    void raiseNoAlarmOnThisMachine() {
        var random = new SecureRandom();
        var jar = new CookieJar(CookieKeyRing.create(random, 0), random);
        for (boolean nettle : new boolean[] {true, false}) {
            assertEquals(List.of(), new NtsExchanges(jar, random, nettle).alarms());
        }
    }
}

package org.timeball.firmware.appliance.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Abroad.class)
class ServerStatsTextTest {

    /** What {@code chronyc serverstats} of chrony 4.3 printed. */
    private static final String CHRONYC = """
            NTP packets received       : 0
            NTP packets dropped        : 0
            Command packets received   : 10
            Command packets dropped    : 0
            Client log records dropped : 0
            NTS-KE connections accepted: 0
            NTS-KE connections dropped : 0
            Authenticated NTP packets  : 0
            Interleaved NTP packets    : 0
            NTP timestamps held        : 0
            NTP timestamp span         : 0
            """;

    @Test
    void beginsAsChronycDoes() {
        assertEquals(CHRONYC + """
                        NTP daemon RX timestamps   : 0
                        NTP daemon TX timestamps   : 0
                        NTP kernel RX timestamps   : 0
                        NTP kernel TX timestamps   : 0
                        NTP hardware RX timestamps : 0
                        NTP hardware TX timestamps : 0
                        NTP packets answered       : 0
                        NTS NAKs sent              : 0
                        Answers per second         : 0.0
                        Answers with NTS per second: 0.0
                        """, ServerStatsText.report(Example.NO_SERVICE));
        assertEquals("0,0,10,0,0,0,0,0,0,0,0" + ",0,0,0.0,0.0,0,0,0,0,0,0\n", ServerStatsText.csv(Example.NO_SERVICE));
    }

    @Test
    void reports() {
        assertEquals("""
                NTP packets received       : 1000
                NTP packets dropped        : 18
                Command packets received   : 33
                Command packets dropped    : 7
                Client log records dropped : 8
                NTS-KE connections accepted: 19
                NTS-KE connections dropped : 20
                Authenticated NTP packets  : 201
                Interleaved NTP packets    : 22
                NTP timestamps held        : 23
                NTP timestamp span         : 24
                NTP daemon RX timestamps   : 28
                NTP daemon TX timestamps   : 30
                NTP kernel RX timestamps   : 27
                NTP kernel TX timestamps   : 29
                NTP hardware RX timestamps : 31
                NTP hardware TX timestamps : 32
                NTP packets answered       : 982
                NTS NAKs sent              : 25
                Answers per second         : 12.5
                Answers with NTS per second: 2.3
                Dropped: access            : 11
                Dropped: malformed         : 2
                Dropped: rate limit        : 5
                Stamps at lo               : kernel software stamps (no clock)
                """, ServerStatsText.report(Example.SERVICE));
        assertEquals(
                "1000,18,33,7,8,19,20,201,22,23,24,982,25,12.5,2.3,28,30,27,29,31,32\n",
                ServerStatsText.csv(Example.SERVICE));
    }
}

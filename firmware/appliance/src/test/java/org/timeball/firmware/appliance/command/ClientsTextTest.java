package org.timeball.firmware.appliance.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.timeball.server.control.ClientRecord;
import org.timeball.server.control.ClientReport;

@ExtendWith(Abroad.class)
class ClientsTextTest {

    /** What {@code chronyc -n clients} of chrony 4.3 printed of a client that asked five times in two seconds. */
    private static final String CHRONYC = """
            Hostname                      NTP   Drop Int IntL Last     Cmd   Drop Int  Last
            ===============================================================================
            127.0.0.1                       5      0  -1   -     0       0      0   -     -
            """;

    private static final ClientReport ONE =
            new ClientReport("address", 1, 16, 0, List.of(new ClientRecord("127.0.0.1", 5, 0, 0, 0, 0.45, 2, 0)));

    @Test
    void isLaidOutAsChronycsIs() {
        assertEquals(CHRONYC, ClientsText.report(ONE));
        assertEquals("127.0.0.1,5,0,-1,127,0,0,0,127,4294967295,0,0\n", ClientsText.csv(ONE));
    }

    @Test
    void saysHowManyAreNotShown() {
        assertEquals("""
                Hostname                      NTP   Drop Int IntL Last     Cmd   Drop Int  Last
                ===============================================================================
                192.0.2.0/24               1234567     89  -1   -     0       0      0   -     -
                2001:db8:1234::/48              5      0   6   -   21m       0      0   -     -
                1 more are remembered; --count shows more of them.
                """, ClientsText.report(Example.CLIENTS));
    }

    @Test
    void saysWhyNobodyIsShown() {
        var off = new ClientReport("off", 0, 16, 0, List.of());

        assertTrue(ClientsText.report(off).endsWith("says client-names = \"off\".\n"));
        assertEquals("", ClientsText.csv(off));
    }
}

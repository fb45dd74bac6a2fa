package org.timeball.server.ntp.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class NetworkTextTest {

    @Test
    void isWrittenAsPeopleDo() {
        assertEquals("2001:db8:1:2::", NetworkText.ofIpv6(0x2001_0db8_0001_0002L));
        assertEquals("2001:db8::", NetworkText.ofIpv6(0x2001_0db8_0000_0000L));
        assertEquals("2001:0:0:ff::", NetworkText.ofIpv6(0x2001_0000_0000_00ffL));
        assertEquals("fe80::", NetworkText.ofIpv6(0xfe80L << 48));
        assertEquals("::", NetworkText.ofIpv6(0));
        assertEquals("192.0.2.255", NetworkText.ofIpv4(0xffff_c000_02ffL));
    }

    @Test
    void tellsTheFamiliesApart() {
        assertTrue(NetworkText.isIpv4(0, 0xffff_0000_0000L));
        assertFalse(NetworkText.isIpv4(0, 0));
        assertFalse(NetworkText.isIpv4(1, 0xffff_0000_0000L));
    }
}

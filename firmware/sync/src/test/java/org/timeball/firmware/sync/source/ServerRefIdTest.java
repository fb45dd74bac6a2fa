package org.timeball.firmware.sync.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;

class ServerRefIdTest {

    @Test
    void anIpv4AddressIsItself() {
        assertEquals(
                0xc0000201, ServerRefId.of(InetAddress.ofLiteral("192.0.2.1")).bits());
    }

    /** The first octets of what md5sum(1) makes of fifteen zeros and a one. */
    @Test
    void anIpv6AddressIsTheBeginningOfItsSum() {
        assertEquals(0xcf404dc8, ServerRefId.of(InetAddress.ofLiteral("::1")).bits());
    }
}

package org.timeball.server.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class InterfaceStampsTest {

    /** The loopback device calls skb_tx_timestamp (drivers/net/loopback.c), and has no clock of its own. */
    @Test
    void findsTheKernelsStampsOnLoopback() {
        var loopback = InterfaceStamps.of("lo");

        assertTrue(loopback.stampsReceived() && loopback.stampsSent());
        assertEquals(Optional.empty(), loopback.cardClock());
        assertEquals("kernel", loopback.receiveWords());
        assertEquals("none", loopback.hardwareWords());
    }

    @Test
    void saysOfWhatIsNotThereThatItStampsNothing() {
        var absent = InterfaceStamps.of("no-such-interface-0");

        assertEquals("daemon", absent.receiveWords());
        assertEquals("daemon", absent.transmitWords());
    }

    @Test
    void namesACardsClock() {
        assertEquals("/dev/ptp0, not used", new InterfaceStamps("eth0", true, true, Optional.of(0)).hardwareWords());
    }
}

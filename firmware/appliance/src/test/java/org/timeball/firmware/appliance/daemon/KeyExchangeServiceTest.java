package org.timeball.firmware.appliance.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.timeball.server.keyexchange.KeyExchangeLimits;
import org.timeball.server.state.ConnectionLimits;

class KeyExchangeServiceTest {

    @Test
    void limitsClientsAsTheFileSays() {
        assertEquals(
                new KeyExchangeLimits(Duration.ofMillis(2_500), 1_024, 32),
                KeyExchangeService.limits(new ConnectionLimits(1_024, 32, 2.5)));
    }

    /** The listener's tests, floods among them, run with what is shipped. */
    @Test
    void limitsThemWhereItIsSilentAsTheListenersTestsDo() {
        assertEquals(KeyExchangeLimits.DEFAULT, KeyExchangeService.limits(ConnectionLimits.DEFAULT));
    }
}

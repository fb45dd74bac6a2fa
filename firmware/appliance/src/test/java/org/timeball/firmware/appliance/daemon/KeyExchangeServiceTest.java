package org.timeball.firmware.appliance.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.timeball.server.keyexchange.KeyExchangeLimits;
import org.timeball.server.state.ConnectionLimits;

class KeyExchangeServiceTest {

    @TempDir
    Path folder;

    @Test
    void limitsClientsAsTheFileSays() {
        assertEquals(
                new KeyExchangeLimits(Duration.ofMillis(2_500), 1_024, 32),
                KeyExchangeService.limits(new ConnectionLimits(1_024, 32, 2.5)));
    }

    /** Otherwise the first client of a box whose certificate has just come waits for classes and the compiler. */
    @Test
    void practisesAlsoWhereTheCertificateIsYetToCome() throws Exception {
        var identities = Identities.load(KeptCertificateIT.configuration(folder), Instant.now());

        assertTrue(KeyExchangeService.rehearse(identities, Duration.ofSeconds(2)) > 0);
    }

    /** The listener's tests, floods among them, run with what is shipped. */
    @Test
    void limitsThemWhereItIsSilentAsTheListenersTestsDo() {
        assertEquals(KeyExchangeLimits.DEFAULT, KeyExchangeService.limits(ConnectionLimits.DEFAULT));
    }
}

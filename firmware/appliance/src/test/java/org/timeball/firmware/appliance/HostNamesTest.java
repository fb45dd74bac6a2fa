package org.timeball.firmware.appliance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.spi.InetAddressResolverProvider;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.timeball.server.discovery.net.SystemNames;

class HostNamesTest {

    /** As the JVM looks for whom to ask; on the program's class path its own resources come first, too. */
    @Test
    void areLeftToTheSystemThoughALibraryOffersItself() {
        var first = ServiceLoader.load(InetAddressResolverProvider.class, ClassLoader.getSystemClassLoader())
                .findFirst()
                .orElseThrow();

        assertEquals(SystemNames.class, first.getClass());
    }
}

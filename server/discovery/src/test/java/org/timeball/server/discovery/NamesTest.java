package org.timeball.server.discovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What may be asked for, and what may be named as a server. */
class NamesTest {

    private static final String LABEL_63 = "a".repeat(63);

    /** Three of 64 octets with their dots, 49, and twelve before: 253. */
    private static final String LONGEST_DOMAIN = (LABEL_63 + '.').repeat(3) + "b".repeat(49);

    record Domain(String typed, Optional<String> service) {}

    static final List<Domain> DOMAINS = List.of(
            new Domain("pool.example", Optional.of("_ntske._tcp.pool.example.")),
            new Domain("pool.example.", Optional.of("_ntske._tcp.pool.example.")),
            new Domain("Pool.EXAMPLE", Optional.of("_ntske._tcp.pool.example.")),
            new Domain("single", Optional.of("_ntske._tcp.single.")),
            new Domain(LONGEST_DOMAIN, Optional.of("_ntske._tcp." + LONGEST_DOMAIN + '.')),
            new Domain('c' + LONGEST_DOMAIN, Optional.empty()),
            new Domain(LABEL_63 + "a.example", Optional.empty()),
            new Domain("", Optional.empty()),
            new Domain(".", Optional.empty()),
            new Domain("a..example", Optional.empty()),
            new Domain("192.0.2.1", Optional.empty()),
            new Domain("2001:db8::1", Optional.empty()),
            new Domain("[2001:db8::1]", Optional.empty()),
            new Domain("a b.example", Optional.empty()),
            new Domain("a\\.b.example", Optional.empty()),
            new Domain("bücher.example", Optional.empty()));

    @ParameterizedTest
    @FieldSource("DOMAINS")
    void asksForTheServiceOfADomain(Domain row) {
        assertEquals(row.service, ServiceName.of(row.typed));
    }

    record Host(String name, boolean isHost) {}

    /** D8: an address is no target, in brackets or without. */
    static final List<Host> HOSTS = List.of(
            new Host("a.example", true),
            new Host("localhost", true),
            new Host("4.a-1.example", true),
            new Host("x".repeat(63) + ".example", true),
            new Host("x".repeat(64) + ".example", false),
            new Host((LABEL_63 + '.').repeat(3) + "b".repeat(61), true),
            new Host((LABEL_63 + '.').repeat(3) + "b".repeat(62), false),
            new Host("", false),
            new Host("a.example.", false),
            new Host("A.example", false),
            new Host("-a.example", false),
            new Host("_a.example", false),
            new Host("a\\.b.example", false),
            new Host("a\\032.example", false),
            new Host("192.0.2.1", false),
            new Host("[2001:db8::1]", false),
            new Host("2001:db8::1", false));

    @ParameterizedTest
    @FieldSource("HOSTS")
    void takesNamesOfHostsAlone(Host row) {
        assertEquals(row.isHost, DiscoveredServer.isHost(row.name));
    }

    @Test
    void leavesNoRoomForASearchDomain() {
        assertEquals(
                "a.example.",
                new DiscoveredServer("a.example", 4460, 0, 0).keyExchange().host());
        assertEquals(
                "localhost",
                new DiscoveredServer("localhost", 4460, 0, 0).keyExchange().host());
    }

    record Numbers(int port, int priority, int weight, boolean isGood) {}

    static final List<Numbers> NUMBERS = List.of(
            new Numbers(1, 0, 0, true),
            new Numbers(65_535, 65_535, 65_535, true),
            new Numbers(0, 0, 0, false),
            new Numbers(65_536, 0, 0, false),
            new Numbers(1, -1, 0, false),
            new Numbers(1, 65_536, 0, false),
            new Numbers(1, 0, -1, false),
            new Numbers(1, 0, 65_536, false));

    @ParameterizedTest
    @FieldSource("NUMBERS")
    void keepsNumbersInTheirRanges(Numbers row) {
        if (row.isGood) {
            assertEquals(row.port, new DiscoveredServer("a.example", row.port, row.priority, row.weight).port());
        } else {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> new DiscoveredServer("a.example", row.port, row.priority, row.weight));
        }
    }

    @Test
    void tellsAbsenceFromRefusal() {
        assertTrue(Refusal.NO_RECORD.isAbsence() && Refusal.NO_SUCH_NAME.isAbsence());
        for (var reason : Refusal.values()) {
            assertTrue(!reason.isAbsence() || !reason.isResolvers(), reason.name());
        }
    }
}

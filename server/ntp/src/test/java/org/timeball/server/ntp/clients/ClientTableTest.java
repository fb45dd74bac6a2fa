package org.timeball.server.ntp.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientTableTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long IPV4 = 0xffffL << 32;
    private static final long EXAMPLE = IPV4 | 0xc000_0200L;
    private static final long[] SECRET = {1, 2, 3, 4};

    private static ClientTable table(int capacity, ClientPrivacy privacy) {
        return new ClientTable(capacity, privacy, SECRET);
    }

    @Test
    void countsAClientsRequestsAndTheirInterval() {
        var table = table(64, ClientPrivacy.ADDRESS);
        for (int i = 0; i < 50; i++) {
            int place = table.find(0, EXAMPLE | 7, false, i * 64 * SECOND);
            if (i % 5 == 0) {
                table.countNts(place);
            }
            if (i % 10 == 0) {
                table.countInterleaved(place);
                table.countDropped(place);
            }
        }

        assertEquals(List.of(new ClientUse("192.0.2.7", 50, 5, 10, 5, 64, 0, 49 * 64 * SECOND)), table.uses());
    }

    /** N13 of the test catalogue: a host has all of a /64; but of a link, each host has one address. */
    @Test
    void takesTheAddressesOfOneNetworkForOneClient() {
        var table = table(1_024, ClientPrivacy.ADDRESS);
        var random = new Random(13);
        for (int i = 0; i < 10_000; i++) {
            table.find(0x2001_0db8_0001_0002L, random.nextLong(), true, i);
        }
        table.find(0xfe80L << 48, 1, true, 0);
        table.find(0xfe80L << 48, 2, true, 0);

        var uses = table.uses();
        assertEquals("2001:db8:1:2::/64", uses.getFirst().name());
        assertEquals(10_000, uses.getFirst().requests());
        assertEquals(0, table.evicted());
        assertNotEquals(
                table.key(table.find(0xfe80L << 48, 1, true, 0)), table.key(table.find(0xfe80L << 48, 2, true, 0)));
    }

    @Test
    void showsNoMoreOfAClientThanItMay() {
        assertEquals(List.of("192.0.2.7"), names(ClientPrivacy.ADDRESS, EXAMPLE | 7));
        assertEquals(List.of("192.0.2.0/24"), names(ClientPrivacy.PREFIX, EXAMPLE | 7, EXAMPLE | 200));
        assertEquals(List.of(), names(ClientPrivacy.OFF, EXAMPLE | 7));
        var hashed = names(ClientPrivacy.HASH, EXAMPLE | 7, EXAMPLE | 8);
        assertEquals(2, new HashSet<>(hashed).size());
        hashed.forEach(name -> assertTrue(name.matches("client-[0-9a-f]{8}"), name));
    }

    private static List<String> names(ClientPrivacy privacy, long... addresses) {
        var table = table(64, privacy);
        for (long address : addresses) {
            table.find(0, address, false, 0);
        }
        return table.uses().stream().map(ClientUse::name).toList();
    }

    @Test
    void addsUpTheClientsOfANetwork() {
        var table = table(64, ClientPrivacy.PREFIX);
        for (int i = 0; i < 10; i++) {
            table.find(0, EXAMPLE | 7, false, i * 2 * SECOND);
            table.find(0, EXAMPLE | 8, false, i * 2 * SECOND);
        }

        assertEquals(List.of(new ClientUse("192.0.2.0/24", 20, 0, 0, 0, 1, 0, 18 * SECOND)), table.uses());
    }

    /** N14 and L7 of the test catalogue: a million strangers push out each other, and no regular; nothing grows. */
    @Test
    void keepsRegularsThroughAFloodOfStrangers() {
        var table = table(16_384, ClientPrivacy.ADDRESS);
        int regulars = 1_000;
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < regulars; i++) {
                table.find(0, IPV4 | 0xc010_0000L | i, false, round * 64 * SECOND);
            }
        }
        long now = 128 * SECOND;
        for (int i = 0; i < 1_000_000; i++) {
            table.find(0, IPV4 | 0x0a00_0000L | i, false, now + i * 1_000L);
        }

        long kept = table.uses().stream().filter(use -> use.requests() == 2).count();
        assertTrue(kept >= regulars * 99 / 100, "kept " + kept);
        assertEquals(16_384, table.capacity());
        assertEquals(1_000_000 + regulars - 16_384, table.evicted(), 100);
    }

    /** N14 of the test catalogue: addresses that fall together under another key do not under this one. */
    @Test
    void nobodyCanChooseAddressesThatFallTogether() {
        var known = new KeyedHash(7, 7);
        var table = table(16_384, ClientPrivacy.ADDRESS);
        int honest = table.find(0, EXAMPLE | 1, false, 0);
        long key = table.key(honest);
        int tried = 0;
        for (long address = 0; tried < 10_000; address++) {
            if ((known.of(0, IPV4 | address) >>> 1 & 2_047) == (key & 2_047)) {
                table.find(0, IPV4 | address, false, SECOND);
                tried++;
            }
        }
        assertTrue(table.isOf(honest, key));
    }

    @Test
    void forgetsARegularThatHasBeenSilentForAnHour() {
        var table = table(8, ClientPrivacy.ADDRESS);
        int place = table.find(0, EXAMPLE, false, 0);
        table.find(0, EXAMPLE, false, SECOND);
        long key = table.key(place);
        for (int i = 1; i < 100; i++) {
            table.find(0, EXAMPLE | i, false, i * SECOND);
        }
        assertTrue(table.isOf(place, key));
        for (int i = 1; i < 100; i++) {
            table.find(0, EXAMPLE | i, false, (3_602 + i) * SECOND);
        }
        assertTrue(!table.isOf(place, key));
    }

    /** Nine clients that take turns at eight places are each back in theirs within a few microseconds. */
    @ParameterizedTest
    @CsvSource({"64, 1000", "8, 9"})
    void canBeReadWhileItChanges(int places, int clients) throws InterruptedException {
        var table = table(places, ClientPrivacy.ADDRESS);
        var writer = Thread.ofPlatform().start(() -> {
            for (int i = 0; i < 10_000_000; i++) {
                table.find(0, IPV4 | 0x0a00_0000L | i % clients, false, i);
            }
        });
        long read = 0;
        do {
            for (var use : table.uses()) {
                assertTrue(use.name().startsWith("10.0."), use::name);
                assertTrue(use.lastNanos() >= use.firstNanos(), use::toString);
                read++;
            }
        } while (writer.isAlive());
        writer.join();
        assertTrue(read > 0);
    }

    @Test
    void allocatesNothingForARequest() {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        var table = table(1_024, ClientPrivacy.HASH);
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 20; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 10_000; i++) {
                table.find(0, EXAMPLE + i, false, round * SECOND);
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertEquals(0, least);
    }
}

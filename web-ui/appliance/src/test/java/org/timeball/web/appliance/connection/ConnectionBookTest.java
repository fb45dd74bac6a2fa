package org.timeball.web.appliance.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Who makes room when there are too many connections. */
class ConnectionBookTest {

    private static final ConnectionLimits LIMITS = new ConnectionLimits(6, 3, Duration.ofSeconds(1));

    private final ConnectionBook<String> book = new ConnectionBook<>(LIMITS);

    @Test
    void aNetworkPushesOutItsOwn() {
        assertEquals(Optional.empty(), book.admit("other", "b"));
        assertEquals(Optional.empty(), book.admit("1", "a"));
        assertEquals(Optional.empty(), book.admit("2", "a"));
        assertEquals(Optional.empty(), book.admit("3", "a"));

        assertEquals(Optional.of("1"), book.admit("4", "a"));
        book.answered("2");
        assertEquals(Optional.of("3"), book.admit("5", "a"));
        assertEquals(4, book.size());
    }

    @Test
    void whatWasAnsweredLongestAgoMakesRoomForAll() {
        for (int k = 0; k < 6; k++) {
            book.admit("" + k, "network " + k);
        }
        book.answered("0");

        assertEquals(Optional.of("1"), book.admit("new", "another"));
    }

    @Test
    void whatIsClosedCountsNoMore() {
        for (String one : new String[] {"1", "2", "3"}) {
            book.admit(one, "a");
        }
        book.forget("2");
        book.forget("2");
        book.forget("never there");
        book.answered("2");

        assertEquals(Optional.empty(), book.admit("4", "a"));
        assertEquals(Optional.of("1"), book.admit("5", "a"));
    }

    /** Whatever comes and goes, there are never more than may be, and only what was told to go has gone. */
    @Test
    void holdsItsLimitsWhateverComes() {
        var random = new Random(7);
        var open = new HashMap<String, String>();
        for (int k = 0; k < 100_000; k++) {
            String network = "n" + random.nextInt(4);
            var known =
                    open.keySet().stream().skip(random.nextInt(open.size() + 1)).findFirst();
            switch (random.nextInt(3)) {
                case 0 -> known.ifPresent(book::answered);
                case 1 ->
                    known.ifPresent(one -> {
                        book.forget(one);
                        open.remove(one);
                    });
                default -> {
                    book.admit("c" + k, network).ifPresent(open::remove);
                    open.put("c" + k, network);
                }
            }
            assertEquals(open.size(), book.size());
            assertTrue(open.size() <= LIMITS.all());
            for (String one : new HashSet<>(open.values())) {
                assertTrue(open.values().stream().filter(one::equals).count() <= LIMITS.ofNetwork());
            }
        }
    }

    @Test
    void aNetworkIsAnAddressOrSixtyFourBits() {
        assertEquals("192.0.2.7", network("192.0.2.7"));
        assertEquals("192.0.2.7", network("::ffff:192.0.2.7"));
        assertEquals(network("2001:db8:1:2::1"), network("2001:db8:1:2:ffff::9"));
        assertTrue(!network("2001:db8:1:2::1").equals(network("2001:db8:1:3::1")));
    }

    private static String network(String address) {
        return ConnectionGuard.network(new InetSocketAddress(address, 1));
    }
}

package org.timeball.server.client.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.timeball.server.client.PollRange;
import org.timeball.server.client.Step;

/** Plain NTP with a name of which some addresses are dead, over loopback: nobody listens at them, and nothing is heard. */
@Timeout(60)
class SeveralAddressesTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final int MOST_DEAD = 3;

    /** Nobody's in these tests, so that every address is dead. */
    private static final int DISCARD = 9;

    private static Conversation conversation(int port, Duration patience) throws Exception {
        return new Conversation(ClientSettings.plain("localhost")
                .withPort(port)
                .withPolls(new PollRange(3, 11, Duration.ZERO))
                .withPatience(patience, 1));
    }

    private static List<InetAddress> deadAndLiving(int dead, int living) throws Exception {
        var addresses = new ArrayList<InetAddress>();
        for (int last = 2; last < 2 + dead; last++) {
            addresses.add(InetAddress.getByName("127.0.0." + last));
        }
        for (int i = 0; i < living; i++) {
            addresses.add(InetAddress.getByName("127.0.0.1"));
        }
        return addresses;
    }

    private static Step.Ask nextOf(Conversation conversation) {
        conversation.association().unanswered(System.nanoTime());
        conversation.association().hurry(System.nanoTime());
        return (Step.Ask) conversation.next();
    }

    private static long millisOf(Conversation conversation, List<InetAddress> addresses) throws ClientException {
        var ask = nextOf(conversation);
        long began = System.nanoTime();
        var measurement = conversation.ask(ask, addresses);
        assertEquals(0, measurement.offsetSeconds(), measurement.boundSeconds(), "it left when that address was asked");
        return (System.nanoTime() - began) / 1_000_000;
    }

    @Test
    void aDeadAddressCostsAQuarterOfASecond() throws Exception {
        try (var server = LoopbackServer.start()) {
            for (int dead = 0; dead <= MOST_DEAD; dead++) {
                var addresses = deadAndLiving(dead, 1);
                try (var conversation = conversation(server.ntpPort(), LONG)) {
                    long millis = millisOf(conversation, addresses);
                    assertTrue(250 * dead <= millis && millis < 250 * dead + 200, millis + " ms for " + addresses);
                    assertEquals(
                            addresses.getLast(),
                            conversation.asked().orElseThrow().getAddress());
                }
            }
        }
    }

    @Test
    void anAddressThatHasAnsweredIsTheFirstToBeAskedAgain() throws Exception {
        try (var server = LoopbackServer.start();
                var conversation = conversation(server.ntpPort(), LONG)) {
            millisOf(conversation, deadAndLiving(1, 1));
            long millis = millisOf(conversation, deadAndLiving(1, 1));
            assertTrue(millis < 200, millis + " ms");
        }
    }

    /** So one that is slow is waited for as long as there is patience, at the second request or at the third. */
    @Test
    void theHeadStartGrowsUntilItIsAllOfThePatience() throws Exception {
        var dead = deadAndLiving(4, 0);
        try (var conversation = conversation(DISCARD, Duration.ofMillis(400))) {
            for (int last : List.of(1, 2, 4 % 4)) {
                var ask = nextOf(conversation);
                long began = System.nanoTime();
                assertThrows(ClientException.class, () -> conversation.ask(ask, dead));
                long millis = (System.nanoTime() - began) / 1_000_000;
                assertTrue(400 <= millis && millis < 600, millis + " ms");
                assertEquals(dead.get(last), conversation.asked().orElseThrow().getAddress());
            }
        }
    }

    /** A request under NTS has a cookie, which is shown to one address. */
    @Test
    void underNtsOneAddressIsAsked() throws Exception {
        try (var server = LoopbackServer.start();
                var conversation = new Conversation(server.nts().withPatience(Duration.ofMillis(400), 1))) {
            conversation.exchangeKeys(((Step.ExchangeKeys) conversation.next()).offered());
            var ask = nextOf(conversation);
            var addresses = deadAndLiving(3, 1);
            assertThrows(ClientException.class, () -> conversation.ask(ask, addresses));
            assertEquals(
                    addresses.getFirst(), conversation.asked().orElseThrow().getAddress());
        }
    }
}

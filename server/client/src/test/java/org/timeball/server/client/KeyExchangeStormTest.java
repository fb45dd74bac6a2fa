package org.timeball.server.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.timeball.server.protocol.AeadAlgorithm;

/**
 * L10 of the test catalogue: a server loses its keys, and ten thousand clients learn within one poll that their cookies are of
 * no use. Its listener is that of a small board: a hundred handshakes a second, 512 places, and whoever comes then takes
 * the oldest's.
 */
class KeyExchangeStormTest {

    private static final int CLIENTS = 10_000;
    private static final int PLACES = 512;
    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final long HANDSHAKE_NANOS = SECOND_NANOS / 100;
    private static final long DEADLINE_NANOS = 5 * SECOND_NANOS;
    private static final long ROUND_TRIP_NANOS = 20_000_000;
    private static final long PATIENCE_NANOS = SECOND_NANOS;
    private static final long POLL_NANOS = SECOND_NANOS << PollRange.USUAL.shortestLog2();
    private static final long LOSS_NANOS = 4 * POLL_NANOS;
    private static final long LIMIT_NANOS = 600 * SECOND_NANOS;

    /** Something that happens at an instant, nanoseconds from the beginning. */
    private record Event(long atNanos, Runnable what) {}

    /** A client that stands in the listener's queue. */
    private record Standing(Client client, List<AeadAlgorithm> offered, long sinceNanos) {}

    private final PriorityQueue<Event> events = new PriorityQueue<>(Comparator.comparingLong(Event::atNanos));
    private final VirtualServer server = new VirtualServer(VirtualWorld.START_NANOS);
    private final Deque<Standing> queue = new ArrayDeque<>();
    private final List<Long> arrivals = new ArrayList<>();
    private final Random random = new Random(8_915);
    private long nanos;
    private boolean isShakingHands;
    private int mostStanding;

    /** One of the ten thousand. */
    private final class Client {

        private final Association association;
        private long servedNanos = -1;

        Client(Random own, long startNanos) {
            association = new Association(VirtualWorld.nts(), own::nextBytes, startNanos);
            at(startNanos, this::step);
        }

        private void step() {
            switch (association.next(nanos)) {
                case Step.Rest(long until) -> at(Math.max(until, nanos + 1), this::step);
                case Step.ExchangeKeys(var offered) -> arrive(this, offered);
                case Step.Ask ask -> ask(ask.request());
                case Step.Stop _ -> throw new AssertionError("nobody is sent away");
            }
        }

        private void ask(byte[] request) {
            long sentRawNanos = VirtualWorld.START_NANOS + nanos;
            association.sent(sentRawNanos);
            var heard = server.answer(request)
                    .map(reply ->
                            association.received(reply, sentRawNanos + ROUND_TRIP_NANOS, nanos + ROUND_TRIP_NANOS));
            if (heard.orElseThrow() instanceof Heard.Time) {
                servedNanos = nanos;
                at(nanos + ROUND_TRIP_NANOS, this::step);
            } else {
                at(nanos + PATIENCE_NANOS, this::step);
            }
        }

        private void refused() {
            association.keysRefused(false, nanos);
            step();
        }
    }

    private void at(long when, Runnable what) {
        events.add(new Event(when, what));
    }

    private void arrive(Client client, List<AeadAlgorithm> offered) {
        arrivals.add(nanos);
        if (queue.size() == PLACES) {
            queue.removeFirst().client.refused();
        }
        queue.addLast(new Standing(client, offered, nanos));
        mostStanding = Math.max(mostStanding, queue.size());
        if (!isShakingHands) {
            isShakingHands = true;
            at(nanos + HANDSHAKE_NANOS, this::shakeHands);
        }
    }

    private void shakeHands() {
        while (!queue.isEmpty() && nanos - queue.getFirst().sinceNanos > DEADLINE_NANOS) {
            queue.removeFirst().client.refused();
        }
        if (!queue.isEmpty()) {
            var next = queue.removeFirst();
            next.client.association.keysAgreed(server.exchangeKeys(next.offered));
            next.client.step();
        }
        isShakingHands = !queue.isEmpty();
        if (isShakingHands) {
            at(nanos + HANDSHAKE_NANOS, this::shakeHands);
        }
    }

    private void runUntil(long endNanos) {
        while (!events.isEmpty() && events.peek().atNanos <= endNanos) {
            var event = events.remove();
            nanos = event.atNanos;
            server.setTime(VirtualWorld.START_NANOS + nanos, nanos);
            event.what.run();
        }
        nanos = endNanos;
    }

    @Test
    void allAreServedAgainInTenMinutes() {
        var clients = new ArrayList<Client>();
        for (int i = 0; i < CLIENTS; i++) {
            var client = new Client(new Random(i), random.nextLong(POLL_NANOS));
            client.association.keysAgreed(server.exchangeKeys(List.of(AeadAlgorithm.AES_SIV_CMAC_256)));
            clients.add(client);
        }
        runUntil(LOSS_NANOS);
        assertEquals(List.of(), arrivals, "all have keys");
        assertTrue(clients.stream().allMatch(client -> client.servedNanos >= 0));

        server.forgetsItsKeys();
        runUntil(LOSS_NANOS + LIMIT_NANOS);

        long unserved = clients.stream()
                .filter(client -> client.servedNanos <= LOSS_NANOS)
                .count();
        assertEquals(0, unserved, () -> arrivals.size() + " key exchanges were tried");
        assertEquals(PLACES, mostStanding, "there are more than can be served at once");
        assertTrue(arrivals.size() < 2.5 * CLIENTS, () -> arrivals.size() + " key exchanges were tried");
    }

    /** Who is not served comes again later and later, two or three times in ten minutes. */
    @Test
    void whoIsTurnedAwayDoesNotComeAgainAtOnce() {
        for (int i = 0; i < CLIENTS; i++) {
            var client = new Client(new Random(i), random.nextLong(POLL_NANOS));
            client.association.keysAgreed(server.exchangeKeys(List.of(AeadAlgorithm.AES_SIV_CMAC_256)));
        }
        server.forgetsItsKeys();
        isShakingHands = true; // for ever: the listener's thread hangs, and those who come take each other's places
        runUntil(LIMIT_NANOS);

        assertTrue(arrivals.size() > CLIENTS, () -> arrivals.size() + " key exchanges were tried");
        assertTrue(arrivals.size() < 3 * CLIENTS, () -> arrivals.size() + " key exchanges were tried");
    }
}

package org.timeball.firmware.appliance.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.timeball.server.control.event.Event;
import org.timeball.server.keyexchange.ClientNetwork;
import org.timeball.server.keyexchange.PoolDesk;
import org.timeball.server.protocol.Decoded;
import org.timeball.server.protocol.KeyExchangeOutcome;
import org.timeball.server.protocol.KeyExchangeSession.Reply;
import org.timeball.server.protocol.pool.PoolAdmission;
import org.timeball.server.protocol.pool.PoolMembership;
import org.timeball.server.protocol.pool.PoolNumbers;
import org.timeball.server.protocol.pool.PoolToken;
import org.timeball.server.protocol.pool.PoolVisit;

/** What of pools comes into the event log, and how often. */
class PoolNewsTest {

    private static final String TEXT = "0123456789abcdef".repeat(4);
    private static final long SECOND = 1_000_000_000L;
    private static final long HOUR = 3_600 * SECOND;
    private static final long UTC_NANOS = 1_795_000_000L * SECOND;

    /** Of the documentation ranges (RFC 5737, RFC 3849). */
    private static final ClientNetwork POOL = ClientNetwork.of(new byte[] {(byte) 192, 0, 2, 7});

    private static final ClientNetwork STRANGER =
            ClientNetwork.of(HexFormat.of().parseHex("20010db8000000010000000000000001"));

    private final PoolDesk desk = new PoolDesk(PoolDesk.IDLE);
    private final PoolNews news = new PoolNews(desk);
    private final String fingerprint = token().fingerprint();

    private static PoolToken token() {
        return switch (PoolToken.of(TEXT)) {
            case Decoded.Ok<PoolToken>(var token) -> token;
            case Decoded.Malformed<PoolToken> malformed -> throw new AssertionError(malformed);
        };
    }

    private List<Event> told(long nowNanos) {
        var told = new ArrayList<Event>();
        news.tell(nowNanos, UTC_NANOS, told::add);
        return told;
    }

    private void visit(Optional<PoolAdmission> admission, ClientNetwork network, long nowNanos) {
        var visit = new PoolVisit(PoolVisit.Wish.LISTS, PoolNumbers.IANA, admission);
        var outcome =
                admission.isPresent() ? KeyExchangeOutcome.LISTED : KeyExchangeOutcome.UNRECOGNISED_CRITICAL_RECORD;
        desk.visited(
                visit, new Reply(new byte[0], outcome, Optional.empty(), Optional.of(visit), false), network, nowNanos);
    }

    private void knock(long nowNanos) {
        visit(Optional.empty(), STRANGER, nowNanos);
    }

    @Test
    void tellsOfTheFirstVisitWithEachTokenAndFromWhere() {
        desk.adopt(List.of(new PoolDesk.Guest(new PoolMembership("my", false, List.of(token())), 1)));
        assertEquals(List.of(), told(0));

        visit(Optional.of(new PoolAdmission("my", fingerprint)), POOL, SECOND);
        visit(Optional.of(new PoolAdmission("my", fingerprint)), POOL, SECOND);

        assertEquals(
                List.of(new Event(
                        UTC_NANOS,
                        "pool my",
                        "192.0.2.7",
                        "network",
                        "pool-visit",
                        "done",
                        "the pool my showed the token " + fingerprint + ", for the first time since the start")),
                told(2 * SECOND));
        visit(Optional.of(new PoolAdmission("my", fingerprint)), POOL, HOUR);
        assertEquals(List.of(), told(2 * HOUR));

        visit(Optional.of(new PoolAdmission("my", "another")), POOL, 2 * HOUR);
        assertEquals(1, told(2 * HOUR).size(), "after a change of tokens it waits for the new one");
    }

    /** A stranger who knocks for ever writes a line an hour, of all that he did. */
    @Test
    void tellsOfWrongTokensOnceAnHour() {
        knock(0);
        var first = told(0).getFirst();
        assertEquals("2001:db8:0:1::/64", first.from());
        assertEquals("pool-token-unknown refused", first.what() + ' ' + first.outcome());
        assertEquals(
                "asked as pools do, once, without a token that we have; if a pool has made a new one, add it",
                first.sentence());

        for (long second = 1; second < 3_600; second++) {
            knock(second * SECOND);
            assertEquals(List.of(), told(second * SECOND));
        }
        var later = told(HOUR);
        assertEquals(1, later.size());
        assertTrue(later.getFirst().sentence().contains(" 3599 times,"), later::toString);
        assertEquals(List.of(), told(3 * HOUR), "nobody came since");
    }
}

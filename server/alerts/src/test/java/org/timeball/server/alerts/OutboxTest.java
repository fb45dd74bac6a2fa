package org.timeball.server.alerts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.timeball.server.state.AlertCondition;

/** What waits for a channel, on a virtual clock. */
class OutboxTest {

    private static final long SECOND = 1_000_000_000L;

    private static AlertMessage message(long number) {
        var alert = new RaisedAlert(AlertCondition.ANTENNA, "", "open", 1);
        return AlertWords.message(number, "box", new AlertNews(AlertNews.Kind.BEGAN, alert), 2);
    }

    /** A channel that never answers: pauses double to an hour, and after three days a message is given up. */
    @Test
    void triesAgainLaterAndLaterAndGivesUp() {
        var outbox = new Outbox(Outbox.Kept.NOTHING);
        outbox.add(message(1));
        var tried = new ArrayList<Long>();
        for (long second = 0; second < 5 * 86_400; second++) {
            if (outbox.due(second * SECOND).isPresent()) {
                tried.add(second);
                outbox.failed("no route", second * SECOND);
            }
        }

        assertEquals(List.of(0L, 30L, 90L, 210L, 450L, 930L, 1_890L, 3_810L, 7_410L), tried.subList(0, 9));
        assertEquals(Outbox.MOST_ATTEMPTS, tried.size());
        assertTrue(tried.getLast() > 3 * 86_400 - 3_600, tried::toString);
        assertEquals(1, outbox.lostEver());
        assertEquals(0, outbox.size());
    }

    @Test
    void deliversInOrderOneAtATime() {
        var outbox = new Outbox(Outbox.Kept.NOTHING);
        outbox.add(message(1));
        outbox.add(message(2));

        assertEquals(1, outbox.due(0).orElseThrow().number());
        assertTrue(outbox.due(0).isEmpty());
        outbox.delivered(77);
        assertEquals(2, outbox.due(0).orElseThrow().number());
        outbox.failed("full", 0);
        assertTrue(outbox.due(29 * SECOND).isEmpty());
        assertEquals("full", outbox.trouble());
        assertEquals(30, outbox.secondsToNext(0).orElseThrow(), 1e-9);
        assertEquals(2, outbox.due(30 * SECOND).orElseThrow().number());
        outbox.delivered(78);
        assertEquals("", outbox.trouble());
        assertEquals(2, outbox.deliveredEver());
        assertEquals(78, outbox.lastUtcSecond());
    }

    @Test
    void pushesTheOldestOutAndCountsIt() {
        var outbox = new Outbox(Outbox.Kept.NOTHING);
        for (int i = 1; i <= Outbox.MOST_WAITING + 3; i++) {
            outbox.add(message(i));
        }

        assertEquals(Outbox.MOST_WAITING, outbox.size());
        assertEquals(3, outbox.lostEver());
        assertEquals(4, outbox.due(0).orElseThrow().number());
    }

    /** The one that is under way is about to arrive: what is told of it has to be of that one. */
    @Test
    void doesNotPushOutWhatIsUnderWay() {
        var outbox = new Outbox(Outbox.Kept.NOTHING);
        outbox.add(message(1));
        assertEquals(1, outbox.due(0).orElseThrow().number());
        for (int i = 2; i <= Outbox.MOST_WAITING + 1; i++) {
            outbox.add(message(i));
        }
        outbox.delivered(5);

        assertEquals(3, outbox.due(0).orElseThrow().number());
        assertEquals(1, outbox.lostEver());
    }

    /** What was under way when the power went is tried again: better twice than never. */
    @Test
    void goesOnAfterARestart() {
        var outbox = new Outbox(Outbox.Kept.NOTHING);
        outbox.add(message(1));
        outbox.add(message(2));
        outbox.due(0);
        outbox.failed("no route", 0);
        outbox.due(30 * SECOND);

        var later = new Outbox(outbox.kept());

        assertEquals(2, later.size());
        assertEquals(1, later.kept().waiting().getFirst().attempts());
        assertEquals(1, later.due(0).orElseThrow().number());
    }
}

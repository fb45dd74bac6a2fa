package org.timeball.server.ntp.stamps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** A network card's clock against the machine's, in a world where both can be looked into. */
class CardTimesTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long START = 1_795_400_000L * SECOND;

    /** A card, as drivers have them. */
    record Card(
            String name, long countsFromNanos, double excess, long readNanos, double scatterNanos, long limitNanos) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Card> CARDS = List.of(
            new Card("in TAI, as ptp4l leaves it", START + 37 * SECOND, 0, 800, 0, 2),
            new Card("from its start, 50 ppm slow", 5, 5e-5, 2_000, 100, 1_000),
            new Card("from its start, 100 ppm fast, behind a slow bus", 1_234, -1e-4, 60_000, 5_000, 30_000),
            new Card("set to the future", Long.MAX_VALUE / 4, 2e-5, 1_000, 50, 500));

    private final Random random = new Random(1588);
    private final CardTimes times = new CardTimes();
    private Optional<CardTime> last = Optional.empty();
    private long setByNanos;

    private static long card(Card kind, long sinceNanos) {
        return kind.countsFromNanos + sinceNanos - Math.round(sinceNanos * kind.excess);
    }

    private long raw(long sinceNanos) {
        return START + sinceNanos + setByNanos;
    }

    private void read(Card kind, long sinceNanos) {
        long half = kind.readNanos / 2;
        long early = Math.round(random.nextDouble() * kind.scatterNanos);
        var taken = times.take(raw(sinceNanos - half - early), card(kind, sinceNanos), raw(sinceNanos + half));
        last = taken.or(() -> last);
    }

    private long errorNanos(Card kind, long sinceNanos) {
        return last.orElseThrow().raw(card(kind, sinceNanos)) - raw(sinceNanos);
    }

    @ParameterizedTest
    @FieldSource("CARDS")
    void tellsWhatItsStampsMean(Card kind) {
        for (int second = 0; second < 120; second++) {
            read(kind, second * SECOND);
            if (second > 8) {
                long when = second * SECOND + random.nextLong(SECOND);
                assertEquals(0, errorNanos(kind, when), kind.limitNanos, () -> "after " + when + " ns");
            }
        }
    }

    @ParameterizedTest
    @FieldSource("CARDS")
    void knowsNothingBeforeItKnowsTheRate(Card kind) {
        read(kind, 0);
        assertEquals(CardTime.UNKNOWN, last.orElseThrow());
        assertFalse(last.orElseThrow().isKnown());
        assertEquals(CardTime.NONE, last.orElseThrow().raw(card(kind, SECOND)));
    }

    /** The machine's clock is set by a second, or by a millisecond: right again with the next reading. */
    @ParameterizedTest
    @FieldSource("CARDS")
    void followsAClockThatIsSet(Card kind) {
        for (long step : new long[] {SECOND, -SECOND, 1_000_000, -1_000_000}) {
            for (int second = 0; second < 20; second++) {
                read(kind, second * SECOND);
            }
            setByNanos += step;
            read(kind, 20 * SECOND);
            assertEquals(0, errorNanos(kind, 20 * SECOND + SECOND / 2), kind.limitNanos, () -> "after " + step);
            last = Optional.empty();
        }
    }

    /** So does one that the card's clock is set by. */
    @Test
    void followsACardThatIsSet() {
        var before = CARDS.get(1);
        for (int second = 0; second < 20; second++) {
            read(before, second * SECOND);
        }
        var after = new Card("set", before.countsFromNanos + 7 * SECOND, before.excess, 2_000, 100, 1_000);
        read(after, 20 * SECOND);
        assertEquals(0, errorNanos(after, 20 * SECOND + SECOND / 2), after.limitNanos);
    }

    /** When something else had the processor in the midst of a reading. */
    @Test
    void passesOverReadingsThatTookLong() {
        var kind = CARDS.get(1);
        for (int second = 0; second < 20; second++) {
            read(kind, second * SECOND);
        }
        var known = last.orElseThrow();
        var slow = new Card("slow", kind.countsFromNanos, kind.excess, 400_000, 0, 0);
        read(slow, 20 * SECOND);
        assertEquals(known, last.orElseThrow());
        for (int second = 21; second < 600; second++) {
            read(slow, second * SECOND);
        }
        assertTrue(Math.abs(errorNanos(kind, 600 * SECOND)) < 200_000, "but not for ever");
    }

    @Test
    void believesNothingLongAfterTheLastReading() {
        var time = new CardTime(100 * SECOND, START, 0, 500);
        assertEquals(START + SECOND, time.raw(101 * SECOND));
        assertEquals(CardTime.NONE, time.raw(104 * SECOND));
        assertEquals(CardTime.NONE, time.raw(96 * SECOND));
    }

    /** The kernel's stamp of a packet, the card's, and what is made of them. */
    record Stamps(String name, long cardNanos, long kernelNanos, long arrived) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Stamps> STAMPS = List.of(
            new Stamps("a little earlier than the kernel", 10_000, START + 30_000, START + 10_000),
            new Stamps("as early as can be", 10_000, START + 1_010_000, START + 10_000),
            new Stamps("too early: another card's, or old", 10_000, START + 1_010_001, CardTime.NONE),
            new Stamps("at the same time", 10_000, START + 10_000, START + 10_000),
            new Stamps("later, by no more than is doubted", 10_400, START + 10_000, START + 10_000),
            new Stamps("later, which cannot be", 10_501, START + 10_000, CardTime.NONE),
            new Stamps("of another clock altogether", 77 * SECOND, START + 10_000, CardTime.NONE));

    @ParameterizedTest
    @FieldSource("STAMPS")
    void believesACardThatStampsShortlyBeforeTheKernel(Stamps row) {
        assertEquals(row.arrived, new CardTime(0, START, 0, 500).arrival(row.cardNanos, row.kernelNanos));
        assertEquals(CardTime.NONE, CardTime.UNKNOWN.arrival(row.cardNanos, row.kernelNanos));
    }
}

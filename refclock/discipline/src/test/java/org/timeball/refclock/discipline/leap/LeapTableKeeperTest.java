package org.timeball.refclock.discipline.leap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.timeball.refclock.discipline.leap.LeapNews.Kind;

class LeapTableKeeperTest {

    private static final long NOW = second("2026-11-22T12:00:00Z");
    private static final long DAY = 86_400;
    private static final List<LeapTable.Entry> KNOWN = LeapTable.BUILT_IN.entries();

    private final LeapTableKeeper keeper = new LeapTableKeeper();

    /** What becomes of a list that is offered beside one made on 2026-07-06 that knows of a leap second at new year. */
    record Offer(String name, String updated, String expires, List<LeapTable.Entry> entries, Optional<Kind> news) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Offer> OFFERS = List.of(
            new Offer("newer", "2026-09-01", "2027-06-28", announcing(38), Optional.of(Kind.FILE_TAKEN)),
            new Offer("newer and expired", "2026-09-01", "2026-11-01", announcing(38), Optional.of(Kind.FILE_TAKEN)),
            new Offer("older", "2026-01-05", "2026-12-28", announcing(38), Optional.empty()),
            new Offer("the same", "2026-07-06", "2027-06-28", announcing(38), Optional.empty()),
            new Offer("made tomorrow", "2026-11-24", "2027-12-28", announcing(38), Optional.of(Kind.FILE_REFUSED)),
            new Offer("made next century", "2126-11-24", "2127-12-28", announcing(38), Optional.of(Kind.FILE_REFUSED)),
            new Offer("shrunk", "2026-09-01", "2027-06-28", KNOWN, Optional.of(Kind.FILE_REFUSED)),
            new Offer("another past", "2026-09-01", "2027-06-28", announcing(36), Optional.of(Kind.FILE_REFUSED)));

    @ParameterizedTest
    @FieldSource("OFFERS")
    void takesOnlyWhatIsBetter(Offer row) {
        var held = table("2026-07-06", "2027-06-28", announcing(38));
        keeper.offer("held", new LeapReading.Whole(held), OptionalLong.of(NOW));
        var offered = table(row.updated, row.expires, row.entries);

        var news = keeper.offer("offered", new LeapReading.Whole(offered), OptionalLong.of(NOW));

        assertEquals(row.news, news.map(LeapNews::kind));
        boolean isTaken = row.news.equals(Optional.of(Kind.FILE_TAKEN));
        assertEquals(isTaken ? offered : held, keeper.table());
        assertEquals(isTaken ? "offered" : "held", keeper.name());
    }

    @Test
    void keepsTheLastGoodOneWhereAFileIsDamaged() {
        var held = table("2026-07-06", "2027-06-28", KNOWN);
        keeper.offer("held", new LeapReading.Whole(held), OptionalLong.of(NOW));
        var news = keeper.offer("bad", new LeapReading.Malformed(7, "the hash does not fit"), OptionalLong.of(NOW));
        assertEquals(
                Optional.of(new LeapNews(Kind.FILE_REFUSED, "bad is not used: line 7: the hash does not fit")), news);
        assertEquals(held, keeper.table());
    }

    @Test
    void knowsThePastWithoutAnyFile() {
        assertEquals(37, keeper.table().taiMinusUtcSeconds(NOW));
        assertEquals(10, keeper.table().taiMinusUtcSeconds(second("1972-01-01T00:00:00Z")));
        assertEquals(36, keeper.table().taiMinusUtcSeconds(second("2016-12-31T23:59:59Z")));
        assertEquals(
                Optional.of(Kind.FILE_REFUSED),
                keeper.offer(
                                "shrunk",
                                new LeapReading.Whole(table("2026-07-06", "2027-06-28", KNOWN.subList(0, 27))),
                                OptionalLong.empty())
                        .map(LeapNews::kind));
        assertEquals(List.of(Kind.FILE_EXPIRES), kinds(keeper.onSecond(NOW)));
        assertEquals(List.of(), keeper.onSecond(NOW + 10 * DAY));
    }

    /** At power-up it may be 1970, and nothing can be told of what is dated; it is as soon as the time is known. */
    @Test
    void dropsWhatTurnsOutToBeOfTheFuture() {
        var good = table("2026-07-06", "2027-06-28", KNOWN);
        keeper.offer("good", new LeapReading.Whole(good), OptionalLong.empty());
        keeper.offer("bad", new LeapReading.Whole(table("2027-07-06", "2028-06-28", KNOWN)), OptionalLong.empty());
        assertEquals("bad", keeper.name());
        assertEquals(List.of(Kind.FILE_REFUSED), kinds(keeper.onSecond(NOW)));
        assertEquals(good, keeper.table());
    }

    @Test
    void warnsDailyInTheTwoMonthsBeforeAndAfter() {
        var table = table("2026-01-06", "2026-12-28", KNOWN);
        long expiry = second("2026-12-28T00:00:00Z");
        keeper.offer("list", new LeapReading.Whole(table), OptionalLong.of(NOW));
        int before = 0;
        int after = 0;
        for (long at = expiry - 100 * DAY; at < expiry + 100 * DAY; at += 3_600) {
            var news = keeper.onSecond(at);
            before += at < expiry ? news.size() : 0;
            after += at < expiry ? 0 : news.size();
        }
        assertEquals(61, before, 1);
        assertEquals(61, after, 1);
        assertTrue(table.isExpiredAt(expiry));
    }

    private static List<Kind> kinds(List<LeapNews> news) {
        return news.stream().map(LeapNews::kind).toList();
    }

    private static List<LeapTable.Entry> announcing(int taiMinusUtc) {
        var entries = new ArrayList<>(KNOWN);
        entries.add(new LeapTable.Entry(second("2027-01-01T00:00:00Z"), taiMinusUtc));
        return List.copyOf(entries);
    }

    private static LeapTable table(String updated, String expires, List<LeapTable.Entry> entries) {
        return new LeapTable(second(updated + "T00:00:00Z"), second(expires + "T00:00:00Z"), entries);
    }

    private static long second(String instant) {
        return Instant.parse(instant).getEpochSecond();
    }
}

package org.timeball.refclock.gnss.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class BaudSearchTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long BEGIN = Long.MAX_VALUE - SECOND; // a monotonic clock may pass its end
    private static final byte[] SENTENCE = ScriptedReceiver.sentence("GPRMC,,V,,,,,,,,,,N");
    private static final byte[] FRAME = ScriptedReceiver.anyFrame();

    static final List<Integer> TRUE_BAUDS = List.of(9_600, 115_200, 38_400, 4_800, 57_600, 230_400, 19_200, 460_800);

    @ParameterizedTest
    @FieldSource("TRUE_BAUDS")
    void findsEveryRateAndHearsNoiseAtTheOthers(int trueBaud) {
        var random = new Random(trueBaud);
        var search = new BaudSearch(9_600, BEGIN);
        long now = BEGIN;
        var tried = new ArrayList<Integer>();
        while (search.next(now) instanceof BaudSearch.Listen(int baud, long _)) {
            if (tried.isEmpty() || tried.getLast() != baud) {
                tried.add(baud);
            }
            byte[] noise = new byte[200];
            random.nextBytes(noise);
            search.accept(baud == trueBaud ? SENTENCE : noise);
            now += SECOND;
        }
        assertEquals(new BaudSearch.Found(trueBaud), search.next(now));
        assertEquals(BaudSearch.BAUDS.subList(0, BaudSearch.BAUDS.indexOf(trueBaud) + 1), tried);
    }

    /** The order is a receiver's likelihood; two right messages are enough, however early they come. */
    @Test
    void quirk12BaudSearchOrder() {
        var search = new BaudSearch(BaudSearch.BAUDS, BEGIN);
        long now = BEGIN;
        for (int baud : TRUE_BAUDS) {
            assertEquals(new BaudSearch.Listen(baud, now + 5 * SECOND / 2), search.next(now));
            search.accept(SENTENCE); // one is not enough
            now += 5 * SECOND / 2;
        }
        var heard = new BaudSearch(BaudSearch.BAUDS, BEGIN);
        heard.accept(SENTENCE);
        heard.accept(SENTENCE);
        assertEquals(new BaudSearch.Found(9_600), heard.next(BEGIN));
    }

    @Test
    void triesTheRateLastKnownFirstAndNoneTwice() {
        var search = new BaudSearch(38_400, BEGIN);
        var tried = new ArrayList<Integer>();
        long now = BEGIN;
        while (search.next(now) instanceof BaudSearch.Listen(int baud, long until)) {
            tried.add(baud);
            search.accept(new byte[] {0}); // as a wrong rate sounds
            assertEquals(now + 5 * SECOND / 2, until);
            assertEquals(new BaudSearch.Listen(baud, until), search.next(until - 1), "not before its time");
            now = until;
        }
        assertEquals(List.of(38_400, 9_600, 115_200, 4_800, 57_600, 230_400, 19_200, 460_800), tried);
        assertEquals(new BaudSearch.NotFound(8), search.next(now));
        assertEquals(new BaudSearch.NotFound(8), search.next(now + SECOND));
    }

    @Test
    void givesASilentLineUpAfterTwoRates() {
        var search = new BaudSearch(9_600, BEGIN);
        assertInstanceOf(BaudSearch.Listen.class, search.next(BEGIN + 5 * SECOND / 2));
        assertEquals(new BaudSearch.NotFound(0), search.next(BEGIN + 5 * SECOND));
    }

    @Test
    void triesTheRatesItIsGivenAndNoOther() {
        var search = new BaudSearch(List.of(57_600, 9_600), BEGIN);
        assertInstanceOf(BaudSearch.Listen.class, search.next(BEGIN + 5 * SECOND / 2));
        assertEquals(new BaudSearch.NotFound(0), search.next(BEGIN + 5 * SECOND));
        assertThrows(IllegalArgumentException.class, () -> new BaudSearch(List.of(), BEGIN));
    }

    @Test
    void takesFramesAndSentencesInAnyPieces() {
        var search = new BaudSearch(115_200, BEGIN);
        for (byte octet : FRAME) {
            search.accept(new byte[] {octet});
        }
        assertInstanceOf(BaudSearch.Listen.class, search.next(BEGIN + 1));
        for (byte octet : SENTENCE) {
            search.accept(new byte[] {octet});
        }
        assertEquals(new BaudSearch.Found(115_200), search.next(BEGIN + 2));
    }

    @Test
    void isNotConvincedByOneMessageAtEachRate() {
        var search = new BaudSearch(9_600, BEGIN);
        long now = BEGIN;
        while (search.next(now) instanceof BaudSearch.Listen(int _, long until)) {
            search.accept(SENTENCE);
            now = until;
        }
        assertEquals(new BaudSearch.NotFound(8L * SENTENCE.length), search.next(now));
    }
}

package org.timeball.web.appliance.page.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.timeball.server.control.Pools;
import org.timeball.web.appliance.page.Frame;
import org.timeball.web.appliance.page.Notice;
import org.timeball.web.appliance.page.Place;
import org.timeball.web.appliance.page.Rendering;
import org.timeball.web.appliance.page.StateMark;

/** The page Pools from the daemon's records, in words and as HTML. */
class PoolsPageTest {

    private static final double NEVER = Double.NaN;
    private static final double DAY = 86_400;
    private static final String HOSTILE = "</p><script>alert(1)</script>\"'><img src=x onerror=alert(1)>&";

    private static Pools.Token token(String fingerprint, double shown) {
        return new Pools.Token(fingerprint, "0123…cdef", "2026-11-27", "of " + fingerprint, shown);
    }

    private static Pools.Pool pool(double seen, Pools.Token... tokens) {
        return new Pools.Pool(
                "my",
                "https://pool.example.org",
                "ntp.example.org",
                false,
                List.of(tokens),
                "",
                1_204,
                37,
                2,
                3,
                16,
                seen);
    }

    private static Pools one(Pools.Pool pool) {
        return new Pools(List.of(pool), 0, 0, NEVER);
    }

    private static PoolsPage page(Pools pools, boolean mayChange) {
        return PoolsPage.of(Notice.NONE, pools, mayChange, List.of());
    }

    private static String html(String template, PoolsPage page) {
        return new Rendering()
                .page(
                        template,
                        page,
                        new Frame(
                                "Pools",
                                StateMark.LOCKED,
                                "timeball",
                                "",
                                Place.POOLS,
                                List.of(Place.POOLS),
                                Optional.of("anna"),
                                "form-token"));
    }

    record Line(Pools.Pool pool, String line, String tone) {
        @Override
        public String toString() {
            return line;
        }
    }

    static final List<Line> LINES = List.of(
            new Line(pool(NEVER), "There is no token: the pool is not let in.", "neutral"),
            new Line(pool(NEVER, token("a", NEVER)), "Waiting for the pool’s first visit since the start.", "waiting"),
            new Line(pool(4.4, token("a", 4.4)), "The pool was here 4 s ago; its token was accepted.", "good"),
            new Line(pool(119, token("a", 119)), "The pool was here 119 s ago; its token was accepted.", "good"),
            new Line(pool(121, token("a", 121)), "The pool was here 2 min ago; its token was accepted.", "good"),
            new Line(pool(7_300, token("a", 1)), "The pool was here 2 h ago; its token was accepted.", "good"),
            new Line(pool(3 * DAY, token("a", 1)), "The pool was here 3 days ago; its token was accepted.", "good"));

    @ParameterizedTest
    @FieldSource("LINES")
    void saysWhetherThePoolWasHere(Line row) {
        var shown = page(one(row.pool), false).pools().getFirst();

        assertEquals(row.line, shown.line());
        assertEquals(row.tone, shown.tone());
        assertEquals(row.tone.equals("waiting"), shown.isWaiting());
    }

    /** In a change of tokens the old one is offered for removal when it was not shown for a day and the new one was. */
    @Test
    void offersAnOldTokenForRemovalWhenTheNewOneIsUsed() {
        var rows = List.of(
                List.of(token("old", NEVER), token("new", 60)),
                List.of(token("old", 2 * DAY), token("new", 60)),
                List.of(token("old", 3_600), token("new", 60)),
                List.of(token("old", 60), token("new", NEVER)),
                List.of(token("only", 2 * DAY)));
        var offered = rows.stream()
                .map(tokens -> page(one(pool(60, tokens.toArray(Pools.Token[]::new))), true)
                        .pools()
                        .getFirst()
                        .tokens())
                .map(shown -> shown.stream().map(PoolRow.TokenRow::isLeftOver).toList())
                .toList();

        assertEquals(
                List.of(
                        List.of(true, false),
                        List.of(true, false),
                        List.of(false, false),
                        List.of(false, false),
                        List.of(false)),
                offered);
    }

    @Test
    void asksWhetherATokenWasChangedWhenSomebodyKnocksWithAnother() {
        var page = page(new Pools(List.of(pool(NEVER, token("a", NEVER))), 12, 1, 32), true);

        assertTrue(
                page.knocks()
                        .startsWith("Somebody knocked 32 s ago with another token than yours, or none (12 times since"),
                page::knocks);
        assertTrue(html("pools.jte", page).contains("Did you press Rekey"));
        assertEquals("", page(one(pool(1)), true).knocks());
    }

    /** W3: who only looks has nothing to press. */
    @Test
    void showsAViewerNoForm() {
        var pools = one(pool(60, token("old", NEVER), token("new", 60)));

        assertEquals(1, forms(html("pools.jte", page(pools, false))), "the way out");
        assertTrue(forms(html("pools.jte", page(pools, true))) >= 5);
    }

    private static int forms(String html) {
        return html.split("<form", -1).length - 1;
    }

    @Test
    void watchesUntilEveryPoolWasHere() {
        var waiting = page(one(pool(NEVER, token("a", NEVER))), false);
        var seen = page(one(pool(5, token("a", 5))), false);

        assertTrue(html("pools-watch.jte", waiting).contains("This page looks again every three seconds."));
        assertFalse(html("pools-watch.jte", seen).contains("looks again"));
        assertTrue(html("pools-watch.jte", seen).contains("The pool was here 5 s ago; its token was accepted."));
    }

    /** W8 and the content security policy: labels, sentences of the daemon and findings are text. */
    @Test
    void escapesWhateverItIsTold() {
        var token = new Pools.Token(HOSTILE, HOSTILE, HOSTILE, HOSTILE, NEVER);
        var pool = new Pools.Pool("my", "", HOSTILE, false, List.of(token), HOSTILE, 0, 0, 0, 0, 0, NEVER);
        var page = new PoolsPage(
                new Notice(HOSTILE, false, ""),
                List.of(PoolRow.of(pool)),
                HOSTILE,
                true,
                HOSTILE,
                List.of(new Finding(true, HOSTILE)),
                List.of(new RegisteredRow(HOSTILE, HOSTILE, "bad")),
                HOSTILE,
                HOSTILE);
        for (String template : List.of("pools.jte", "pools-watch.jte")) {
            var html = html(template, page);

            assertFalse(
                    Pattern.compile("<script(?! type=\"module\" src=\"/static/)|<img|<style")
                            .matcher(html)
                            .find(),
                    html);
            assertTrue(html.contains("&lt;script"));
        }
    }

    @Test
    void readsTheFindingsOfACheck() {
        assertEquals(
                List.of(new Finding(true, "1 token lets the pool in"), new Finding(false, "no address; have one made")),
                Finding.read(
                        "my could not use this server yet\ngood: 1 token lets the pool in\nmend: no address; have one made"));
        assertEquals(List.of(new Finding(false, "has no pool")), Finding.read("has no pool"));
    }
}

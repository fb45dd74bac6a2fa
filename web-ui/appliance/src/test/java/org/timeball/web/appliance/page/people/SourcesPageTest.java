package org.timeball.web.appliance.page.people;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.timeball.server.control.Source;
import org.timeball.web.appliance.page.Statuses;

class SourcesPageTest {

    private static Source of(String mode, String state, String name, String pool, int reach) {
        return new Source(mode, state, "because", name, pool, 1, 6, reach, 1, 2e-9, 2e-9, 250e-9);
    }

    private static SourcesPage page(Source... sources) {
        return SourcesPage.of(Optional.of(Statuses.following(List.of(sources))), "");
    }

    @Test
    void keepsMembersWithTheirPool() {
        var page = page(
                of("#", "*", "PPS", "", 0xff),
                of("^", "-", "a.test", "", 0xff),
                of("^", "+", "b.test", "pool.test", 0xff),
                of("^", "x", "c.test", "", 0xff),
                of("^", "?", "d.test", "pool.test", 0));

        assertEquals(
                List.of("Reference clock", "Servers", "Pool pool.test"),
                page.groups().stream().map(SourcesPage.Group::title).toList());
        assertEquals(
                List.of(1, 2, 2),
                page.groups().stream().map(group -> group.rows().size()).toList());
        assertEquals("5\u00a0sources: 3 right, 1 wrong, 1 not judged.", page.lead());
    }

    @Test
    void saysWhoIsATrueTicker() {
        var rows = page(
                        of("^", "*", "a", "", 0),
                        of("^", "+", "b", "", 0),
                        of("^", "-", "c", "", 0),
                        of("^", "x", "d", "", 0),
                        of("^", "~", "e", "", 0),
                        of("^", "?", "f", "", 0))
                .groups()
                .getFirst()
                .rows();

        assertEquals(
                List.of("true ticker", "true ticker", "true ticker", "false ticker", "not judged", "not judged"),
                rows.stream().map(SourcesPage.Row::ticker).toList());
    }

    /** The newest poll is bit 0, and stands on the right, as time goes. */
    @Test
    void showsTheLastEightPolls() {
        var row = page(of("^", "*", "a", "", 0b1110_1101))
                .groups()
                .getFirst()
                .rows()
                .getFirst();

        assertEquals("■■■□■■□■", row.reach());
        assertEquals("6 of the last 8", row.reached());
        assertEquals("1\u00a0min", row.poll());
    }

    @Test
    void isEmptyWithoutADaemon() {
        assertEquals(
                "No source is known.",
                SourcesPage.of(Optional.empty(), "silent").lead());
    }
}

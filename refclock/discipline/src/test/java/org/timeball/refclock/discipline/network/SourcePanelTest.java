package org.timeball.refclock.discipline.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.timeball.refclock.time.Leap;
import org.timeball.refclock.time.RefId;

class SourcePanelTest {

    private static final Ageing AGEING = Ageing.ofDoubt(Ageing.TOLERANCE_PPB);
    private static final RefId OURS = new RefId(0x0a000001);
    private static final SelectionSettings SETTINGS = new SelectionSettings(1, 0.5, 0.1, 10, false, Set.of(OURS));

    private SourcePanel panel = new SourcePanel(SETTINGS);

    private void hear(String name, NetworkSample sample) {
        panel.add(name);
        panel.onPoll(name);
        panel.hear(name, sample);
    }

    private Selection select(double second) {
        return panel.select(Math.round(second * Samples.SECOND), 0, AGEING);
    }

    private static String letters(Selection selection) {
        return String.join(
                "", selection.verdicts().stream().map(it -> it.state().letter()).toList());
    }

    private static String sentence(Selection selection, String name) {
        return selection.verdicts().stream()
                .filter(it -> it.name().equals(name))
                .findFirst()
                .orElseThrow()
                .finding()
                .sentence();
    }

    record Objection(String sentence, String letter, NetworkSample sample) {
        @Override
        public String toString() {
            return sentence;
        }
    }

    private static NetworkSample sample(int stratum, Leap leap, RefId refId, boolean isAuthenticated) {
        return Samples.of(0, 1, 10, stratum, leap, refId, isAuthenticated);
    }

    static final List<Objection> OBJECTIONS = List.of(
            new Objection("not synchronised by its own word (leap 3)", "?", sample(2, Leap.UNKNOWN, RefId.GPS, true)),
            new Objection("not synchronised by its own word (leap 3)", "?", sample(16, Leap.NONE, RefId.GPS, true)),
            new Objection("stratum 11 is above 10", "?", sample(11, Leap.NONE, RefId.GPS, true)),
            new Objection("loop: it follows us", "?", sample(2, Leap.NONE, OURS, true)),
            new Objection("too far: root distance 600 ms > 500 ms", "?", Samples.at(0, 1, 1_200)),
            new Objection("too variable: its offsets scatter by 200 ms > 100 ms", "~", Samples.at(0, 1, 800)),
            new Objection("selected: the only source there is", "*", Samples.at(0, 1, 10)),
            new Objection("selected: the only source there is", "*", sample(1, Leap.NONE, OURS, true)));

    @ParameterizedTest
    @FieldSource("OBJECTIONS")
    void saysWhySourcesAreNotUsed(Objection row) {
        hear("a", row.sample);

        var selection = select(0);

        assertEquals(row.letter, letters(selection));
        assertEquals(row.sentence, sentence(selection, "a"));
        assertEquals(row.letter.equals("*"), selection.agreement().isPresent());
    }

    @Test
    void unauthenticatedIsRefusedWhereItMustBe() {
        panel = new SourcePanel(new SelectionSettings(1, 1, 1, 14, true, Set.of()));
        hear("a", sample(1, Leap.NONE, RefId.GPS, false));

        assertEquals("not used because it is not authenticated, as sources must be", sentence(select(0), "a"));
    }

    @Test
    void oneThatDoesNotAnswerIsUnreachable() {
        panel.add("a");
        panel.onPoll("a");
        assertEquals("unreachable: no answer yet", sentence(select(0), "a"));

        panel.hear("a", Samples.at(0, 1, 10));
        for (int i = 0; i < 7; i++) {
            panel.onPoll("a");
        }
        assertEquals("*", letters(select(64 * 7)));
        assertEquals(0x80, select(64 * 7).verdicts().getFirst().reach());

        panel.onPoll("a");
        assertEquals("unreachable: none of the last 8 polls was answered", sentence(select(64 * 8), "a"));
        assertEquals("no source is reachable", select(64 * 8).trouble());
    }

    @Test
    void aFalseTickerIsNamedWithItsInterval() {
        hear("a", Samples.at(0, 1, 10));
        hear("b", Samples.at(0, 2, 12));
        hear("x", Samples.at(0, 50, 4));

        var selection = select(0);

        assertEquals("*+x", letters(selection));
        assertEquals(
                "false ticker because its interval [+48 ms, +52 ms] excludes those of 2 others, which agree on"
                        + " [-4.0 ms, +6.0 ms]",
                sentence(selection, "x"));
        assertEquals("selected: the nearest of 2 that agree, of 3", sentence(selection, "a"));
        assertEquals("combined with the selected one: 45 % of the mean", sentence(selection, "b"));
        var agreement = selection.agreement().orElseThrow();
        assertEquals(new Interval(-4e-3, 6e-3), agreement.truth());
        assertEquals((1e-3 / 5 + 2e-3 / 6) / (1.0 / 5 + 1.0 / 6), agreement.offsetSeconds(), 1e-9);
    }

    @Test
    void noMajorityIsNobodysFault() {
        hear("a", Samples.at(0, 1, 10));
        hear("b", Samples.at(0, 50, 4));

        var selection = select(0);

        assertEquals("xx", letters(selection));
        assertTrue(selection.isWithoutMajority());
        assertEquals("no majority of the sources agrees", selection.trouble());
        assertEquals(
                "not used because no majority agrees (at most 1 of 2); its interval is [+48 ms, +52 ms]",
                sentence(selection, "b"));
    }

    @Test
    void fewerThanMustAgreeAreNotFollowed() {
        panel = new SourcePanel(new SelectionSettings(3, 1, 1, 14, false, Set.of()));
        hear("a", Samples.at(0, 1, 10));
        hear("b", Samples.at(0, 2, 10));
        hear("x", Samples.at(0, 50, 10));

        var selection = select(0);

        assertEquals("--x", letters(selection));
        assertEquals(
                "not used because only 2 of the 3 sources that minimum-agreeing-sources asks for agree",
                sentence(selection, "a"));
        assertEquals("fewer sources agree than minimum-agreeing-sources asks for", selection.trouble());
        hear("c", Samples.at(0, 1.5, 10));
        assertEquals(3, select(0).agreement().orElseThrow().agreeing());
    }

    @Test
    void theOutermostAreLeftOutOfTheMeanDownToThree() {
        for (int i = 0; i < 8; i++) {
            for (int k = 0; k < 5; k++) {
                hear("s" + k, Samples.at(64 * i, new double[] {1, 1.1, 1.2, 9, -7}[k] + 0.01 * (i % 2), 30));
            }
        }

        var selection = select(64 * 7);

        assertEquals("*++--", letters(selection));
        assertTrue(
                sentence(selection, "s3").startsWith("not combined because it is 7.9 ms from the others"),
                () -> sentence(selection, "s3"));
        assertEquals(1.1e-3, selection.agreement().orElseThrow().offsetSeconds(), 1e-4);
        assertEquals(5, selection.agreement().orElseThrow().agreeing());
        assertEquals(3, selection.agreement().orElseThrow().used());
    }

    @Test
    void aLowerStratumIsSelectedAndNobodyHopsWithinOne() {
        hear("a", Samples.of(0, 1, 4, 2, Leap.NONE, RefId.PPS, true));
        hear("b", Samples.of(0, 1, 10, 1, Leap.NONE, RefId.PPS, true));
        assertEquals("b", select(0).agreement().orElseThrow().selected());

        hear("c", Samples.of(0, 1, 8, 1, Leap.NONE, RefId.PPS, true));
        assertEquals("b", select(0).agreement().orElseThrow().selected());
        panel.remove("b");
        assertEquals("c", select(0).agreement().orElseThrow().selected());
    }

    @Test
    void leapSecondsAreAnnouncedByMostOfThoseThatAgree() {
        hear("a", Samples.of(0, 1, 10, 1, Leap.INSERT, RefId.GPS, true));
        hear("b", Samples.of(0, 1, 10, 1, Leap.NONE, RefId.GPS, true));
        assertEquals(Leap.NONE, select(0).agreement().orElseThrow().leap());

        hear("c", Samples.of(0, 1, 10, 1, Leap.INSERT, RefId.GPS, true));
        hear("x", Samples.of(0, 90, 10, 1, Leap.DELETE, RefId.GPS, true));
        assertEquals(Leap.INSERT, select(0).agreement().orElseThrow().leap());
        assertEquals(List.of(Leap.INSERT, Leap.NONE, Leap.INSERT), select(0).leapIndicators());
    }

    @Test
    void thoseThatAreRightAreWitnessesBesideAReferenceClock() {
        hear("a", Samples.at(0, 1, 10));
        hear("b", Samples.of(0, 2, 10, 1, Leap.NONE, RefId.GPS, false));
        hear("x", Samples.at(0, 50, 10));
        panel.add("silent");

        var witnesses = SourcePanel.witnesses(select(1), 77);

        assertEquals(2, witnesses.size());
        assertEquals("a", witnesses.getFirst().name());
        assertEquals(5.015e-3, witnesses.getFirst().boundSeconds(), 1e-9);
        assertEquals(77, witnesses.getFirst().rawNanos());
        assertTrue(witnesses.getFirst().isAdmitted());
        assertFalse(witnesses.getLast().isAdmitted());
    }

    @Test
    void nothingIsSaidOfAnswersThatWereForgotten() {
        hear("a", Samples.at(0, 1, 10));
        panel.forgetAnswers();

        assertEquals("?", letters(select(1)));
        assertEquals(
                "there are no sources",
                new SourcePanel(SETTINGS).select(0, 0, AGEING).trouble());
    }

    @Test
    void everyoneHasHadTheirSayWhenTheyAnsweredOrWereAskedFourTimes() {
        hear("a", Samples.at(0, 1, 10));
        panel.add("b");
        for (int i = 0; i < 3; i++) {
            panel.onPoll("b");
            assertFalse(panel.hasEveryoneHadTheirSay());
        }
        panel.onPoll("b");
        assertTrue(panel.hasEveryoneHadTheirSay());
    }
}

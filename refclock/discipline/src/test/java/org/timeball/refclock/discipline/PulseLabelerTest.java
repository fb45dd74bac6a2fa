package org.timeball.refclock.discipline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.timeball.refclock.discipline.PulseLabeler.Finding;
import org.timeball.refclock.discipline.crosscheck.Consensus;
import org.timeball.refclock.gnss.Epoch;
import org.timeball.refclock.gnss.Fix;
import org.timeball.refclock.gnss.NextPulse;

class PulseLabelerTest {

    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final long NOON = 1_795_435_200L;
    private static final long MIDNIGHT = NOON + 12 * 3_600;

    /** The clock is years off while seconds are being named. */
    private static final long CLOCK = 77 * SECOND_NANOS + 123_456_789;

    private final PulseLabeler labeler = new PulseLabeler();

    /**
     * What a receiver says, pulse by pulse, and at which pulse the name is known; never if 0.
     *
     * @param delay   seconds after the pulse
     * @param first   the true second of pulse 1
     * @param says    what the receiver calls pulse k, less the true second
     * @param witness names its next pulse rightly
     */
    record Naming(
            String name, double delay, long first, IntToLongFunction says, boolean witness, int named, long error) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Naming> NAMINGS = List.of(
            new Naming("third burst in a row", 0.15, NOON, k -> 0, false, 3, 0),
            new Naming("MTK, half a second late", 0.512, NOON, k -> 0, false, 3, 0),
            new Naming("just clear of the pulse before", 0.035, NOON, k -> 0, false, 3, 0),
            new Naming("too near to the pulse before", 0.02, NOON, k -> 0, false, 0, 0),
            new Naming("too near to the pulse after", 0.95, NOON, k -> 0, false, 0, 0),
            new Naming("too near, with a named next pulse", 0.02, NOON, k -> 0, true, 3, 0),
            new Naming("too late, with a named next pulse", 0.95, NOON, k -> 0, true, 3, 0),
            new Naming("a sentence of the second before, with a named next pulse", 0.02, NOON, k -> -1, true, 3, 0),
            new Naming("sentence and next pulse contradict each other", 0.15, NOON, k -> -1, true, 0, 0),
            new Naming("a jump among the first", 0.15, NOON, k -> k == 2 ? 3 : 0, false, 5, 0),
            new Naming("a stuck second", 0.15, NOON, k -> k < 4 ? -k : 0, false, 6, 0),
            new Naming("five near midnight", 0.15, MIDNIGHT - 3, k -> 0, false, 5, 0),
            new Naming("the date a sentence late", 0.15, MIDNIGHT - 2, k -> k == 3 ? -86_400 : 0, false, 8, 0));

    @ParameterizedTest
    @FieldSource("NAMINGS")
    void namesWhenBurstsAgree(Naming row) {
        int named = 0;
        for (int k = 1; k <= 20 && named == 0; k++) {
            long second = row.first + k - 1;
            labeler.onPulse(pulse(k));
            var finding = hear(
                    epoch(second + row.says.applyAsLong(k), row.witness ? second + 1 : 0, true),
                    pulse(k) + Math.round(row.delay * 1e9),
                    false);
            if (finding instanceof Finding.Named(long utcSecond, long clockNanos)) {
                named = k;
                assertEquals(second + row.error, utcSecond);
                assertEquals(pulse(k), clockNanos);
            }
        }
        assertEquals(row.named, named);
        assertEquals(row.named > 0, labeler.isNamed());
        assertFalse(labeler.progress(pulse(20)).isEmpty());
    }

    @Test
    void aBurstThatIsCompleteOnlyAfterTheNextPulseSpeaksOfItsOwn() {
        for (int k = 1; k <= 4; k++) {
            labeler.onPulse(pulse(k));
            if (k > 1) {
                hear(epoch(NOON + k - 1, 0, true), pulse(k - 1) + 850_000_000, false);
            }
        }
        assertTrue(labeler.isNamed());
        assertEquals(NOON + 4, labeler.secondAt(pulse(4)));
    }

    @Test
    void burstsWithoutAFixNameNothing() {
        for (int k = 1; k < 20; k++) {
            labeler.onPulse(pulse(k));
            hear(epoch(NOON + k, 0, false), pulse(k) + 150_000_000, false);
        }
        assertFalse(labeler.isNamed());
        assertEquals(SentenceDelay.UNKNOWN, labeler.delay());
    }

    /** What happens to a name when the receiver says otherwise. */
    record Doubt(String name, IntToLongFunction says, boolean witness, int lost) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Doubt> DOUBTS = List.of(
            new Doubt("never", k -> 0, false, 0),
            new Doubt("one second, once", k -> k == 20 ? 1 : 0, false, 0),
            new Doubt("nine times", k -> k >= 20 && k < 29 ? 1 : 0, false, 0),
            new Doubt("ten times", k -> k >= 20 ? 1 : 0, false, 29),
            new Doubt("three times, with the next pulse", k -> k >= 20 ? -1 : 0, true, 22),
            new Doubt("twice, with the next pulse", k -> k == 20 || k == 21 ? -1 : 0, true, 0),
            new Doubt("every other time", k -> k < 14 ? 0 : k % 2, false, 0),
            new Doubt("a day, far from midnight", k -> k >= 20 ? -86_400 : 0, false, 29),
            new Doubt("a day, as soon as it was named", k -> k >= 7 ? 86_400 : 0, false, 7),
            new Doubt("one second, once, before ten have borne the name out", k -> k == 13 ? 1 : 0, false, 13),
            new Doubt("one second, once, after ten have", k -> k == 14 ? 1 : 0, false, 0));

    @ParameterizedTest
    @FieldSource("DOUBTS")
    void dropsANameOnlyAfterManyDisagreements(Doubt row) {
        name(NOON, row.witness);
        int lost = 0;
        for (int k = 4; k < 60 && lost == 0; k++) {
            labeler.onPulse(pulse(k));
            long said = NOON + k + row.says.applyAsLong(k);
            var finding = hear(epoch(said, row.witness ? said + 1 : 0, true), pulse(k) + 150_000_000, false);
            lost = finding instanceof Finding.Lost ? k : 0;
        }
        assertEquals(row.lost, lost);
        assertEquals(row.lost == 0, labeler.isNamed());
    }

    @Test
    void aDateThatLagsAtMidnightIsNoDisagreement() {
        name(MIDNIGHT - 20, false);
        for (int k = 4; k < 28; k++) {
            labeler.onPulse(pulse(k));
            long second = MIDNIGHT - 20 + k;
            long said = second >= MIDNIGHT ? second - 86_400 : second;
            assertInstanceOf(Finding.Nothing.class, hear(epoch(said, 0, true), pulse(k) + 150_000_000, false));
        }
        assertTrue(labeler.isNamed());
    }

    @Test
    void nearALeapSecondOnlyTheCountIsUsed() {
        name(NOON, false);
        for (int k = 4; k < 40; k++) {
            labeler.onPulse(pulse(k));
            hear(epoch(NOON + k + 1, 0, true), pulse(k) + 150_000_000, true);
        }
        assertEquals(NOON + 40, labeler.secondAt(pulse(40)));
    }

    @Test
    void aReceiverThatMovedByAFewSecondsMustHoldStillForAMinute() {
        name(NOON, false);
        int renamed = 0;
        for (int k = 4; k < 100 && renamed == 0; k++) {
            labeler.onPulse(pulse(k));
            var finding = hear(epoch(NOON + k + (k < 20 ? 0 : 2), 0, true), pulse(k) + 150_000_000, false);
            renamed = finding instanceof Finding.Named ? k : 0;
        }
        assertEquals(29 + 60, renamed);
    }

    @Test
    void theCountGoesOnThroughGapsAndSteps() {
        name(NOON, false);
        labeler.onPulse(pulse(1_000) + 4_000);
        assertEquals(NOON + 1_000, labeler.secondAt(pulse(1_000)));
        long delta = NOON * SECOND_NANOS;
        labeler.onStep(delta);
        assertEquals(NOON + 1_001, labeler.secondAt(pulse(1_001) + delta - 400_000_000));
        labeler.onLeap(-1);
        assertEquals(NOON + 1_000, labeler.secondAt(pulse(1_001) + delta));
    }

    @Test
    void theDelayIsThatOfTheLast64Bursts() {
        IntStream.rangeClosed(1, 200).forEach(k -> {
            labeler.onPulse(pulse(k));
            long delay = k <= 100 ? 400_000_000 : 150_000_000;
            hear(epoch(NOON + k, 0, true), pulse(k) + delay, false);
        });
        assertEquals(64, labeler.delay().bursts());
        assertEquals(0.15, labeler.delay().medianSeconds(), 1e-9);
        assertEquals(0, labeler.delay().deviationSeconds(), 1e-9);
    }

    /**
     * What others say while seconds are to be named.
     *
     * @param delay   of bursts after the pulse before them, seconds
     * @param says    the receiver, less the second of that pulse
     * @param others  likewise
     * @param sources how many of them agree
     * @param named   by which pulse; never if 0
     * @param error   of the name then, seconds
     */
    record Others(String name, double delay, int says, long others, int sources, int named, long error) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Others> OTHERS = List.of(
            new Others("one agrees with a clear burst", 0.15, 0, 0, 1, 3, 0),
            new Others("one tells which pulse an unclear burst means", 0.02, -1, 0, 1, 3, 0),
            new Others("one tells that it means the last pulse", 0.95, 0, 0, 1, 3, 0),
            new Others("two overrule a burst that comes more than a second late", 0.05, -1, 0, 2, 3, 0),
            new Others("one does not, and may be right", 0.05, -1, 0, 1, 0, 0),
            new Others("one that lies is no second witness", 0.15, 0, 1, 1, 0, 0),
            new Others("one that contradicts is outdone in a minute", 0.15, 0, -86_400, 1, 60, 0),
            new Others("two that contradict are not", 0.15, 0, -86_400, 2, 0, 0),
            new Others("one that contradicts an unclear burst", 0.02, 0, -86_400, 1, 0, 0));

    @ParameterizedTest
    @FieldSource("OTHERS")
    void hearsOtherSourcesWhileItNames(Others row) {
        int named = 0;
        for (int k = 1; k <= 100 && named == 0; k++) {
            long second = NOON + k;
            labeler.onPulse(pulse(k));
            double behind = second + row.others - pulse(k) * 1e-9 + 0.3;
            var finding = labeler.onEpoch(
                    epoch(second + row.says, 0, true),
                    pulse(k) + Math.round(row.delay * 1e9),
                    false,
                    Optional.of(new Consensus(behind, row.sources)));
            if (finding instanceof Finding.Named(long utcSecond, long _)) {
                named = k;
                assertEquals(second + row.error, utcSecond);
            }
        }
        assertEquals(row.named, named);
    }

    /** Whoever contradicts the count confirms a receiver that does so, too, if it is by as many seconds. */
    @ParameterizedTest
    @CsvSource({"1, 1, 22", "1, 2, 29", "1, 0, 29", "-86400, 2, 29", "-86400, -86400, 22"})
    void threeDisagreementsDoWhereAnotherSourceSaysTheSame(long says, long others, int lost) {
        name(NOON, false);
        int lostAt = 0;
        for (int k = 4; k < 60 && lostAt == 0; k++) {
            labeler.onPulse(pulse(k));
            boolean isRight = k < 20;
            double behind = NOON + k + (isRight ? 0 : others) - pulse(k) * 1e-9;
            var finding = labeler.onEpoch(
                    epoch(NOON + k + (isRight ? 0 : says), 0, true),
                    pulse(k) + 150_000_000,
                    false,
                    Optional.of(new Consensus(behind, 1)));
            lostAt = finding instanceof Finding.Lost ? k : 0;
        }
        assertEquals(lost, lostAt);
    }

    /** A receiver that spoke 1.05 s late at first was named one off; that shows when it comes to speak earlier. */
    @Test
    void burstsBeforeTheirOwnPulseShowANameThatIsOneOff() {
        int lost = 0;
        for (int k = 1; k < 400 && lost == 0; k++) {
            labeler.onPulse(pulse(k));
            double delay = k < 200 ? 0.05 : 0.95;
            long said = k < 200 ? NOON + k - 1 : NOON + k;
            lost = hear(epoch(said, 0, true), pulse(k) + Math.round(delay * 1e9), false) instanceof Finding.Lost
                    ? k
                    : 0;
        }
        assertTrue(lost > 200 && lost < 300, "lost at " + lost);
    }

    /** After the names were dropped in doubt, bursts too wide to tell seconds apart may confirm the count from before. */
    @Test
    void theCountFromBeforeConfirmsWhatAloneWouldBeUnclear() {
        name(NOON, false);
        for (int k = 4; k < 14; k++) {
            labeler.onPulse(pulse(k));
            hear(epoch(NOON + k + 5, 0, true), pulse(k) + 150_000_000, false);
        }
        assertFalse(labeler.isNamed());
        int named = 0;
        for (int k = 14; k < 200 && named == 0; k++) {
            labeler.onPulse(pulse(k));
            long delay = 970_000_000;
            named = hear(epoch(NOON + k, 0, true), pulse(k) + delay, false) instanceof Finding.Named ? k : 0;
        }
        assertTrue(named > 0);
        assertEquals(NOON + named, labeler.secondAt(pulse(named)));
    }

    /** A count that held for long is not given up for a receiver's word alone. */
    @Test
    void anOldCountIsNotRenamedWithoutAWitness() {
        name(NOON, false);
        int k = 4;
        for (; k < 2_000; k++) {
            labeler.onPulse(pulse(k));
            hear(epoch(NOON + k, 0, true), pulse(k) + 150_000_000, false);
        }
        for (; k < 9_000; k++) {
            labeler.onPulse(pulse(k));
            hear(epoch(NOON + k + 1_024L * 7 * 86_400, 0, true), pulse(k) + 150_000_000, false);
        }
        assertFalse(labeler.isNamed());
        for (int end = k + 4; k < end; k++) {
            labeler.onPulse(pulse(k));
            hear(epoch(NOON + k, 0, true), pulse(k) + 150_000_000, false);
        }
        assertEquals(NOON + k, labeler.secondAt(pulse(k)));
        assertTrue(labeler.isNamed());
    }

    private Finding hear(Epoch epoch, long firstByteNanos, boolean isCounterAlone) {
        return labeler.onEpoch(epoch, firstByteNanos, isCounterAlone, Optional.empty());
    }

    private void name(long base, boolean witness) {
        for (int k = 1; k <= 3; k++) {
            labeler.onPulse(pulse(k));
            hear(epoch(base + k, witness ? base + k + 1 : 0, true), pulse(k) + 150_000_000, false);
        }
        assertTrue(labeler.isNamed());
    }

    private static long pulse(int k) {
        return CLOCK + k * SECOND_NANOS + k * 12_000L;
    }

    private static Epoch epoch(long second, long nextSecond, boolean isGood) {
        var next = nextSecond == 0
                ? Optional.<NextPulse>empty()
                : Optional.of(new NextPulse(OptionalLong.of(nextSecond), OptionalDouble.empty()));
        return new Epoch(
                OptionalLong.of(second),
                0,
                isGood,
                isGood ? Fix.THREE_D : Fix.NONE,
                8,
                List.of(),
                next,
                Optional.empty(),
                OptionalDouble.empty());
    }
}

package org.timeball.refclock.discipline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PulseHistoryTest {

    private final PulseHistory history = new PulseHistory();

    @Test
    void keepsTheLastHourInOrder() {
        assertEquals(0, history.copy().size());
        LongStream.range(0, 10_000).forEach(this::add);
        var copy = history.copy();
        assertEquals(PulseHistory.LENGTH, copy.size());
        assertEquals(10_000 - PulseHistory.LENGTH, copy.getFirst().rawNanos());
        assertEquals(9_999, copy.getLast().rawNanos());
    }

    /** Fifty edges a second beside the pulses: of the hour's pulses none is lost for them. */
    @Test
    void anHourOfALineThatRingsFits() {
        for (long second = 0; second < 10_000; second++) {
            add(second * 1_000_000_000L);
            for (int edge = 1; edge < 50; edge++) {
                var extra = new PulseVerdict.NotUsed(PulseVerdict.Reason.OUT_OF_PLACE, "late by 20 ms");
                history.add(new JudgedPulse(
                        second * 1_000_000_000L + edge * 20_000_000L,
                        OptionalLong.empty(),
                        OptionalDouble.empty(),
                        extra));
            }
        }
        var copy = history.copy();
        long used = copy.stream().filter(pulse -> pulse.verdict().isUsed()).count();
        assertEquals(3_600, used, 1);
        assertEquals(3_600, copy.size() - used, 1);
    }

    @Test
    void aCopyMadeWhilePulsesComeIsInOrderAndWithoutHoles() throws InterruptedException {
        var isDone = new AtomicBoolean();
        var owner = new Thread(() -> {
            LongStream.range(0, 300_000).forEach(this::add);
            isDone.set(true);
        });
        owner.start();
        while (!isDone.get()) {
            var copy = history.copy();
            for (int i = 1; i < copy.size(); i++) {
                assertEquals(copy.get(i - 1).rawNanos() + 1, copy.get(i).rawNanos());
            }
            assertTrue(copy.size() <= PulseHistory.LENGTH);
        }
        owner.join();
    }

    private void add(long number) {
        history.add(new JudgedPulse(number, OptionalLong.empty(), OptionalDouble.empty(), new PulseVerdict.Used(1)));
    }
}

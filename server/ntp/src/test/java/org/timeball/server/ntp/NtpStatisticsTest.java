package org.timeball.server.ntp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NtpStatisticsTest {

    @Test
    void addsUpSeveralResponders() {
        var first = new NtpCounters();
        var second = new NtpCounters();
        for (int i = 0; i < 3; i++) {
            first.countReceived();
            second.countReceived();
        }
        first.countAnswered();
        first.countNtsAnswered();
        first.countDropped(DropReason.TOO_SHORT);
        first.countDropped(DropReason.TOO_SHORT);
        first.countInterleaved();
        second.countInterleaved();
        second.countNak();
        second.countDropped(DropReason.TOO_SHORT);
        second.countDropped(DropReason.NTS_OFF);

        NtpStatistics sum = NtpStatistics.sum(List.of(first, second));

        assertEquals(new NtpStatistics(6, 1, 1, 1, 2, Map.of(DropReason.TOO_SHORT, 3L, DropReason.NTS_OFF, 1L)), sum);
        assertEquals(4, sum.dropped());
        assertEquals(NtpStatistics.NONE, NtpStatistics.sum(List.of()));
    }

    @Test
    void countsFromOneThreadAreSeenByAnother() throws InterruptedException {
        var counters = new NtpCounters();
        var counting = new Thread(() -> {
            for (int i = 0; i < 100_000; i++) {
                counters.countReceived();
            }
        });
        counting.start();
        long seen = 0;
        while (counting.isAlive()) {
            long now = counters.statistics().received();
            assertTrue(now >= seen, "a count never falls");
            seen = now;
        }
        counting.join();
        assertEquals(100_000, counters.statistics().received());
    }

    @Test
    void everyReasonHasACodeAndWordsOfItsOwn() {
        var words = new HashSet<String>();
        for (DropReason reason : DropReason.values()) {
            assertTrue(reason.code() < 0);
            assertEquals(reason, DropReason.ofCode(reason.code()));
            assertTrue(words.add(reason.words()));
        }
    }
}

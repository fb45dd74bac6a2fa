package org.timeball.refclock.discipline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.timeball.refclock.gnss.Epoch;
import org.timeball.refclock.gnss.Fix;
import org.timeball.refclock.time.Pulse;

class ReferenceClockLoopTest {

    private final AtomicLong raw = new AtomicLong(Rig.NOON);

    @Test
    void feedsInOrderAndEndsWhenInterrupted() throws InterruptedException {
        var judged = new CountDownLatch(3);
        var clock = new ReferenceClock(
                ReferenceClockSettings.defaults(), new SoftwareClock(raw::get), event -> judged.countDown());
        var loop = new ReferenceClockLoop(clock::accept, System::nanoTime);
        var thread = new Thread(loop);
        thread.start();
        for (int i = 1; i <= 3; i++) {
            assertTrue(loop.offer(new ClockInput.PulseArrived(new Pulse(Rig.NOON + (i - 3) * Rig.SECOND, i))));
        }
        assertTrue(judged.await(10, TimeUnit.SECONDS));
        thread.interrupt();
        thread.join(10_000);
        assertFalse(thread.isAlive());
        assertEquals(3, clock.recentPulses().size());
    }

    @Test
    void dropsWhatNobodyTakes() {
        var loop = new ReferenceClockLoop(
                new ReferenceClock(ReferenceClockSettings.defaults(), new SoftwareClock(raw::get), event -> {})::accept,
                System::nanoTime);
        int taken = 0;
        while (loop.offer(new ClockInput.Tick())) {
            taken++;
        }
        assertEquals(64, taken);
    }

    /** A receiver that floods the line with seconds, or one that is an attacker's. */
    @Test
    void keepsPlacesForPulsesWhenEpochsFlood() {
        var loop = new ReferenceClockLoop(
                new ReferenceClock(ReferenceClockSettings.defaults(), new SoftwareClock(raw::get), event -> {})::accept,
                System::nanoTime);
        var epoch = new Epoch(
                OptionalLong.of(Rig.NOON / Rig.SECOND),
                Rig.NOON,
                true,
                Fix.THREE_D,
                8,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                OptionalDouble.empty());
        int epochs = 0;
        while (loop.offer(new ClockInput.EpochArrived(epoch))) {
            epochs++;
        }
        assertEquals(32, epochs);
        for (int i = 1; i <= 32; i++) {
            assertTrue(loop.offer(new ClockInput.PulseArrived(new Pulse(Rig.NOON, i))));
        }
    }

    /** Inputs come now and then, a pulse and sentences a second: each is no tick of its own. */
    @Test
    void ticksByTheClockAndNotByTheInput() throws InterruptedException {
        var now = new AtomicLong();
        var ticks = new AtomicInteger();
        var taken = new CountDownLatch(64);
        var loop = new ReferenceClockLoop(_ -> ticks.incrementAndGet(), now::get);
        for (int i = 0; i < 64; i++) {
            assertTrue(loop.offer(() -> {
                now.addAndGet(50_000_000L);
                taken.countDown();
            }));
        }
        var thread = new Thread(loop);
        thread.start();
        assertTrue(taken.await(10, TimeUnit.SECONDS));
        thread.interrupt();
        thread.join(10_000);

        // At the beginning and after each 250 ms of the 3.2 s; the last may have come or not.
        assertTrue(ticks.get() == 12 || ticks.get() == 13, ticks + " ticks");
    }

    @Test
    void whatIsThrownEndsTheThread() throws InterruptedException {
        var clock = new ReferenceClock(ReferenceClockSettings.defaults(), new SoftwareClock(raw::get), event -> {
            throw new IllegalStateException("from the listener");
        });
        var loop = new ReferenceClockLoop(clock::accept, System::nanoTime);
        var thrown = new AtomicReference<>(new Throwable("nothing"));
        var thread = new Thread(loop);
        thread.setUncaughtExceptionHandler((_, throwable) -> thrown.set(throwable));
        thread.start();
        loop.offer(new ClockInput.PulseArrived(new Pulse(Rig.NOON, 1)));
        thread.join(10_000);
        assertEquals("from the listener", thrown.get().getMessage());
    }
}

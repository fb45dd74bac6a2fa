package org.timeball.firmware.appliance.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ErrandsTest {

    @Test
    void theOwnersThreadDoesWhatAnotherAsksFor() {
        var errands = new Errands(Duration.ofSeconds(10));
        var asked = CompletableFuture.supplyAsync(() -> errands.ask(Thread::currentThread));
        while (!asked.isDone()) {
            errands.run();
        }

        assertEquals(Optional.of(Thread.currentThread()), asked.join());
    }

    @Test
    void whatWasNotDoneInTimeIsNotDoneLater() {
        var errands = new Errands(Duration.ofMillis(1));
        var done = new AtomicInteger();

        assertEquals(Optional.empty(), errands.ask(done::incrementAndGet));
        errands.run();
        assertEquals(0, done.get());
    }

    @Test
    void aMistakeIsTheAskersAndTheOwnerGoesOn() {
        var errands = new Errands(Duration.ofSeconds(10));
        var asked = CompletableFuture.supplyAsync(() -> assertThrows(
                IllegalStateException.class,
                () -> errands.ask(() -> {
                    throw new IllegalArgumentException("on purpose");
                })));
        while (!asked.isDone()) {
            errands.run();
        }

        assertEquals("an errand failed", asked.join().getMessage());
    }
}

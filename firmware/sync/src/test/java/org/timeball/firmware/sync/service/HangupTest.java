package org.timeball.firmware.sync.service;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What is done at a hangup, whenever it comes. */
class HangupTest {

    private final Hangup hangup = Hangup.heeded();
    private final AtomicInteger done = new AtomicInteger();

    @Test
    void doesWhatIsWantedAtEach() {
        hangup.does(done::incrementAndGet);
        assertEquals(0, done.get());
        hangup.heard();
        hangup.heard();
        assertEquals(2, done.get());
    }

    /** As it does when the socket of a daemon answers already and its start has not ended. */
    @Test
    void losesNoneThatCameBeforeAnybodyKnewWhatToDo() {
        hangup.heard();
        hangup.heard();
        hangup.does(done::incrementAndGet);
        assertEquals(1, done.get(), "the file is read once for both");
        hangup.does(done::incrementAndGet);
        assertEquals(1, done.get());
    }
}

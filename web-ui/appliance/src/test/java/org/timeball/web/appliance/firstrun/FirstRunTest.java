package org.timeball.web.appliance.firstrun;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first set-up goes on where it was, whatever happened to the power meanwhile. */
class FirstRunTest {

    @TempDir
    Path folder;

    @Test
    void goesOnWhereItWasAfterARestart() throws Exception {
        var first = FirstRun.open(folder);
        assertFalse(first.isOpen(), "a box that has an owner for long is not sent through it");
        first.begin();
        assertEquals(SetupStep.RECEIVER, first.next());
        first.done(SetupStep.RECEIVER);
        first.done(SetupStep.PURPOSE);
        first.done(SetupStep.PURPOSE);

        var second = FirstRun.open(folder);
        assertTrue(second.isOpen() && second.isDone(SetupStep.PURPOSE));
        assertEquals(SetupStep.SECOND, second.next());
        for (var step : SetupStep.values()) {
            second.done(step);
        }
        assertEquals(SetupStep.CLIENTS, second.next());
        second.end();
        assertFalse(FirstRun.open(folder).isOpen());
    }

    @Test
    void whatIsDamagedIsForgottenAndStopsNobody() throws Exception {
        Files.createDirectories(folder);
        FirstRun.open(folder).begin();
        Files.writeString(folder.resolve("first-run"), "?");
        assertFalse(FirstRun.open(folder).isOpen());
    }

    @Test
    void eachStepHasAnAddressOfItsOwn() {
        for (var step : SetupStep.values()) {
            assertEquals(step, SetupStep.of(step.key()).orElseThrow());
        }
        assertTrue(SetupStep.of("../users").isEmpty());
    }
}

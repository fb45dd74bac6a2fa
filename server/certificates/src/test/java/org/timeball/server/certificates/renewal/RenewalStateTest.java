package org.timeball.server.certificates.renewal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What is remembered of a renewal from one start to the next. */
class RenewalStateTest {

    private static final Instant NOW = Instant.parse("2026-11-27T12:00:00.125Z");
    private static final Window WINDOW = new Window(NOW.plusSeconds(60), NOW.plusSeconds(120));

    static final List<RenewalState> STATES = List.of(
            RenewalState.begun(0),
            RenewalState.begun(0.1).failed(NOW, Optional.empty(), "refused"),
            RenewalState.begun(1).failed(NOW, Optional.of(NOW.plusSeconds(3)), "too many, come later"),
            RenewalState.had(NOW, 1.0 / 3, "renewed"),
            RenewalState.had(NOW, 1e-9, "").told(Optional.of(WINDOW), NOW.plusSeconds(6)));

    @ParameterizedTest
    @FieldSource("STATES")
    void isReadAsItWasWritten(RenewalState state) {
        assertEquals(Optional.of(state), RenewalState.parse(state.text()));
    }

    /** An authority's words must not become lines of ours. */
    @Test
    void wordsOfSeveralLinesBecomeOne() {
        var state = RenewalState.begun(0.5).failed(NOW, Optional.empty(), "no\nfailures 0\nlot 2\n");

        assertEquals("no failures 0 lot 2", state.words());
        assertEquals(Optional.of(state), RenewalState.parse(state.text()));
    }

    static final List<String> NO_SENSE = List.of(
            "",
            "form 2\nlot 0.5\nfailures 0",
            "form 1\nfailures 0",
            "form 1\nlot 7\nfailures 0",
            "form 1\nlot 0.5\nfailures 1",
            "form 1\nlot 0.5\nfailures 0\nhad yesterday",
            "form 1\nlot 0.5\nfailures 0\nwindow 2026-11-27T12:00:00Z/2026-11-26T12:00:00Z");

    @ParameterizedTest
    @FieldSource("NO_SENSE")
    void takesNothingThatMakesNoSense(String text) {
        assertEquals(Optional.empty(), RenewalState.parse(text));
    }
}

package org.timeball.server.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.timeball.refclock.time.DeviceException;

/** On a signal that nobody sends here. */
class SignalActionTest {

    private static final int SIGWINCH = 28;

    @Test
    void putsBackWhatALibraryChanged() throws Exception {
        var before = SignalAction.of(SIGWINCH);
        boolean wasIgnored = isIgnored(SIGWINCH);
        // The handler is the first word of the structure, and 1 is SIG_IGN.
        ignore(SIGWINCH);
        assertTrue(isIgnored(SIGWINCH));
        var ignored = SignalAction.of(SIGWINCH);

        before.restore();
        assertEquals(wasIgnored, isIgnored(SIGWINCH));
        assertFalse(wasIgnored, "the terminal's size is nothing to tests");
        ignored.restore();
        assertTrue(isIgnored(SIGWINCH));
        before.restore();
        before.restore();
        assertFalse(isIgnored(SIGWINCH));
    }

    @Test
    void takesBackThatASignalIsIgnored() throws Exception {
        var before = SignalAction.of(SIGWINCH);
        ignore(SIGWINCH);
        SignalAction.byDefault(SIGWINCH).restore();
        assertFalse(isIgnored(SIGWINCH));
        before.restore();
    }

    @Test
    void knowsNoSignalThatThereIsNot() {
        assertThrows(DeviceException.class, () -> SignalAction.of(1_000));
    }

    private static void ignore(int signal) {
        try (var arena = Arena.ofConfined()) {
            MemorySegment action = arena.allocate(512, 8);
            action.set(java.lang.foreign.ValueLayout.JAVA_LONG, 0, 1);
            assertEquals(0, Libc.sigaction(arena.allocate(Libc.CALL_STATE), signal, action, MemorySegment.NULL));
        }
    }

    private static boolean isIgnored(int signal) throws IOException {
        var mask = Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .map(line -> Long.parseUnsignedLong(line.substring(7).strip(), 16))
                .findFirst()
                .orElseThrow();
        return (mask >> signal - 1 & 1) != 0;
    }
}

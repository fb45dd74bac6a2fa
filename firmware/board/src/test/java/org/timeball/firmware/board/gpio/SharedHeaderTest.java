package org.timeball.firmware.board.gpio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.pi4j.context.Context;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.timeball.refclock.time.DeviceException;

class SharedHeaderTest {

    private final List<Context> contexts = new ArrayList<>();

    private final SharedHeader shared = new SharedHeader(() -> {
        contexts.add(Header.context());
        return new Header(contexts.getLast());
    });

    @Test
    void isOpenedOnceForAll() throws DeviceException {
        assertSame(shared.get(), shared.get());
        assertEquals(1, contexts.size());
        assertFalse(contexts.getFirst().isShutdown());
        shared.close();
        assertTrue(contexts.getFirst().isShutdown());
    }

    @Test
    void isNotOpenedForNobody() {
        shared.close();
        shared.close();
        assertEquals(List.of(), contexts);
    }

    @Test
    void isLookedForAgainWhereThereWasNone() throws DeviceException {
        var refusals = new ArrayList<String>(List.of("there is no GPIO here"));
        try (var later = new SharedHeader(() -> {
            if (!refusals.isEmpty()) {
                throw new DeviceException(refusals.removeFirst());
            }
            return new Header(Header.context());
        })) {
            assertThrows(DeviceException.class, later::get);
            assertSame(later.get(), later.get());
        }
    }
}

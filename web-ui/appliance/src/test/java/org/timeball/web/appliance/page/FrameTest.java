package org.timeball.web.appliance.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FrameTest {

    private static Frame frame(Place here, List<Place> places) {
        return new Frame("", StateMark.LOCKED, "timeball", "", here, places, Optional.empty(), "");
    }

    /** A bar under the thumb has room for five words at 360 px; whatever there is more is one step away, once. */
    @Test
    void leadsToEveryPlaceFromAPhone() {
        for (int count = 0; count <= Place.values().length; count++) {
            var places = Arrays.stream(Place.values()).limit(count).toList();
            var frame = frame(Place.OVERVIEW, places);

            var reached = new ArrayList<>(frame.inBar());
            reached.addAll(frame.behindMore());

            assertEquals(places, reached);
            assertTrue(frame.inBar().size() + (frame.behindMore().isEmpty() ? 0 : 1) <= 5, count + " places");
        }
    }

    @Test
    void saysWhereOneIsBehindMore() {
        var places = Arrays.asList(Place.values());

        assertTrue(frame(Place.CLAIM, places).isHereBehindMore());
        assertFalse(frame(Place.OVERVIEW, places).isHereBehindMore());
    }
}

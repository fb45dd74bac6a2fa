package org.timeball.web.appliance.page;

import java.util.List;

/**
 * What stands around every page: title and icon of the window, which carry the state, and the way to the other pages.
 *
 * @param title   of the window
 * @param mark    the state, for the icon and the colours
 * @param box     the box's name
 * @param program the daemon's name, version and age; empty when it was never heard
 * @param here    the page
 * @param places  where whoever looks may go
 */
public record Frame(String title, StateMark mark, String box, String program, Place here, List<Place> places) {

    /** Copies the list. */
    public Frame {
        places = List.copyOf(places);
    }

    /** Around the overview, whose title says the state in words. */
    public static Frame ofOverview(Overview now, List<Place> places) {
        return new Frame(now.statement().title(), now.mark(), now.box(), now.program(), Place.OVERVIEW, places);
    }

    /** Whether the box has a name that says more than the program's. */
    public boolean hasOwnName() {
        return !box.equalsIgnoreCase("timeball");
    }
}

package org.timeball.web.appliance.page;

import java.util.List;
import java.util.Optional;

/**
 * What stands around every page: title and icon of the window, which carry the state, and the way to the other pages.
 *
 * @param title     of the window
 * @param mark      the state, for the icon and the colours
 * @param box       the box's name
 * @param program   the daemon's name, version and age; empty when it was never heard, or for strangers
 * @param here      the page
 * @param places    where whoever looks may go
 * @param person    who is signed in
 * @param formToken what every form brings along
 */
public record Frame(
        String title,
        StateMark mark,
        String box,
        String program,
        Place here,
        List<Place> places,
        Optional<String> person,
        String formToken) {

    /** Copies the list. */
    public Frame {
        places = List.copyOf(places);
    }

    /** Whether the box has a name that says more than the program's. */
    public boolean hasOwnName() {
        return !box.equalsIgnoreCase("timeball");
    }
}

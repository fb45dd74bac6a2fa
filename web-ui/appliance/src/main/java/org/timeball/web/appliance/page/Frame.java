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

    /** A phone's bar has room for so many words; the last of them leads to the rest. */
    private static final int BAR_PLACES = 5;

    /** Copies the list. */
    public Frame {
        places = List.copyOf(places);
    }

    /** Whether the box has a name that says more than the program's. */
    public boolean hasOwnName() {
        return !box.equalsIgnoreCase("timeball");
    }

    /** The places that have one of their own in a phone's bar. */
    public List<Place> inBar() {
        return places.size() <= BAR_PLACES ? places : places.subList(0, BAR_PLACES - 1);
    }

    /** The places that a phone's bar leads to in a second step. */
    public List<Place> behindMore() {
        return places.subList(inBar().size(), places.size());
    }

    /** Whether this page is one of those. */
    public boolean isHereBehindMore() {
        return behindMore().contains(here);
    }
}

package org.timeball.web.appliance.page.sky;

import java.util.List;

/**
 * Where one satellite went.
 *
 * @param constellation as the control socket calls it
 * @param number        within its constellation
 * @param sights        oldest first
 */
record Path(String constellation, int number, List<Sight> sights) {

    /** Copies the list. */
    Path {
        sights = List.copyOf(sights);
    }
}

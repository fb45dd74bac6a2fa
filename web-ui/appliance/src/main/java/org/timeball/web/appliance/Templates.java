package org.timeball.web.appliance;

import org.timeball.web.appliance.page.Frame;
import org.timeball.web.appliance.page.Overview;
import org.timeball.web.appliance.page.Rendering;
import org.timeball.web.appliance.page.StateMark;

/**
 * The overview as HTML, whole and in its parts.
 *
 * <p>Safe for use by many threads.
 */
final class Templates {

    private final Rendering rendering;

    Templates(Rendering rendering) {
        this.rendering = rendering;
    }

    /** The whole overview. */
    String overview(Overview overview, Frame frame) {
        return rendering.page("overview.jte", overview, frame);
    }

    /** The content of one part of it. */
    String part(Part part, Overview overview) {
        return rendering.of("parts/" + part.id() + ".jte", overview);
    }

    /** The state's shape as an SVG file, for the icon of the window. */
    String icon(StateMark mark) {
        return rendering.of("icon.jte", mark);
    }
}

package org.timeball.web.appliance;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.timeball.server.control.ControlJson;
import org.timeball.web.appliance.page.Overview;

/**
 * What an open page is told once a second.
 *
 * <p>The first event of a stream carries every part, so a page that was away needs no history: there is nothing to
 * resume from but the present.
 *
 * @param utcMillis    served time since the Unix epoch; negative when none is known
 * @param isTicking    whether the page may run its clock on until the next event
 * @param state        the state's key
 * @param title        of the window
 * @param announcement what a screen reader is to say if the state is another than before
 * @param parts        new content by the element's id
 */
record LiveEvent(
        long utcMillis, boolean isTicking, String state, String title, String announcement, Map<String, String> parts) {

    /**
     * What a page that shows {@code before} must be told to show {@code now}.
     *
     * @param before empty at the beginning of a stream
     */
    static LiveEvent between(Optional<Scene> before, Scene now) {
        var changed = new LinkedHashMap<String, String>();
        for (var part : Part.values()) {
            String content = content(now, part);
            boolean isShown =
                    before.map(scene -> content(scene, part).equals(content)).orElse(false);
            if (!isShown) {
                changed.put(part.id(), content);
            }
        }
        var overview = now.overview();
        return new LiveEvent(
                overview.time().map(Overview.Time::utcMillis).orElse(-1L),
                overview.isLive(),
                overview.mark().key(),
                overview.statement().title(),
                overview.announcement(),
                changed);
    }

    /** The event's data: one line. */
    String json() {
        return ControlJson.line(this);
    }

    private static String content(Scene scene, Part part) {
        return scene.parts().getOrDefault(part, "");
    }
}

package org.timeball.web.appliance;

import java.util.EnumMap;
import java.util.Map;
import org.timeball.web.appliance.page.Overview;

/**
 * The overview at one instant, rendered once for everybody who looks.
 *
 * @param overview what it says
 * @param parts    the content of each part, as HTML
 */
record Scene(Overview overview, Map<Part, String> parts) {

    Scene {
        parts = Map.copyOf(parts);
    }

    /** Renders every part. */
    static Scene of(Overview overview, Templates templates) {
        var parts = new EnumMap<Part, String>(Part.class);
        for (var part : Part.values()) {
            parts.put(part, templates.part(part, overview));
        }
        return new Scene(overview, parts);
    }
}

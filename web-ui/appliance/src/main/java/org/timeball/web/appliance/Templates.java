package org.timeball.web.appliance;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.util.Map;
import org.timeball.web.appliance.page.Frame;
import org.timeball.web.appliance.page.Overview;
import org.timeball.web.appliance.page.StateMark;

/**
 * Makes HTML of what a page says; the templates are compiled at build time and escape every word by its place.
 *
 * <p>Safe for use by many threads.
 */
final class Templates {

    private final TemplateEngine engine = TemplateEngine.createPrecompiled(ContentType.Html);

    /** The whole overview. */
    String overview(Overview overview, Frame frame) {
        var output = new StringOutput();
        engine.render("overview.jte", Map.of("page", overview, "frame", frame), output);
        return output.toString();
    }

    /** The content of one part of it. */
    String part(Part part, Overview overview) {
        return render("parts/" + part.id() + ".jte", overview);
    }

    /** The state's shape as an SVG file, for the icon of the window. */
    String icon(StateMark mark) {
        return render("icon.jte", mark);
    }

    private String render(String template, Object model) {
        var output = new StringOutput();
        engine.render(template, model, output);
        return output.toString();
    }
}

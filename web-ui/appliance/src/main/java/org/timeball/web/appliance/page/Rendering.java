package org.timeball.web.appliance.page;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.util.Map;

/**
 * Makes HTML; the templates are compiled at build time and escape every word by its place.
 *
 * <p>Safe for use by many threads.
 */
public final class Rendering {

    private final TemplateEngine engine = TemplateEngine.createPrecompiled(ContentType.Html);

    /** Finds the compiled templates. */
    public Rendering() {}

    /** A template that has one parameter. */
    public String of(String template, Object model) {
        var output = new StringOutput();
        engine.render(template, model, output);
        return output.toString();
    }

    /** A page within the frame, whose template has the parameters {@code page} and {@code frame}. */
    public String page(String template, Object page, Frame frame) {
        var output = new StringOutput();
        engine.render(template, Map.of("page", page, "frame", frame), output);
        return output.toString();
    }
}

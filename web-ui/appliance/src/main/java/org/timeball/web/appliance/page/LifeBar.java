package org.timeball.web.appliance.page;

import java.util.Locale;
import java.util.Optional;
import org.timeball.server.control.CertificateRecord;

/**
 * A certificate's life as a bar from its first second to its last. Places are thousandths of it, 0 to {@value #WIDTH}.
 *
 * @param now    where we are
 * @param next   when the next one is tried for, if that is known
 * @param window when the authority would like that: its start and its width
 * @param label  the same in words, for those who do not see it
 */
public record LifeBar(double now, Optional<Double> next, Optional<Span> window, String label) {

    /** Of the whole life. */
    public static final int WIDTH = 1_000;

    /**
     * A part of the bar.
     *
     * @param start of it
     * @param width of it
     */
    public record Span(double start, double width) {}

    static LifeBar of(CertificateRecord one, long nowUtcSecond) {
        double now = place(one, nowUtcSecond);
        var next = one.nextUtcSecond() == 0 ? Optional.<Double>empty() : Optional.of(place(one, one.nextUtcSecond()));
        var window = one.windowFromUtcSecond() == 0
                ? Optional.<Span>empty()
                : Optional.of(span(place(one, one.windowFromUtcSecond()), place(one, one.windowUntilUtcSecond())));
        return new LifeBar(now, next, window, label(now, next));
    }

    private static Span span(double start, double end) {
        return new Span(start, Math.max(0, end - start));
    }

    private static double place(CertificateRecord one, long utcSecond) {
        double life = Math.max(1, one.untilUtcSecond() - one.fromUtcSecond());
        return Math.clamp((utcSecond - one.fromUtcSecond()) / life * WIDTH, 0, WIDTH);
    }

    private static String label(double now, Optional<Double> next) {
        return String.format(Locale.ROOT, "%.0f %% of its life is over", now / WIDTH * 100)
                + next.map(at -> String.format(Locale.ROOT, ", the next is tried for at %.0f %%", at / WIDTH * 100))
                        .orElse("");
    }
}

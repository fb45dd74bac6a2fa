package org.timeball.refclock.discipline.filter;

import java.util.Optional;
import org.timeball.refclock.discipline.Figure;
import org.timeball.refclock.discipline.PulseVerdict.NotUsed;
import org.timeball.refclock.discipline.PulseVerdict.Reason;

/**
 * Where around its second a pulse may be and still be one. An edge outside of it is another one, or crosstalk; the less
 * sure the clock is of itself, the wider it is.
 *
 * @param leastSeconds to either side where the clock is sure, positive
 */
public record PulsePlace(double leastSeconds) {

    /** {@link #leastSeconds} of a line with edges. */
    public static final double EDGE_SECONDS = 0.02;

    /** No edge is so far from its second, however unsure the clock is. */
    public static final double WIDEST_SECONDS = 0.2;

    private static final double DEVIATIONS = 6;

    /** Whether the line is one with edges, and not coarser. */
    boolean isOfEdges() {
        return leastSeconds <= EDGE_SECONDS;
    }

    /**
     * Looks whether a pulse is in its place.
     *
     * @param innovationSeconds its phase less the expected one
     * @param phaseVariance     of the expected one, s²
     * @return why it is not used; empty when it is in its place
     */
    Optional<NotUsed> judge(double innovationSeconds, double phaseVariance) {
        double widest = Math.max(leastSeconds, WIDEST_SECONDS);
        double allowed = Math.clamp(DEVIATIONS * Math.sqrt(phaseVariance), leastSeconds, widest);
        return Math.abs(innovationSeconds) > allowed
                ? Optional.of(new NotUsed(
                        Reason.OUT_OF_PLACE,
                        Figure.lateness(innovationSeconds) + ", more than the " + Figure.ofSeconds(allowed)
                                + " a pulse may be off its second; the wrong edge?"))
                : Optional.empty();
    }
}

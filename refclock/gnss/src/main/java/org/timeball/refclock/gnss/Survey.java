package org.timeball.refclock.gnss;

/**
 * A timing receiver's survey of where its antenna stands.
 *
 * @param durationSeconds so far
 * @param observations    so far
 * @param position        the mean so far; all zero before the first observation
 * @param accuracyMetres  of that mean, one standard deviation as the receiver estimates it
 * @param isValid         the survey is over and its position in use
 * @param isActive        the survey is going on
 */
public record Survey(
        long durationSeconds,
        long observations,
        EarthFixedPosition position,
        double accuracyMetres,
        boolean isValid,
        boolean isActive) {

    /** Where the survey stands, as it is written for people. */
    public String words() {
        if (isActive) {
            return "in progress, %d s, %.1f m".formatted(durationSeconds, accuracyMetres);
        }
        return isValid ? "done, %.1f m".formatted(accuracyMetres) : "none";
    }
}

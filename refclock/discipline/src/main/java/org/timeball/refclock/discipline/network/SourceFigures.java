package org.timeball.refclock.discipline.network;

/**
 * What a source says, its eight last answers weighed.
 *
 * @param last            its newest answer, on the panel's time line
 * @param best            the answer that speaks for it
 * @param offsetSeconds   by the best answer, as of now: positive when our clock is behind
 * @param distanceSeconds how far off that may be: its root distance, grown with age
 * @param jitterSeconds   how far the best answer may be off by chance: the scatter of the others about it, and waiting
 * @param noiseSeconds    the same by what its answers had to wait on their way, whatever our clock did meanwhile
 * @param ageSeconds      of the newest answer
 */
public record SourceFigures(
        NetworkSample last,
        NetworkSample best,
        double offsetSeconds,
        double distanceSeconds,
        double jitterSeconds,
        double noiseSeconds,
        double ageSeconds) {

    /** Where it puts the truth, as of now. */
    public Interval interval() {
        return Interval.around(offsetSeconds, distanceSeconds);
    }
}

package org.timeball.refclock.discipline.network;

/**
 * A source that is fit to be looked at.
 *
 * @param name    of it
 * @param figures what it says
 */
record Candidate(String name, SourceFigures figures) {

    double offsetSeconds() {
        return figures.offsetSeconds();
    }

    Interval interval() {
        return figures.interval();
    }

    /** By what survivors are ordered: stratum first, then distance (RFC 5905 §11.2.2, with MAXDIST of a stratum's worth). */
    double metric(double maxDistanceSeconds) {
        return figures.last().stratum() * maxDistanceSeconds + figures.distanceSeconds();
    }

    /** How far it is from others, root mean square: RFC 5905's selection jitter; 0 beside none. */
    double apartSeconds(Iterable<Candidate> others) {
        double squares = 0;
        int count = 0;
        for (var other : others) {
            if (other != this) {
                double apart = other.offsetSeconds() - offsetSeconds();
                squares += apart * apart;
                count++;
            }
        }
        return count == 0 ? 0 : Math.sqrt(squares / count);
    }
}

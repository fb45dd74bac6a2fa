package org.timeball.refclock.discipline.filter;

/**
 * What the scatter of pulses looks like: how likely each distance is, and how far a pulse at that distance should pull.
 *
 * <p>Distances are in seconds, positive for a pulse stamped late. Immutable and thread-safe.
 */
sealed interface NoiseShape permits StudentShape, LearnedShape {

    /** The variance that a gaussian line as informative as this one would have (one over its Fisher information), s². */
    double variance();

    /**
     * The distance at which a gaussian pulse would pull as much as this one; 0 for one that says nothing.
     *
     * @return seconds; its slope is 1 on average over the pulses of this line
     */
    double influence(double distanceSeconds);

    /** How likely a pulse at that distance is one of the line's own and not a wild one: 1 for an ordinary one, towards 0. */
    double belief(double distanceSeconds);

    /** Natural logarithm of the probability density, up to a constant. */
    double logDensity(double distanceSeconds);
}

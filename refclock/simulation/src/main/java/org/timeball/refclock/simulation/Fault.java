package org.timeball.refclock.simulation;

import org.timeball.refclock.gnss.AntennaState;
import org.timeball.refclock.gnss.Jamming;
import org.timeball.refclock.gnss.Spoofing;

/**
 * One thing that goes wrong with a receiver, its line or its sky, from one second of a scenario until before another.
 *
 * <p>Seconds count from the scenario's start. What happens outside the span is not the fault's, but for a
 * {@link Drag}, which leaves the pulses where it had drawn them when {@code isKept}.
 */
public sealed interface Fault {

    /** The first second in which it shows. */
    int from();

    /** The first in which it does no more. */
    int until();

    /** Whether it shows in a second. */
    default boolean isAt(int second) {
        return second >= from() && second < until();
    }

    /** The pulses are drawn away, by so many seconds in each second; positive = later. */
    record Drag(int from, int until, double secondsPerSecond, boolean isKept) implements Fault {
        /** How late the pulse of a second is by it. */
        double lateSeconds(int second) {
            boolean isLeft = second >= until && isKept;
            int dragged = isAt(second) ? second - from : isLeft ? until - from : 0;
            return dragged * secondsPerSecond;
        }
    }

    /** The pulses are elsewhere, late by so many seconds. */
    record Jump(int from, int until, double seconds) implements Fault {}

    /** A share of the pulses does not come, 0 to 1; sentences do. */
    record MissingPulses(int from, int until, double share) implements Fault {}

    /** Beside the pulses come so many other edges a second, evenly spread as those of a mains hum. */
    record ExtraEdges(int from, int until, int perSecond) implements Fault {}

    /** Each pulse is followed by another edge, so much later. */
    record Ringing(int from, int until, double afterSeconds) implements Fault {}

    /** Each edge is delivered twice. */
    record TwiceDelivered(int from, int until) implements Fault {}

    /** The end of the pulse is stamped, late by its width. */
    record WrongEdge(int from, int until, double widthSeconds) implements Fault {}

    /** Pulses scatter by so much more, one standard deviation. */
    record Jitter(int from, int until, double seconds) implements Fault {}

    /** Neither pulses nor sentences. */
    record Silence(int from, int until) implements Fault {}

    /** Pulses, but no sentences. */
    record Mute(int from, int until) implements Fault {}

    /** The receiver says it has no fix; its pulses go on. */
    record NoFix(int from, int until) implements Fault {}

    /** The receiver names a second that is so many seconds off. */
    record WrongSecond(int from, int until, long seconds) implements Fault {}

    /** Bursts come so much later than they usually do. */
    record LateBursts(int from, int until, double seconds) implements Fault {}

    /** What its detectors say. */
    record Flags(int from, int until, Jamming jamming, Spoofing spoofing, AntennaState antenna) implements Fault {}

    /** Its position is so many metres to the north of where it is. */
    record Moved(int from, int until, double metres) implements Fault {}

    /** What it says of its sky. */
    record Sky(int from, int until, int satellitesUsed, double dilution) implements Fault {}
}

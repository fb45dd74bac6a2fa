package org.timeball.refclock.discipline.network;

import java.util.Set;
import org.timeball.refclock.time.RefId;

/**
 * What the operator says of selection.
 *
 * @param minimumAgreeing      how many sources must agree before any is followed, at least 1
 * @param maxDistanceSeconds   a source whose root distance is larger is not used, above 0 (RFC 5905's MAXDIST)
 * @param maxJitterSeconds     one whose offsets scatter more is not used, above 0
 * @param maxStratum           one with a larger stratum is not used, 1 to 14: who follows
 *     one of 15 is not synchronised
 * @param mustBeAuthenticated  whether only authenticated ones are used
 * @param ownRefIds            by which servers that follow us say so: our addresses as reference identifiers
 */
public record SelectionSettings(
        int minimumAgreeing,
        double maxDistanceSeconds,
        double maxJitterSeconds,
        int maxStratum,
        boolean mustBeAuthenticated,
        Set<RefId> ownRefIds) {

    /** One source is enough; RFC 5905's distance. */
    public static final SelectionSettings USUAL = new SelectionSettings(1, 1.5, 1, 14, false, Set.of());

    /** Refuses what no selection can go by. */
    public SelectionSettings {
        ownRefIds = Set.copyOf(ownRefIds);
        if (minimumAgreeing < 1) {
            throw new IllegalArgumentException("a minimum of " + minimumAgreeing + " agreeing sources");
        }
        if (!(maxDistanceSeconds > 0 && maxJitterSeconds > 0)) {
            throw new IllegalArgumentException(
                    "a distance of " + maxDistanceSeconds + " s or a jitter of " + maxJitterSeconds + " s at most");
        }
        if (maxStratum < 1 || maxStratum > 14) {
            throw new IllegalArgumentException("a stratum of " + maxStratum + " at most is not within 1 to 14");
        }
    }
}

package org.timeball.refclock.discipline.crosscheck;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.timeball.refclock.gnss.Constellation;
import org.timeball.refclock.gnss.Satellite;

/**
 * Watches whether the families of satellites tell the same time: whoever forges or disturbs one of them seldom has the
 * others, too.
 *
 * <p>A receiver with one clock for all of them shows it in the residuals: the median of a family stands apart from that
 * of all others. Two lists in a row must show it, as the distance of a satellite that rises may be off for a moment.
 * Not thread-safe.
 */
final class ConstellationWatch {

    private static final double METRES_PER_SECOND = 299_792_458;

    /** 30 m: families differ by tens of nanoseconds when all is well. */
    private static final double APART_SECONDS = 100e-9;

    /** A median of fewer may be one satellite's. */
    private static final int ENOUGH = 3;

    private static final int LISTS = 2;

    /**
     * A family stands apart.
     *
     * @param family         which
     * @param distanceSeconds by how much, above 0
     */
    record Apart(Constellation family, double distanceSeconds) {}

    private List<Satellite> list = List.of();
    private int lists;
    private Optional<Apart> apart = Optional.empty();

    /** Takes what is in view; the list that was taken last is told again until there is a newer one. */
    void hear(List<Satellite> inView) {
        if (inView.equals(list)) {
            return;
        }
        list = inView;
        apart = farthest();
        lists = apart.isPresent() ? lists + 1 : 0;
    }

    /** The family that stands farthest apart, by the last lists. */
    Optional<Apart> apart() {
        return lists >= LISTS ? apart : Optional.empty();
    }

    private Optional<Apart> farthest() {
        var farthest = Optional.<Apart>empty();
        var telling = list.stream()
                .filter(it -> it.isUsed() && it.residualMetres().isPresent())
                .toList();
        if (telling.size() < 2 * ENOUGH) {
            return farthest;
        }
        for (var family : EnumSet.complementOf(EnumSet.of(Constellation.SBAS, Constellation.UNKNOWN))) {
            double[] own = residuals(telling, family, true);
            double[] others = residuals(telling, family, false);
            if (own.length >= ENOUGH && others.length >= ENOUGH) {
                double distance = Math.abs(median(own) - median(others)) / METRES_PER_SECOND;
                boolean isFarther =
                        distance > farthest.map(Apart::distanceSeconds).orElse(APART_SECONDS);
                farthest = isFarther ? Optional.of(new Apart(family, distance)) : farthest;
            }
        }
        return farthest;
    }

    /** Of the family's satellites, or of all others', ascending. */
    private static double[] residuals(List<Satellite> telling, Constellation family, boolean isOwn) {
        return telling.stream()
                .filter(it -> it.constellation() == family == isOwn)
                .mapToDouble(it -> it.residualMetres().getAsDouble())
                .sorted()
                .toArray();
    }

    private static double median(double[] sorted) {
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }
}

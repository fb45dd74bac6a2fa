package org.timeball.refclock.discipline.crosscheck;

import java.util.Optional;
import java.util.OptionalDouble;
import org.timeball.refclock.gnss.Position;

/**
 * Watches where the antenna seems to be: a clock's antenna does not move, and one position for all is what a signal from
 * a single transmitter gives.
 *
 * <p>The place is the mean of the first minutes, or where the receiver was told it stands. Not thread-safe.
 */
final class PositionWatch {

    /** Farther than any fix with a good sky strays. */
    private static final double MOVED_METRES = 1_000;

    /** Farther than a position that was surveyed may be off. */
    private static final double SURVEYED_MOVED_METRES = 50;

    /** Between the two a fix through trees may stray; it is said. */
    private static final double STRAYED_METRES = 200;

    private static final int LEARNED_FROM = 120;

    /** An antenna that was moved by its owner stays where it is from then on. */
    private static final int SETTLED = 3_600;

    private static final double SETTLED_METRES = 50;

    private Optional<Position> place = Optional.empty();
    private int learned;
    private double movedMetres;
    private boolean isSurveyed;

    private Optional<Position> otherPlace = Optional.empty();
    private int elsewhere;

    /** Takes a fix with a good sky; {@code isFixed} when the receiver holds a surveyed position. */
    void hear(Position now, boolean isFixed) {
        isSurveyed = isFixed;
        movedMetres = place.map(it -> it.metresTo(now)).orElse(0.0);
        if (learned < LEARNED_FROM && !isMoved()) {
            learned++;
            place = Optional.of(place.map(it -> towards(it, now, 1.0 / learned)).orElse(now));
        }
        settle(now);
    }

    private void settle(Position now) {
        boolean isThere =
                otherPlace.filter(it -> it.metresTo(now) < SETTLED_METRES).isPresent();
        if (!isMoved()) {
            elsewhere = 0;
        } else if (elsewhere == 0 || !isThere) {
            elsewhere = 1;
            otherPlace = Optional.of(now);
        } else if (++elsewhere >= SETTLED) {
            learned = 1;
            place = Optional.of(now);
            movedMetres = 0;
            elsewhere = 0;
        }
    }

    /** A step of the way, for the mean of places that are near each other. */
    private static Position towards(Position from, Position to, double share) {
        double east = Math.IEEEremainder(to.longitudeDegrees() - from.longitudeDegrees(), 360);
        return new Position(
                from.latitudeDegrees() + share * (to.latitudeDegrees() - from.latitudeDegrees()),
                Math.IEEEremainder(from.longitudeDegrees() + share * east, 360),
                OptionalDouble.empty());
    }

    double movedMetres() {
        return movedMetres;
    }

    boolean isMoved() {
        return movedMetres > (isSurveyed ? SURVEYED_MOVED_METRES : MOVED_METRES);
    }

    boolean isStraying() {
        return learned == LEARNED_FROM && movedMetres > STRAYED_METRES;
    }
}

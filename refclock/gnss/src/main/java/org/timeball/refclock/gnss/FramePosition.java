package org.timeball.refclock.gnss;

import static org.timeball.refclock.gnss.FrameDecoder.u4;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalDouble;

/** The place that a UBX frame tells, and its accuracy. Stateless. */
final class FramePosition {

    private static final long NO_ESTIMATE = 0xffff_ffffL;

    private FramePosition() {}

    /** Angles in units of 10⁻⁷°, height above the ellipsoid in millimetres; a flag of newer receivers disowns them. */
    static Optional<Position> ofNavPvt(ByteBuffer payload) {
        boolean isDisowned = (payload.get(78) & 1) != 0;
        double longitude = payload.getInt(24) * 1e-7;
        double latitude = payload.getInt(28) * 1e-7;
        if (isDisowned || Math.abs(latitude) > 90 || Math.abs(longitude) > 180) {
            return Optional.empty();
        }
        return Optional.of(new Position(latitude, longitude, OptionalDouble.of(payload.getInt(32) * 1e-3)));
    }

    static PositionQuality qualityOfNavPvt(ByteBuffer payload) {
        return new PositionQuality(
                dilution(payload, 76),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                metres(payload, 40, 1e-3),
                metres(payload, 44, 1e-3));
    }

    /** Earth-fixed coordinates in centimetres. */
    static Optional<Position> ofNavSol(ByteBuffer payload) {
        return Optional.of(
                new EarthFixedPosition(payload.getInt(12) * 1e-2, payload.getInt(16) * 1e-2, payload.getInt(20) * 1e-2)
                        .toPosition());
    }

    static PositionQuality qualityOfNavSol(ByteBuffer payload) {
        return new PositionQuality(
                dilution(payload, 44),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                metres(payload, 24, 1e-2),
                OptionalDouble.empty());
    }

    private static OptionalDouble dilution(ByteBuffer payload, int at) {
        return PositionQuality.dilution(OptionalDouble.of(Short.toUnsignedInt(payload.getShort(at)) * 0.01));
    }

    private static OptionalDouble metres(ByteBuffer payload, int at, double unitMetres) {
        long told = u4(payload, at);
        return told == NO_ESTIMATE ? OptionalDouble.empty() : OptionalDouble.of(told * unitMetres);
    }
}

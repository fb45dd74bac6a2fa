package org.timeball.refclock.discipline.correction;

import java.util.Optional;

/**
 * Learns by how much the oscillator's frequency follows a temperature, and whether it does at all.
 *
 * <p>The model is y = c₀ + c₁·(T − Tᵣ) + c₂·(T − Tᵣ)². It is fitted, by recursive least squares that forget over three
 * days, to the differences between neighbouring stretches of time: two quantities that merely wander seem to be related
 * as long as one looks at their levels, their changes are not. It is fitted to what the pulses say of the free-running
 * clock and not to the filter's belief, which has been told of the temperature already.
 *
 * <p>Each difference is foretold before it is learned from. What remains, against what there was, is the share of
 * variance explained; the pulses' own scatter is taken off both, and what the thermometer's flicker would do to the clock
 * is added to what remains. Not thread-safe.
 */
final class TemperatureSlope {

    private static final double REMEMBERED_SECONDS = 3 * 86_400;

    /** A spell in which the feed-forward does harm is noticed within this. */
    private static final double RECENT_SECONDS = 2 * 3_600;

    private static final int FEWEST_STRETCHES = 12;
    private static final double LEAST_EXPLAINED = 0.5;

    /**
     * What has to be explained where the pulses show the oscillator without any noise. The better they do, the more of
     * its ways the filter finds out by itself, and a thermometer that is coarse or late is in its way.
     */
    private static final double MOST_WANTED = 0.75;

    /** Below this multiple of the pulses' scatter nothing is seen of the oscillator. */
    private static final double VISIBLE = 1.25;

    /** No crystal changes so much between two stretches: the clock or its receiver was moved. */
    private static final double LARGEST_PPB = 2_000;

    /**
     * Before anything is known, ppb a degree: crystals on boards have up to 0.3 ppm/°C. Their curvature, ppb a degree², is
     * believed in only when it shows; a thermometer that knows but two temperatures cannot tell it from a slope.
     */
    private static final double LINEAR_DEVIATION = 300;

    private static final double SQUARE_DEVIATION = 5;

    private final int stretchSeconds;
    private final FadingVariance all;
    private final FadingVariance recent;
    private final double kept;

    private double linear;
    private double square;
    private double linearVariance = LINEAR_DEVIATION * LINEAR_DEVIATION;
    private double squareVariance = SQUARE_DEVIATION * SQUARE_DEVIATION;
    private double covariance;

    private BlockLine block = new BlockLine();
    private Optional<BlockLine.Stretch> last = Optional.empty();

    /** @param stretchSeconds over which frequencies are averaged */
    TemperatureSlope(int stretchSeconds) {
        this.stretchSeconds = stretchSeconds;
        this.all = new FadingVariance(REMEMBERED_SECONDS / stretchSeconds);
        this.recent = new FadingVariance(Math.max(FEWEST_STRETCHES, RECENT_SECONDS / stretchSeconds));
        this.kept = 1 - stretchSeconds / REMEMBERED_SECONDS;
    }

    /** A second passes at a temperature, degrees above the reference. */
    void passSecond(double degrees) {
        if (block.seconds() >= stretchSeconds) {
            endStretch();
        }
        block.passSecond(degrees);
    }

    /** The free-running clock's phase at the end of that second, seconds. */
    void phase(double freePhaseSeconds) {
        block.phase(freePhaseSeconds);
    }

    /** What was before and what comes now are not to be compared. */
    void interrupt() {
        block = new BlockLine();
        last = Optional.empty();
    }

    /** How the frequency changes with a change of temperature, ppb, both in degrees above the reference. */
    double changePpb(double fromDegrees, double toDegrees) {
        return (toDegrees - fromDegrees) * (linear + square * (toDegrees + fromDegrees));
    }

    /** The slope at a temperature, ppb a degree. */
    double slopeAt(double degrees) {
        return linear + 2 * square * degrees;
    }

    /** Whether temperature foretells enough of the changes, more than half in any case, and did no harm of late. */
    boolean isExplaining() {
        return all.count() >= FEWEST_STRETCHES
                && isVisible()
                && explained() > Math.max(LEAST_EXPLAINED, MOST_WANTED - all.noise() / all.total() / 2)
                && recent.leftover() <= recent.total();
    }

    /** Whether the oscillator's changes stand out of the pulses' scatter. */
    boolean isVisible() {
        return all.total() > VISIBLE * all.noise();
    }

    /** Share of the changes' variance that temperature foretold, at most 1. */
    double explained() {
        double visible = all.total() - all.noise();
        return all.total() > VISIBLE * all.noise() ? Math.min(1, 1 - (all.leftover() - all.noise()) / visible) : 0;
    }

    /** Mean square of what the temperature did not foretell, scatter included, ppb²; infinite before there is any. */
    double leftover() {
        return all.count() == 0 ? Double.POSITIVE_INFINITY : all.leftover();
    }

    /** Mean square of the changes, scatter included, ppb². */
    double total() {
        return all.total();
    }

    private void endStretch() {
        var ended = block.phases() > stretchSeconds / 2
                ? Optional.of(block.stretch())
                : Optional.<BlockLine.Stretch>empty();
        if (ended.isPresent() && last.isPresent()) {
            compare(last.get(), ended.get());
        }
        last = ended;
        block = new BlockLine();
    }

    private void compare(BlockLine.Stretch before, BlockLine.Stretch after) {
        double change = after.ppb() - before.ppb();
        if (Math.abs(change) > LARGEST_PPB) {
            return;
        }
        double degrees = after.degrees() - before.degrees();
        double squares = after.squares() - before.squares();
        double noise = after.variance() + before.variance();
        double error = change - linear * degrees - square * squares;
        double flicker = slopeAt(after.degrees()) * slopeAt(after.degrees()) * after.jumps() / 2;
        double usual = all.count() == 0 ? error * error : all.leftover();
        all.add(change * change, error * error + flicker, noise);
        recent.add(change * change, error * error + flicker, noise);
        learn(degrees, squares, error, Math.max(noise, usual));
    }

    /** Recursive least squares; while nothing moves the doubt grows back to what it was at first, and no further. */
    private void learn(double degrees, double squares, double error, double variance) {
        double byLinear = linearVariance * degrees + covariance * squares;
        double bySquare = covariance * degrees + squareVariance * squares;
        double expected = variance * kept + degrees * byLinear + squares * bySquare;
        if (!(expected > 0)) {
            return;
        }
        linear += byLinear / expected * error;
        square += bySquare / expected * error;
        linearVariance = (linearVariance - byLinear * byLinear / expected) / kept;
        covariance = (covariance - byLinear * bySquare / expected) / kept;
        squareVariance = (squareVariance - bySquare * bySquare / expected) / kept;
        double excess = Math.max(
                linearVariance / (LINEAR_DEVIATION * LINEAR_DEVIATION),
                squareVariance / (SQUARE_DEVIATION * SQUARE_DEVIATION));
        if (excess > 1) {
            linearVariance /= excess;
            covariance /= excess;
            squareVariance /= excess;
        }
    }
}

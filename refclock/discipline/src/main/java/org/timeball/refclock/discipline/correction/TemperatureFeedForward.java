package org.timeball.refclock.discipline.correction;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Foretells changes of the oscillator's frequency from the board's thermometers, as far as they have proved to.
 *
 * <p>Every thermometer is tried at several lags and as its readings are without their flicker, and what leaves least
 * unexplained is followed. While pulses come
 * changes are fed forward only if they explain most of the variance from one minute to the next. They may do so from one
 * quarter of an hour to the next instead when the pulses stay away, or are so noisy that a minute shows nothing: then
 * the slow changes are all there is to know.
 */
public final class TemperatureFeedForward {

    /** A board has a few; more are not looked at. */
    private static final int MOST_THERMOMETERS = 6;

    /** No crystal follows heat faster, ppb in a second: 0.5 ppm in a minute. */
    private static final double FASTEST_PPB = 10;

    /** So many seconds without a pulse are a holdover. */
    private static final int COASTING_SECONDS = 3;

    private final boolean isWanted;
    private final List<Thermometer> thermometers = new ArrayList<>();
    private final List<FeltTemperature> candidates = new ArrayList<>();
    private double steeredTotal;
    private int sinceUsed;
    private boolean isApplied;

    /** What has been learned, as last told; empty when something was heard or learned since. */
    private Optional<TemperatureReport> told = Optional.empty();

    /** @param isWanted whether what is learned is used; without, it is only shown */
    public TemperatureFeedForward(boolean isWanted) {
        this.isWanted = isWanted;
    }

    /**
     * A thermometer was read.
     *
     * @param sensor  its name, always the same
     * @param celsius what it shows; nonsense is left out
     */
    public void read(String sensor, double celsius) {
        told = Optional.empty();
        thermometer(sensor).ifPresent(thermometer -> thermometer.read(celsius));
    }

    /**
     * A nominal second passes.
     *
     * @param steeredSeconds how far commands moved the clock in it, without steps
     * @return by how much the oscillator has become faster in it, ppb; 0 when temperature does not tell
     */
    public double passSecond(double steeredSeconds) {
        told = Optional.empty();
        steeredTotal += steeredSeconds;
        sinceUsed = Math.min(sinceUsed + 1, COASTING_SECONDS + 1);
        thermometers.forEach(Thermometer::passSecond);
        candidates.forEach(FeltTemperature::passSecond);
        var best = best();
        isApplied = isWanted && best.isPresent();
        return isApplied ? Math.clamp(best.get().changePpb(), -FASTEST_PPB, FASTEST_PPB) : 0;
    }

    private Optional<Choice> best() {
        if (sinceUsed > COASTING_SECONDS) {
            return best(FeltTemperature::slow).or(() -> best(FeltTemperature::quick));
        }
        boolean isSeenQuickly =
                candidates.stream().anyMatch(candidate -> candidate.quick().isVisible());
        return best(isSeenQuickly ? FeltTemperature::quick : FeltTemperature::slow);
    }

    /** A pulse at the end of that second was good: the clock's phase by it, seconds, positive = ahead. */
    public void learn(double phaseSeconds) {
        told = Optional.empty();
        sinceUsed = 0;
        double freePhase = phaseSeconds - steeredTotal;
        candidates.forEach(candidate -> candidate.phase(freePhase));
    }

    /** The clock was stepped, or seconds got other names: phases before and after do not belong together. */
    public void interrupt() {
        told = Optional.empty();
        steeredTotal = 0;
        candidates.forEach(FeltTemperature::interrupt);
    }

    /** What has been learned. */
    public TemperatureReport report() {
        var report = told.orElseGet(this::newReport);
        told = Optional.of(report);
        return report;
    }

    private TemperatureReport newReport() {
        return best().or(() -> candidates.stream()
                        .min(byLeftover(FeltTemperature::quick))
                        .map(c -> new Choice(c, c.quick())))
                .map(choice -> choice.report(isApplied))
                .orElse(TemperatureReport.NONE);
    }

    /**
     * One candidate by one of its scales.
     *
     * @param candidate thermometer and the way from it to the crystal
     * @param slope     what was learned of it
     */
    private record Choice(FeltTemperature candidate, TemperatureSlope slope) {

        double changePpb() {
            return candidate.changePpb(slope);
        }

        TemperatureReport report(boolean isApplied) {
            return new TemperatureReport(
                    candidate.thermometer().name(),
                    candidate.thermometer().celsius(),
                    candidate.slopeNow(slope),
                    candidate.lagSeconds(),
                    slope.explained(),
                    isApplied,
                    Math.sqrt(slope.total()),
                    Double.isInfinite(slope.leftover()) ? 0 : Math.sqrt(slope.leftover()));
        }
    }

    /** Of the candidates that explain enough, the one that leaves least. */
    private Optional<Choice> best(Function<FeltTemperature, TemperatureSlope> scale) {
        var best = Optional.<Choice>empty();
        for (var candidate : candidates) {
            var slope = scale.apply(candidate);
            if (slope.isExplaining()
                    && (best.isEmpty() || slope.leftover() < best.get().slope.leftover())) {
                best = Optional.of(new Choice(candidate, slope));
            }
        }
        return best;
    }

    private static Comparator<FeltTemperature> byLeftover(Function<FeltTemperature, TemperatureSlope> scale) {
        return Comparator.comparingDouble(candidate -> scale.apply(candidate).leftover());
    }

    private Optional<Thermometer> thermometer(String sensor) {
        for (var thermometer : thermometers) {
            if (thermometer.name().equals(sensor)) {
                return Optional.of(thermometer);
            }
        }
        if (thermometers.size() == MOST_THERMOMETERS) {
            return Optional.empty();
        }
        var added = new Thermometer(sensor);
        thermometers.add(added);
        candidates.addAll(FeltTemperature.of(added));
        return Optional.of(added);
    }
}

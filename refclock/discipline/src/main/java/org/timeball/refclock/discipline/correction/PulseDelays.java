package org.timeball.refclock.discipline.correction;

import java.util.List;
import java.util.OptionalDouble;

/**
 * By how much pulses are stamped late for reasons that do not change, and how well that is known, part by part.
 *
 * <p><b>Signs.</b> The signal reaches the receiver late by the cable, so its edge is late; the kernel stamps the edge
 * late by the board's latency. Both add up: true edge = stamp − latency − cable. A calibration is what is then still
 * found against a better clock, counted the same way: positive where stamps are still late.
 *
 * <p><b>Uncertainty.</b> The parts' are added up, not their squares. The bound is to hold in 99.9 % of the seconds of
 * every single box, and an error that is the same in all seconds of a box is not made smaller by others that happened to
 * be opposite in another one. There are few parts and one of them dominates, so that this costs little.
 *
 * @param parts each of them, in the order in which a pulse meets them
 */
public record PulseDelays(List<Part> parts) {

    /** Nothing is taken off, nothing is doubted. */
    public static final PulseDelays NONE = new PulseDelays(List.of());

    /**
     * One of them.
     *
     * @param name               what causes it
     * @param lateSeconds        how much later a pulse is stamped for it
     * @param uncertaintySeconds how far that may be off either way, not negative
     */
    public record Part(String name, double lateSeconds, double uncertaintySeconds) {}

    /** Copies the list. */
    public PulseDelays {
        parts = List.copyOf(parts);
    }

    /**
     * Puts together what is known of a box.
     *
     * @param board       by which the pulses are stamped
     * @param latency     in seconds, as the operator knows it better than the board's profile; empty to go by that
     * @param cable       of the antenna
     * @param calibration in seconds, as measured with all the others in force; empty if nobody did. One that was, even
     *     if zero was found, takes the doubt of latency and cable away: it was their sum that was measured
     * @param unseen      what receiver and antenna, or the calibration itself, may be off by, seconds, not negative
     */
    public static PulseDelays of(
            BoardProfile board, OptionalDouble latency, AntennaCable cable, OptionalDouble calibration, double unseen) {
        double left = calibration.isPresent() ? 0 : 1;
        double boardDoubt = latency.isPresent() ? 0 : board.uncertaintySeconds();
        return new PulseDelays(List.of(
                new Part("antenna cable", cable.delaySeconds(), left * cable.uncertaintySeconds()),
                new Part("receiver and all else", 0, unseen),
                new Part("board latency", latency.orElse(board.latencySeconds()), left * boardDoubt),
                new Part("calibration", calibration.orElse(0), 0)));
    }

    /** What is to be subtracted from every stamp. */
    public double lateSeconds() {
        return parts.stream().mapToDouble(Part::lateSeconds).sum();
    }

    /** How far that may be off, part of every bound. */
    public double systematicSeconds() {
        return parts.stream().mapToDouble(Part::uncertaintySeconds).sum();
    }
}

package org.timeball.refclock.discipline.correction;

import java.util.OptionalDouble;
import org.timeball.refclock.gnss.NextPulse;

/**
 * Takes a receiver's sawtooth off the pulses.
 *
 * <p>A receiver can place an edge only where its own clock ticks; by how much the edge to come will miss the second it
 * states beforehand (UBX-TIM-TP, qErr), but whether a positive figure means early or late is a matter of firmware.
 * The stamps show it: from one pulse to the next the phase changes by the oscillator's error, by what we steered, by
 * noise, and by the change of the sawtooth, times the sign. Changes are compared and not the phases themselves, because
 * the filter follows a sawtooth that beats slowly and would hide it.
 *
 * <p>After each {@value #BLOCK} pulses the sign is decided: the slope must lie within a half to one and a half of 1 or
 * −1 and {@value #SURE_DEVIATIONS} of its deviations from zero. On a line too noisy to tell it stays undecided for days,
 * where it would gain nothing anyway. A sign in use is held against each new block and dropped when the block denies it,
 * as after a change of the receiver.
 */
public final class SawtoothCorrection {

    private static final int BLOCK = 1_000;

    /** Two days: at 250 ns of noise that is what it takes. */
    private static final int REMEMBERED = 200_000;

    private static final double SURE_DEVIATIONS = 6;
    private static final double SLOPE_TOLERANCE = 0.5;

    /** Chance alone makes a change larger than this in one of 10,000 pulses; a wild pulse does in all others. */
    private static final double GATE_DEVIATIONS = 4;

    /** A statement is of the pulse that comes within this time of it. */
    private static final long FRESH_NANOS = 1_200_000_000L;

    /** Half the tick of the slowest receiver clocks is 22 ns; what is larger is no quantisation error. */
    private static final double LARGEST_SECONDS = 100e-9;

    private final SlopeSums all = new SlopeSums(REMEMBERED);
    private final SlopeSums block = new SlopeSums(BLOCK);
    private int sign;
    private long corrected;

    private boolean isTold;
    private long toldSecond = Long.MIN_VALUE;
    private long toldNanos;
    private double toldSeconds;

    private long lastSecond = Long.MIN_VALUE;
    private double lastPhase;
    private double lastTold;

    /** Nothing is known of any receiver yet. */
    public SawtoothCorrection() {}

    /**
     * The receiver speaks of the pulse to come.
     *
     * @param next       what it says
     * @param clockNanos when it said it, by the disciplined clock
     */
    public void hear(NextPulse next, long clockNanos) {
        if (next.utcSecond().isPresent()
                && next.sawtoothSeconds().isPresent()
                && Math.abs(next.sawtoothSeconds().getAsDouble()) <= LARGEST_SECONDS) {
            isTold = true;
            toldSecond = next.utcSecond().getAsLong();
            toldNanos = clockNanos;
            toldSeconds = next.sawtoothSeconds().getAsDouble();
        }
    }

    /**
     * What to subtract from a pulse's stamp.
     *
     * @param second     the pulse marks
     * @param clockNanos its stamp by the disciplined clock
     * @return seconds, positive when the edge was late; 0 while that cannot be said
     */
    public double lateSeconds(long second, long clockNanos) {
        return sign == 0 ? 0 : sign * told(second, clockNanos).orElse(0);
    }

    /**
     * Learns from a pulse in its place, whatever the filter thought of it.
     *
     * @param second          it marks
     * @param clockNanos      its stamp by the disciplined clock
     * @param phaseSeconds    what the filter was given: {@link #lateSeconds} taken off
     * @param steeredSeconds  how far commands moved the clock since the last nominal second
     * @param oscillatorPpb   what the oscillator is believed to be off by
     * @param jitterSeconds   one standard deviation of a pulse
     */
    public void learn(
            long second,
            long clockNanos,
            double phaseSeconds,
            double steeredSeconds,
            double oscillatorPpb,
            double jitterSeconds) {
        var told = told(second, clockNanos);
        if (told.isEmpty()) {
            interrupt();
            return;
        }
        double sawtooth = told.getAsDouble();
        double stamped = phaseSeconds + sign * sawtooth;
        corrected += sign == 0 ? 0 : 1;
        if (lastSecond == second - 1) {
            double change = stamped - lastPhase - steeredSeconds - oscillatorPpb * 1e-9;
            double gate = GATE_DEVIATIONS * Math.sqrt(2) * jitterSeconds;
            compare(sawtooth - lastTold, change, gate);
        }
        lastSecond = second;
        lastPhase = stamped;
        lastTold = sawtooth;
    }

    /** The clock was stepped, or seconds got other names: the next pulse is not to be compared with the last. */
    public void interrupt() {
        lastSecond = Long.MIN_VALUE;
    }

    /** What has been learned. */
    public SawtoothReport report() {
        return isTold ? new SawtoothReport(true, sign, all.slope(), all.deviation(), corrected) : SawtoothReport.UNTOLD;
    }

    private OptionalDouble told(long second, long clockNanos) {
        boolean isOfThisPulse = second == toldSecond && Math.abs(clockNanos - toldNanos) <= FRESH_NANOS;
        return isOfThisPulse ? OptionalDouble.of(toldSeconds) : OptionalDouble.empty();
    }

    private void compare(double toldChange, double change, double gateSeconds) {
        if (Math.abs(change) > gateSeconds + (1 + SLOPE_TOLERANCE) * Math.abs(toldChange)) {
            return;
        }
        all.add(toldChange, change);
        block.add(toldChange, change);
        if (block.weight() >= BLOCK) {
            if (sign != 0 && isDenied()) {
                all.copyFrom(block);
            }
            sign = signOf(all);
            block.clear();
        }
    }

    /** Whether the newest pulses alone rule out the sign in use. */
    private boolean isDenied() {
        double apart = Math.abs(block.slope() - sign);
        return apart > SLOPE_TOLERANCE && apart > SURE_DEVIATIONS * block.deviation();
    }

    private static int signOf(SlopeSums sums) {
        double size = Math.abs(sums.slope());
        boolean isOne = Math.abs(size - 1) <= SLOPE_TOLERANCE;
        return isOne && size >= SURE_DEVIATIONS * sums.deviation() ? (int) Math.signum(sums.slope()) : 0;
    }
}

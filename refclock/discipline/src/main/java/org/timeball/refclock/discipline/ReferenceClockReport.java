package org.timeball.refclock.discipline;

import java.util.Map;
import org.timeball.refclock.discipline.correction.SawtoothReport;
import org.timeball.refclock.discipline.correction.TemperatureReport;
import org.timeball.refclock.discipline.crosscheck.Suspicion;
import org.timeball.refclock.time.ClockState;

/**
 * A reference clock at one instant, in more detail than a server needs.
 *
 * @param state                 what is vouched for
 * @param sinceUtcNanos         when that began by the disciplined clock, moved with it when it was stepped since
 * @param reason                one sentence on why the state is what it is
 * @param used                  pulses that steered the clock, since start
 * @param missed                seconds in which no pulse came, since the seconds first had names
 * @param notUsed               pulses that came and were not used, by the reason's words
 * @param reach                 the last eight seconds, newest in bit 0; a bit is set where a pulse was used
 * @param lastUsedUtcSecond     the last second whose pulse was used, since the Unix epoch; 0 before the first
 * @param lastOffsetSeconds     at that pulse, positive = our clock was behind
 * @param rmsOffsetSeconds      long-term average of the offsets of used pulses
 * @param oscillatorPpm         the machine's oscillator's own error, positive = it runs fast
 * @param residualFrequencyPpm  by how much the last used pulse changed that
 * @param skewPpm               three standard deviations of it
 * @param jitterSeconds         one standard deviation of a pulse about the true second
 * @param updateIntervalSeconds between the last two used pulses; 0 before the second
 * @param isNamed               whether it is known which seconds the pulses mark
 * @param delay                 how long after its pulse the receiver speaks
 * @param suspicion             how far the receiver is trusted
 * @param refusals              commands the clock refused, since start
 * @param sawtooth              what has been learned of the receiver's sawtooth
 * @param temperature           what has been learned of the oscillator's answer to temperature
 * @param bound                 how far off the clock can be, part by part
 * @param outlook               what would become of it without pulses
 */
public record ReferenceClockReport(
        ClockState state,
        long sinceUtcNanos,
        String reason,
        long used,
        long missed,
        Map<String, Long> notUsed,
        int reach,
        long lastUsedUtcSecond,
        double lastOffsetSeconds,
        double rmsOffsetSeconds,
        double oscillatorPpm,
        double residualFrequencyPpm,
        double skewPpm,
        double jitterSeconds,
        double updateIntervalSeconds,
        boolean isNamed,
        SentenceDelay delay,
        Suspicion suspicion,
        long refusals,
        SawtoothReport sawtooth,
        TemperatureReport temperature,
        ErrorBound bound,
        HoldoverOutlook outlook) {

    /** Copies the map. */
    public ReferenceClockReport {
        notUsed = Map.copyOf(notUsed);
    }
}

package org.timeball.server.state;

import java.util.List;

/**
 * Servers of the network beside the receiver, or in its place: {@code [[source]]}, and {@code [sources]} for what is
 * common to them.
 *
 * @param asked              who is asked; nobody by default
 * @param minimumAgreeing    {@code minimum-agreeing-sources}: how many must agree before any is followed; 1 to as many as
 *     there are, default 1
 * @param stepAtStartSeconds {@code step-at-start-seconds}: at the start a clock that is off by more is stepped, and slewed
 *     when by less; 0.001 to 1,000, default 0.1
 * @param largestStepSeconds {@code largest-step-seconds}: later, sources that say the clock is off by more are not
 *     followed; 0.001 to 1,000, default 1
 */
public record NetworkSources(
        List<SourceSettings> asked, int minimumAgreeing, double stepAtStartSeconds, double largestStepSeconds) {

    static final Range STEP_AT_START = new Range(0.001, 1_000, "seconds");
    static final Range LARGEST_STEP = new Range(0.001, 1_000, "seconds");
    static final double DEFAULT_STEP_AT_START_SECONDS = 0.1;
    static final double DEFAULT_LARGEST_STEP_SECONDS = 1;

    /** Nobody is asked; stands after the ranges, which its constructor asks. */
    public static final NetworkSources NONE =
            new NetworkSources(List.of(), 1, DEFAULT_STEP_AT_START_SECONDS, DEFAULT_LARGEST_STEP_SECONDS);

    /** Copies the list, and refuses what is out of range. */
    public NetworkSources {
        asked = List.copyOf(asked);
        SourceSection.SOURCES.require("minimum-agreeing-sources", minimumAgreeing);
        STEP_AT_START.require("step-at-start-seconds", stepAtStartSeconds);
        LARGEST_STEP.require("largest-step-seconds", largestStepSeconds);
    }

    /** The same with others who are asked. */
    NetworkSources asking(List<SourceSettings> others) {
        return new NetworkSources(others, minimumAgreeing, stepAtStartSeconds, largestStepSeconds);
    }

    /** What is common to all. */
    NetworkSources askingNobody() {
        return asking(List.of());
    }
}

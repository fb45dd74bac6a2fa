package org.timeball.server.state;

import java.util.Map;

/**
 * {@code [alerts]}: when something is told.
 *
 * @param boxName             {@code box-name}: what this server is called in messages, 1 to 64 printable characters; default
 *     here empty: the machine's host name
 * @param quietAtStartSeconds {@code quiet-at-start-seconds}: how long after the start nothing is told, so that a clock that is
 *     only finding its time is no news; seconds, 0 to 7200, default 600
 * @param overAfterSeconds    {@code over-after-seconds}: how long something has to stay away before it is told to be over;
 *     seconds, 10 to 86400, default 120. What comes back within the hour has to stay away for twice as long each time
 * @param reminderHours       {@code reminder-hours}: after how long something that still lasts is told again; hours, 0 to
 *     720, default 0: never
 * @param holdOffs            {@code [alerts.hold-off-seconds]}: how long each has to last before it is told, where that is not the
 *     default of {@link AlertCondition}; seconds, 0 to 604800
 */
public record AlertTiming(
        String boxName,
        int quietAtStartSeconds,
        int overAfterSeconds,
        int reminderHours,
        Map<AlertCondition, Integer> holdOffs) {

    static final Range QUIET = new Range(0, 7_200, "seconds");
    static final Range OVER_AFTER = new Range(10, 86_400, "seconds");
    static final Range REMINDER = new Range(0, 720, "hours");
    static final Range HOLD_OFF = new Range(0, 604_800, "seconds");

    /** What holds where the file says nothing; stands after the ranges, which its constructor asks. */
    public static final AlertTiming DEFAULT = new AlertTiming("", 600, 120, 0, Map.of());

    /** @throws IllegalArgumentException if a value is out of its range */
    public AlertTiming {
        QUIET.require("quiet-at-start-seconds", quietAtStartSeconds);
        OVER_AFTER.require("over-after-seconds", overAfterSeconds);
        REMINDER.require("reminder-hours", reminderHours);
        holdOffs = Map.copyOf(holdOffs);
        holdOffs.forEach((condition, seconds) -> HOLD_OFF.require(condition.word(), seconds));
    }

    /** How long that has to last before it is told; seconds. */
    public int holdOffSeconds(AlertCondition condition) {
        return holdOffs.getOrDefault(condition, condition.holdOffSeconds());
    }
}

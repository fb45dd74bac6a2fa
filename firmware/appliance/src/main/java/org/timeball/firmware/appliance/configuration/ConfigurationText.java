package org.timeball.firmware.appliance.configuration;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.timeball.server.control.configuration.ConfigurationReport;
import org.timeball.server.control.configuration.ConfigurationStep;

/** The changes of a configuration for people. */
final class ConfigurationText {

    private ConfigurationText() {}

    /** A paragraph a change, newest first; then what of the file is not in force. */
    static String report(ConfigurationReport report) {
        var text = new StringBuilder();
        if (report.steps().isEmpty()) {
            text.append("no change that can be undone\n");
        }
        report.steps().forEach(step -> text.append(paragraph(step)));
        report.mistakes()
                .forEach(
                        mistake -> text.append("not in force: ").append(mistake).append('\n'));
        if (!report.atOnce().isEmpty()) {
            text.append("in force after `timeball reload`: ")
                    .append(String.join(", ", report.atOnce()))
                    .append('\n');
        }
        if (!report.withRestart().isEmpty()) {
            text.append("in force with the next start: ")
                    .append(String.join(", ", report.withRestart()))
                    .append('\n');
        }
        return text.toString();
    }

    private static String paragraph(ConfigurationStep step) {
        var at = Instant.ofEpochSecond(0, step.utcNanos()).truncatedTo(ChronoUnit.SECONDS);
        var text = new StringBuilder(
                "%d  %s  %s from %s: %s%n".formatted(step.number(), at, step.user(), step.from(), step.what()));
        step.difference().forEach(line -> text.append("   ").append(line).append('\n'));
        return text.append('\n').toString();
    }
}

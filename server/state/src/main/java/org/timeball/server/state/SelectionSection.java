package org.timeball.server.state;

import java.util.List;

/** Reads {@code [sources]}; units, limits and defaults are those of {@link NetworkSources}. */
final class SelectionSection {

    private final ConfigTable table;

    SelectionSection(ConfigTable table) {
        this.table = table;
    }

    NetworkSources read(List<SourceSettings> asked) {
        int agreeing = table.integer("minimum-agreeing-sources", SourceSection.SOURCES, 1);
        int most = Math.max(1, SourceSection.mostAsked(asked));
        if (agreeing > most) {
            table.report(
                    "minimum-agreeing-sources",
                    "%d of %d sources cannot agree".formatted(agreeing, SourceSection.mostAsked(asked)),
                    "write at most " + most + ", or name more sources");
            agreeing = 1;
        }
        double start = table.real(
                "step-at-start-seconds", NetworkSources.STEP_AT_START, NetworkSources.DEFAULT_STEP_AT_START_SECONDS);
        double later = table.real(
                "largest-step-seconds", NetworkSources.LARGEST_STEP, NetworkSources.DEFAULT_LARGEST_STEP_SECONDS);
        table.refuseTheRest();
        return new NetworkSources(asked, agreeing, start, later);
    }
}

package org.timeball.firmware.sync.daemon;

import java.nio.file.Path;
import java.util.List;
import org.timeball.server.control.net.ControlSocketPath;
import org.timeball.server.state.SourceSection;
import org.timeball.server.state.SourceSettings;

/**
 * What the operator decided for {@code timeball sync}, as its file says it.
 *
 * @param stateDirectory   {@code state-directory}: what outlives a restart; default {@code /var/lib/timeball-sync}
 * @param controlSocket    {@code control-socket}: where {@code timeball status} asks; default where every daemon of ours is
 *     asked, {@code /run/timeball/control.sock}
 * @param isSteered        {@code steer}: whether this machine's clock is set; default false
 * @param minimumAgreeing  {@code minimum-agreeing-sources}: how many sources must agree before any is followed; 1 to as
 *     many as there are, default 1
 * @param sources          {@code [[source]]}, at least one
 */
record SyncConfig(
        Path stateDirectory, Path controlSocket, boolean isSteered, int minimumAgreeing, List<SourceSettings> sources) {

    /** The version of the file that is read here. */
    static final int SCHEMA = 1;

    static final Path DEFAULT_STATE_DIRECTORY = Path.of("/var/lib/timeball-sync");
    static final Path DEFAULT_CONTROL_SOCKET = ControlSocketPath.SYSTEM;

    /** Copies the list. */
    SyncConfig {
        sources = List.copyOf(sources);
        int most = SourceSection.mostAsked(sources);
        if (!SourceSection.SOURCES.contains(most) || minimumAgreeing < 1 || minimumAgreeing > most) {
            throw new IllegalArgumentException(minimumAgreeing + " of " + most + " sources");
        }
    }

    /** The shortest interval that any source is asked at, log₂ seconds. */
    int shortestPollLog2() {
        return sources.stream()
                .mapToInt(SourceSettings::shortestPollLog2)
                .min()
                .orElse(SourceSettings.SHORTEST_POLL_LOG2);
    }

    /** The longest, log₂ seconds. */
    int longestPollLog2() {
        return sources.stream()
                .mapToInt(SourceSettings::longestPollLog2)
                .max()
                .orElse(SourceSettings.LONGEST_POLL_LOG2);
    }
}

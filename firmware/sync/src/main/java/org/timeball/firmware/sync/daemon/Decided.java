package org.timeball.firmware.sync.daemon;

import java.util.Set;
import org.timeball.refclock.discipline.network.SelectionSettings;
import org.timeball.refclock.discipline.network.clock.NetworkClockSettings;

/** What the operator decided, in the words of the discipline. */
final class Decided {

    private Decided() {}

    static NetworkClockSettings of(SyncConfig config) {
        var usual = NetworkClockSettings.USUAL;
        var selection = new SelectionSettings(
                config.minimumAgreeing(),
                usual.selection().maxDistanceSeconds(),
                usual.selection().maxJitterSeconds(),
                usual.selection().maxStratum(),
                usual.selection().mustBeAuthenticated(),
                Set.of());
        return new NetworkClockSettings(
                selection,
                usual.steps(),
                config.shortestPollLog2(),
                config.longestPollLog2(),
                usual.crystalPpb(),
                usual.maxSlewPpb(),
                usual.limitSeconds(),
                usual.disputeSeconds());
    }
}

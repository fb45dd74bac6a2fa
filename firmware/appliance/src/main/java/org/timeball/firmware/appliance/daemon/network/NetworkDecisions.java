package org.timeball.firmware.appliance.daemon.network;

import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.timeball.firmware.sync.source.ServerRefId;
import org.timeball.refclock.discipline.network.SelectionSettings;
import org.timeball.refclock.discipline.network.clock.NetworkClockSettings;
import org.timeball.refclock.discipline.network.clock.StepPolicy;
import org.timeball.refclock.time.RefId;
import org.timeball.server.state.NetworkSources;
import org.timeball.server.state.SourceSettings;

/** What the operator decided about servers of the network, in the words of the discipline. */
public final class NetworkDecisions {

    private static final Logger LOG = LoggerFactory.getLogger(NetworkDecisions.class);

    /** Updates at the start that may step. */
    private static final int START_UPDATES = 3;

    private NetworkDecisions() {}

    /** Servers that follow this machine, by any of its addresses of now, are not followed. */
    public static NetworkClockSettings of(NetworkSources wanted) {
        var usual = NetworkClockSettings.USUAL;
        var selection = new SelectionSettings(
                wanted.minimumAgreeing(),
                usual.selection().maxDistanceSeconds(),
                usual.selection().maxJitterSeconds(),
                usual.selection().maxStratum(),
                usual.selection().mustBeAuthenticated(),
                ownRefIds());
        return new NetworkClockSettings(
                selection,
                new StepPolicy(START_UPDATES, wanted.stepAtStartSeconds(), wanted.largestStepSeconds()),
                shortestPollLog2(wanted),
                longestPollLog2(wanted),
                usual.crystalPpb(),
                usual.maxSlewPpb(),
                usual.limitSeconds(),
                usual.disputeSeconds());
    }

    private static int shortestPollLog2(NetworkSources wanted) {
        return wanted.asked().stream()
                .mapToInt(SourceSettings::shortestPollLog2)
                .min()
                .orElse(SourceSettings.SHORTEST_POLL_LOG2);
    }

    private static int longestPollLog2(NetworkSources wanted) {
        return wanted.asked().stream()
                .mapToInt(SourceSettings::longestPollLog2)
                .max()
                .orElse(SourceSettings.LONGEST_POLL_LOG2);
    }

    /** By loopback alone nobody else's server follows us, and many follow a program beside them. */
    private static Set<RefId> ownRefIds() {
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(address -> !address.isLoopbackAddress())
                    .map(ServerRefId::of)
                    .collect(Collectors.toSet());
        } catch (SocketException refused) {
            LOG.warn("event=own-addresses-unknown reason=\"{}\"", refused.getMessage());
            return Set.of();
        }
    }
}

package org.timeball.firmware.appliance.daemon;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.timeball.server.ntp.NtpPolicy;
import org.timeball.server.ntp.access.AccessRules;
import org.timeball.server.ntp.access.Prefix;
import org.timeball.server.ntp.clients.ClientPrivacy;
import org.timeball.server.ntp.clients.RateLimit;
import org.timeball.server.state.Network;
import org.timeball.server.state.NtpSettings;

/** What the operator decided, in the words of the responder. */
final class NtpPolicies {

    private NtpPolicies() {}

    static NtpPolicy of(NtpSettings settings) {
        return new NtpPolicy(
                settings.oldestVersion(),
                settings.interleaved(),
                new AccessRules(prefixes(settings.allow()), prefixes(settings.deny())),
                settings.denyKiss(),
                limit(settings.requestsPerSecond(), settings.burst()),
                settings.rateKiss(),
                settings.clients(),
                privacy(settings.clientNames()));
    }

    private static List<Prefix> prefixes(List<Network> networks) {
        return networks.stream()
                .map(network -> Prefix.of(network.address().getAddress(), network.bits()))
                .toList();
    }

    private static Optional<RateLimit> limit(OptionalDouble requestsPerSecond, int burst) {
        return requestsPerSecond.isPresent()
                ? Optional.of(new RateLimit(requestsPerSecond.getAsDouble(), burst))
                : Optional.empty();
    }

    private static ClientPrivacy privacy(NtpSettings.ClientNames names) {
        return switch (names) {
            case ADDRESS -> ClientPrivacy.ADDRESS;
            case PREFIX -> ClientPrivacy.PREFIX;
            case HASH -> ClientPrivacy.HASH;
            case OFF -> ClientPrivacy.OFF;
        };
    }
}

package org.timeball.server.state;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.timeball.server.state.NtpSettings.ClientNames;

/** Reads {@code [ntp]}; units, limits and defaults are those of {@link NtpSettings}. */
final class NtpSection {

    private static final String UNLIMITED = "unlimited";

    private final ConfigTable table;

    NtpSection(ConfigTable table) {
        this.table = table;
    }

    NtpSettings read() {
        var fallback = NtpSettings.DEFAULT;
        var rate = rate();
        var allow = networks("allow");
        var deny = networks("deny");
        if (allow.size() + deny.size() > NtpSettings.MOST_NETWORKS) {
            table.report(
                    "deny",
                    "%d networks in allow and deny, at most %d are looked through for each request"
                            .formatted(allow.size() + deny.size(), NtpSettings.MOST_NETWORKS),
                    "join them, or leave them to the packet filter");
            deny = List.of();
            allow = List.of();
        }
        var settings = new NtpSettings(
                table.integer("threads", NtpSettings.THREADS, fallback.threads()),
                table.integer("oldest-version", NtpSettings.VERSION, fallback.oldestVersion()),
                table.flag("interleaved", fallback.interleaved()),
                table.flag("hardware-stamps", fallback.hardwareStamps()),
                allow,
                deny,
                table.flag("deny-kiss", fallback.denyKiss()),
                rate,
                table.integer("burst", NtpSettings.BURST, NtpSettings.burstOf(rate.orElse(NtpSettings.DEFAULT_RATE))),
                table.flag("rate-kiss", fallback.rateKiss()),
                table.integer("clients", NtpSettings.CLIENTS, fallback.clients()),
                table.choice(
                        "client-names", List.of(ClientNames.values()), ClientNames::words, fallback.clientNames()));
        table.refuseTheRest();
        return settings;
    }

    private OptionalDouble rate() {
        if (table.says("requests-per-second", UNLIMITED)) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(table.realOrWord("requests-per-second", NtpSettings.RATE, UNLIMITED)
                .orElse(NtpSettings.DEFAULT_RATE));
    }

    private List<Network> networks(String key) {
        var networks = new ArrayList<Network>();
        for (String text : table.texts(key, "[\"192.0.2.0/24\", \"2001:db8::/32\"]")) {
            var network = Network.parse(text);
            if (network.isEmpty()) {
                table.report(
                        key,
                        '"' + text + "\" is no network",
                        "write numbers, as \"192.0.2.0/24\" or \"2001:db8::/32\"");
            }
            network.ifPresent(networks::add);
        }
        return networks;
    }
}

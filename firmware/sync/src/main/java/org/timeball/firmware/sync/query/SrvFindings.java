package org.timeball.firmware.sync.query;

import java.util.stream.Collectors;
import org.timeball.server.discovery.DiscoveredServer;
import org.timeball.server.discovery.Discovery;
import org.timeball.server.discovery.ServiceName;

/** What there is to say of the SRV records by which a name stands for servers. */
final class SrvFindings {

    private SrvFindings() {}

    /**
     * Whether the target is a domain rather than one server: with a port it is that, and hosts of one word are local.
     */
    static boolean mayHaveRecords(Target target) {
        return target.port().isEmpty()
                && target.host().indexOf('.') > 0
                && ServiceName.of(target.host()).isPresent();
    }

    static Finding of(String host, Discovery discovery) {
        return switch (discovery) {
            case Discovery.Found found -> ofFound(host, found);
            case Discovery.Refused(var reason, String words) ->
                switch (reason) {
                    case NO_SUCH_NAME, NO_RECORD ->
                        Finding.note("SRV: " + host + " names no servers, so clients ask it itself");
                    case NOT_AVAILABLE -> Finding.note("SRV: " + words);
                    case UNSIGNED ->
                        Finding.warning("SRV: " + words + "; clients refuse the servers that it names, so whoever keeps"
                                + " the zone must sign it");
                    case BOGUS ->
                        Finding.fault("SRV: " + words + "; whoever keeps the zone must sign it anew, unless somebody on"
                                + " the way changes answers");
                    case INDETERMINATE, TIMEOUT, SERVER_FAILED, MALFORMED, NOT_A_NAME ->
                        Finding.note("SRV: it is not known which servers " + host + " names: " + words);
                };
        };
    }

    private static Finding ofFound(String host, Discovery.Found found) {
        var named = found.servers().stream().map(SrvFindings::words).collect(Collectors.joining(", "));
        var text = "SRV: " + host + " names " + named + "; "
                + found.validation().words() + ", and good for " + found.ttlSeconds() + " s";
        return found.leftOut() == 0
                ? Finding.good(text)
                : Finding.warning(text + "; " + found.leftOut() + " more are no hosts, named twice, or more than are of"
                        + " use, which whoever keeps the zone should look into");
    }

    private static String words(DiscoveredServer server) {
        return server + " (priority " + server.priority() + ", weight " + server.weight() + ')';
    }
}

package org.timeball.firmware.appliance.daemon;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.timeball.server.certificates.PemCertificates;
import org.timeball.server.certificates.ServerIdentity;
import org.timeball.server.certificates.UnusableCertificateException;
import org.timeball.server.state.TimeballConfig;

/**
 * What the key-exchange listeners show, read before anything is opened: a file that cannot be used is told at once.
 *
 * @param ofKeyExchange one for each listener, in the configuration's order
 * @param warnings      what clients will stumble over all the same, a sentence each
 */
public record Identities(List<ServerIdentity> ofKeyExchange, List<String> warnings) {

    /** Copies the lists. */
    public Identities {
        ofKeyExchange = List.copyOf(ofKeyExchange);
        warnings = List.copyOf(warnings);
    }

    /**
     * Reads what a configuration names.
     *
     * @param now by which certificates' dates are judged, for warnings alone
     * @throws DaemonException if a certificate or key cannot be served; names the file and the remedy
     */
    public static Identities load(TimeballConfig configuration, Instant now) throws DaemonException {
        var identities = new ArrayList<ServerIdentity>();
        var warnings = new ArrayList<String>();
        try {
            for (var server : configuration.keyExchangeServers()) {
                var loaded = PemCertificates.load(server.certificateChainPath(), server.privateKeyPath(), now);
                identities.add(loaded.identity());
                warnings.addAll(loaded.warnings());
            }
        } catch (UnusableCertificateException unusable) {
            throw new DaemonException(unusable);
        }
        return new Identities(identities, warnings);
    }
}

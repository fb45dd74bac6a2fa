package org.timeball.firmware.appliance.daemon;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.timeball.server.certificates.CertificateFiles;
import org.timeball.server.certificates.UnusableCertificateException;
import org.timeball.server.state.TimeballConfig;

/**
 * What the key-exchange listeners show, read before anything is opened: a file that cannot be used is told at once.
 *
 * @param ofKeyExchange the files of each listener, in the configuration's order
 * @param warnings      what clients will stumble over all the same, a sentence each
 */
public record Identities(List<CertificateFiles> ofKeyExchange, List<String> warnings) {

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
        var identities = new ArrayList<CertificateFiles>();
        var warnings = new ArrayList<String>();
        try {
            for (var server : configuration.keyExchangeServers()) {
                var files = CertificateFiles.load(pairs(server), now);
                identities.add(files);
                warnings.addAll(files.served().warnings());
            }
        } catch (UnusableCertificateException unusable) {
            throw new DaemonException(unusable);
        }
        return new Identities(identities, warnings);
    }

    private static List<CertificateFiles.Pair> pairs(TimeballConfig.KeyExchangeServer server) {
        return server.certificates().stream()
                .map(paths ->
                        new CertificateFiles.Pair(paths.certificateChainPath(), paths.privateKeyPath(), paths.isKept()))
                .toList();
    }
}

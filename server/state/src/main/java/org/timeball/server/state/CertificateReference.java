package org.timeball.server.state;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Reads {@code certificate-name}, by which a listener says which of the {@code [[certificate]]}s it shows.
 *
 * @param stateDirectory where they are kept
 * @param certificates   those there are
 */
record CertificateReference(Path stateDirectory, CertificateSettings certificates) {

    private static final String KEY = "certificate-name";

    /** Nothing where the table does not have it; what is wrong is reported. */
    Optional<CertificatePaths> read(ConfigTable table) {
        if (!table.has(KEY)) {
            return Optional.empty();
        }
        for (String file : List.of("certificate-chain-path", "private-key-path")) {
            if (table.has(file)) {
                table.report(file, "the certificate is named already", "leave this line out, or " + KEY);
            }
        }
        var name = table.text(KEY, "");
        var known =
                certificates.kept().stream().map(CertificateSettings.Kept::name).collect(Collectors.joining(", "));
        if (certificates.kept().stream().noneMatch(one -> one.name().equals(name))) {
            table.report(
                    KEY,
                    "there is no certificate \"" + name + "\"",
                    known.isEmpty() ? "write a section [[certificate]] with this name" : "write one of " + known);
        }
        return Optional.of(CertificatePaths.kept(CertificateSettings.file(stateDirectory, name)));
    }
}

package org.timeball.server.state;

import java.nio.file.Path;

/**
 * Where a server's certificate and its key are.
 *
 * @param certificateChainPath {@code certificate-chain-path}: PEM, the server's own certificate first
 * @param privateKeyPath       {@code private-key-path}: PEM, unencrypted, readable by its owner alone
 * @param isKept               whether they are in one file of the state directory, that of the {@code [[certificate]]} which
 *     {@code certificate-name} names; such a file may come later
 */
public record CertificatePaths(Path certificateChainPath, Path privateKeyPath, boolean isKept) {

    /** Of two files that the operator put there. */
    public CertificatePaths(Path certificateChainPath, Path privateKeyPath) {
        this(certificateChainPath, privateKeyPath, false);
    }

    /** Of a certificate that the daemon keeps. */
    static CertificatePaths kept(Path file) {
        return new CertificatePaths(file, file, true);
    }
}

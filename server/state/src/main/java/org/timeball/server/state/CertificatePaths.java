package org.timeball.server.state;

import java.nio.file.Path;

/**
 * Where a server's certificate and its key are.
 *
 * @param certificateChainPath {@code certificate-chain-path}: PEM, the server's own certificate first
 * @param privateKeyPath       {@code private-key-path}: PEM, unencrypted, readable by its owner alone
 */
public record CertificatePaths(Path certificateChainPath, Path privateKeyPath) {}

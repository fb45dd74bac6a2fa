package org.timeball.server.protocol;

/**
 * The TLS session's exporter of keying material.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8446#section-7.5">RFC 8446 §7.5</a>
 */
@FunctionalInterface
public interface KeyExporter {

    /**
     * Keying material that only the two ends of this session can compute.
     *
     * @param label   what for, as registered
     * @param context what exactly for
     * @param octets  how much of it
     * @return {@code octets} octets, secret
     * @throws KeyExportException if the session cannot give it
     */
    byte[] export(String label, byte[] context, int octets) throws KeyExportException;
}

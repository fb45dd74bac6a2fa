package org.timeball.server.protocol;

/** The TLS session gave no keying material. */
public final class KeyExportException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * Wraps what the TLS library said.
     *
     * @param message what was asked for, without secrets
     * @param cause   what was caught
     */
    public KeyExportException(String message, Throwable cause) {
        super(message, cause);
    }
}

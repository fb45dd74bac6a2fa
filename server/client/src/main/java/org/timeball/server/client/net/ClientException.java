package org.timeball.server.client.net;

/** The time could not be had: what was tried, where, and why not. */
public final class ClientException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Trouble trouble;

    /**
     * Without anything behind it.
     *
     * @param message a sentence without its full stop; no secrets
     */
    public ClientException(Trouble trouble, String message) {
        super(message);
        this.trouble = trouble;
    }

    /**
     * With what was caught.
     *
     * @param message a sentence without its full stop; no secrets
     */
    public ClientException(Trouble trouble, String message, Throwable cause) {
        super(message, cause);
        this.trouble = trouble;
    }

    /** What kind of trouble it is. */
    public Trouble trouble() {
        return trouble;
    }
}

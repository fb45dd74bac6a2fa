package org.timeball.server.protocol;

/** How a key exchange ended, in the words under which it is counted. */
public enum KeyExchangeOutcome {
    /** The client has its cookies. */
    COMPLETED("completed"),
    /** The client, a pool, knows what we speak. */
    LISTED("told a pool"),
    /** The client wants keys for protocols we do not speak. */
    NO_COMMON_PROTOCOL("no common protocol"),
    /** The client knows no AEAD algorithm that we offer. */
    NO_COMMON_AEAD("no common AEAD algorithm"),
    /** The client insists on a record we do not know. */
    UNRECOGNISED_CRITICAL_RECORD("unrecognised critical record", 0),
    /** The request is malformed or incomplete. */
    BAD_REQUEST("bad request", 1),
    /** The request did not arrive in time. */
    TIMED_OUT("timed out", 1),
    /** Something of ours failed, as when the TLS session would not export keys. */
    INTERNAL_ERROR("internal error", 2);

    private static final int NO_ERROR_CODE = -1;

    private final String words;
    private final int errorCode;

    KeyExchangeOutcome(String words) {
        this(words, NO_ERROR_CODE);
    }

    KeyExchangeOutcome(String words, int errorCode) {
        this.words = words;
        this.errorCode = errorCode;
    }

    /** The outcome in a few words, for counters and logs. */
    public String words() {
        return words;
    }

    /** The code of the error record that says so (RFC 8915 §4.1.3); outcomes that are not errors have none. */
    int errorCode() {
        if (errorCode == NO_ERROR_CODE) {
            throw new IllegalStateException(this + " is not an error");
        }
        return errorCode;
    }
}

package org.timeball.server.keyexchange;

import java.util.Optional;
import org.timeball.server.protocol.KeyExchangeOutcome;

/** Why a connection ended without cookies, in the words under which it is counted. */
public enum KeyExchangeFailure {
    /** The client did not offer {@code ntske/1} (RFC 8915 §3 has it do so). */
    NO_ALPN("no ALPN"),
    /** The client does not know TLS 1.3 (RFC 8915 §3 allows nothing older). */
    TLS_TOO_OLD("TLS version too old"),
    /** The handshake failed, or the octets were no TLS at all. */
    BAD_TLS("no shared cipher or bad TLS"),
    /** The time for the whole connection ran out. */
    TOO_SLOW("too slow"),
    /** The request is malformed or too long. */
    BAD_REQUEST("bad request"),
    /** The client insists on a record we do not know. */
    UNRECOGNISED_CRITICAL_RECORD("unrecognised critical record"),
    /** The client wants keys for protocols we do not speak. */
    NO_COMMON_PROTOCOL("no common protocol"),
    /** The client knows no AEAD algorithm that we offer. */
    NO_COMMON_AEAD("no common AEAD"),
    /** Closed to make room for others. */
    CONNECTION_LIMIT("connection limit"),
    /** The client went away before it had asked. */
    CLOSED_EARLY("closed early"),
    /** The TLS session would not give its keys: a fault of ours. */
    INTERNAL_ERROR("internal error");

    private final String words;

    KeyExchangeFailure(String words) {
        this.words = words;
    }

    /** The reason in a few words. */
    public String words() {
        return words;
    }

    /** The failure that an outcome of the protocol is counted as; none if it is a success. */
    public static Optional<KeyExchangeFailure> of(KeyExchangeOutcome outcome) {
        return switch (outcome) {
            case COMPLETED -> Optional.empty();
            case NO_COMMON_PROTOCOL -> Optional.of(NO_COMMON_PROTOCOL);
            case NO_COMMON_AEAD -> Optional.of(NO_COMMON_AEAD);
            case UNRECOGNISED_CRITICAL_RECORD -> Optional.of(UNRECOGNISED_CRITICAL_RECORD);
            case BAD_REQUEST -> Optional.of(BAD_REQUEST);
            case TIMED_OUT -> Optional.of(TOO_SLOW);
            case INTERNAL_ERROR -> Optional.of(INTERNAL_ERROR);
        };
    }
}

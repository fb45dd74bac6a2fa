package org.timeball.server.keyexchange;

import java.util.Optional;
import org.timeball.server.protocol.KeyExchangeOutcome;

/** Why a connection ended without cookies, where we have words of our own for it. */
public enum KeyExchangeFailure implements Failure {
    /** The first octet is not that of a TLS handshake. */
    NOT_TLS("not TLS"),
    /** The client did not offer {@code ntske/1} (RFC 8915 §3 has it do so). */
    NO_ALPN("no ALPN"),
    /** The client does not know TLS 1.3 (RFC 8915 §3 allows nothing older). */
    TLS_TOO_OLD("TLS version too old"),
    /** No cipher, group or kind of signature is known to both. */
    NOTHING_IN_COMMON("no shared cipher, group or signature"),
    /** The client asked for a name that no certificate has, was shown another, and did not like it. */
    UNKNOWN_SERVER_NAME("unknown server name"),
    /** The handshake was not done when the time for the whole connection ran out. */
    TOO_SLOW("too slow"),
    /** The request was not there when it did. */
    REQUEST_TOO_SLOW("request too slow"),
    /** The client sent more than any handshake and request take. */
    TOO_MUCH_SENT("too much sent"),
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
    /** Closed to make room for others of the same network. */
    NETWORK_LIMIT("connection limit of a network"),
    /** Closed to make room for others when the process had no file descriptors left. */
    OUT_OF_FILES("out of file descriptors"),
    /** The client went away before it had asked. */
    CLOSED_EARLY("closed early"),
    /** The listener was closed. */
    SHUT_DOWN("server shut down"),
    /** The TLS session would not give its keys, or the like: a fault of ours. */
    INTERNAL_ERROR("internal error");

    private final String words;

    KeyExchangeFailure(String words) {
        this.words = words;
    }

    @Override
    public String words() {
        return words;
    }

    /** The failure that an outcome of the protocol is counted as; none if it is a success. */
    public static Optional<KeyExchangeFailure> of(KeyExchangeOutcome outcome) {
        return switch (outcome) {
            case COMPLETED, LISTED -> Optional.empty();
            case NO_COMMON_PROTOCOL -> Optional.of(NO_COMMON_PROTOCOL);
            case NO_COMMON_AEAD -> Optional.of(NO_COMMON_AEAD);
            case UNRECOGNISED_CRITICAL_RECORD -> Optional.of(UNRECOGNISED_CRITICAL_RECORD);
            case BAD_REQUEST -> Optional.of(BAD_REQUEST);
            case TIMED_OUT -> Optional.of(REQUEST_TOO_SLOW);
            case INTERNAL_ERROR -> Optional.of(INTERNAL_ERROR);
        };
    }
}

package org.timeball.server.discovery;

/** Why a name gives no servers. */
public enum Refusal {
    /** It cannot be a domain name. */
    NOT_A_NAME,
    /** No such name is in the DNS. */
    NO_SUCH_NAME,
    /** The name is there, but has no records of this service. */
    NO_RECORD,
    /** The domain says that it does not offer the service: the target is the root (RFC 2782). */
    NOT_AVAILABLE,
    /** The zone is not signed, so anybody on the way may have written the answer. */
    UNSIGNED,
    /** The zone is signed, and this is not what was signed: forged, damaged or expired (RFC 4035 §4.3). */
    BOGUS,
    /** Whether it ought to be signed cannot be found out (RFC 4035 §4.3). */
    INDETERMINATE,
    /** Nobody answered in time. */
    TIMEOUT,
    /** The resolver answered that it cannot tell. */
    SERVER_FAILED,
    /** What came breaks the rules of the DNS. */
    MALFORMED;

    /** Whether the DNS says that there is nothing, so that the name itself may be a server. */
    public boolean isAbsence() {
        return this == NO_SUCH_NAME || this == NO_RECORD;
    }

    /** Whether another resolver may know better. */
    public boolean isResolvers() {
        return switch (this) {
            case BOGUS, INDETERMINATE, TIMEOUT, SERVER_FAILED, MALFORMED -> true;
            case NOT_A_NAME, NO_SUCH_NAME, NO_RECORD, NOT_AVAILABLE, UNSIGNED -> false;
        };
    }
}

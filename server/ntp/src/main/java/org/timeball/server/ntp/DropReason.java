package org.timeball.server.ntp;

/** Why a packet is not answered with the time, in the words under which it is counted. */
public enum DropReason {
    /** Less than a header. */
    TOO_SHORT("too short"),
    /** More than we read, or than the buffer took. */
    TOO_LONG("too long"),
    /** Any mode but 3: replies, symmetric peers, broadcasts, control and private messages. */
    NOT_A_CLIENT_REQUEST("not a client request"),
    /** Not a version that is answered here. */
    UNSUPPORTED_VERSION("unsupported version"),
    /** Octets behind the header that are no extension field: a MAC under a symmetric key, or junk. */
    TRAILING_OCTETS("MAC or trailing octets"),
    /** A length that is not true, or a field that may not be there. */
    MALFORMED_FIELD("malformed extension field"),
    /** Some NTS fields without the others. */
    INCOMPLETE_NTS("incomplete NTS fields"),
    /** NTS is not served here. */
    NTS_OFF("NTS is off"),
    /** Good cookie, but an authenticator or encrypted field that is not well formed. */
    MALFORMED_NTS("malformed NTS authenticator"),
    /** More often than one client may. */
    RATE_LIMITED("rate limit"),
    /** The same, and the client was told so. */
    RATE_KISSED("rate limit, with a kiss"),
    /** From a network that is kept out. */
    DENIED("access rule"),
    /** The same, and the client was told so. */
    DENY_KISSED("access rule, with a kiss"),
    /** From an address that no client can have. */
    IMPOSSIBLE_SOURCE("impossible source address");

    private static final DropReason[] REASONS = values();

    private final String words;

    DropReason(String words) {
        this.words = words;
    }

    /** The reason in a few words, for counters and logs. */
    public String words() {
        return words;
    }

    /** The reason as a number that cannot be a length: negative. */
    public int code() {
        return -1 - ordinal();
    }

    /**
     * The reason of a code.
     *
     * @param code as {@link #code} gave it
     */
    public static DropReason ofCode(int code) {
        return REASONS[-1 - code];
    }
}

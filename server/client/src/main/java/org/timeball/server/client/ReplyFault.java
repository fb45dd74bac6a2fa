package org.timeball.server.client;

/** Why a packet gives no time. */
public enum ReplyFault {
    /** Nothing is asked at the moment: it is late, a duplicate, or nobody's answer. */
    UNASKED("no request is under way"),
    /** Too short for a header, or of a version without one. */
    NOT_NTP("it is no NTP packet"),
    /** Something else than a server's reply, or of another version than the request. */
    NOT_A_REPLY("it is no server's reply of version 4"),
    /** It does not repeat what the request said: late, or by somebody who did not see the request. */
    WRONG_ORIGIN("its origin timestamp is not of the request"),
    /** The request was protected and this is not. */
    UNPROTECTED("it is not protected by NTS"),
    /** Lengths that are not true, or fields where they may not be. */
    MALFORMED("its extension fields are malformed"),
    /** It is for another request, or by somebody who did not see this one. */
    WRONG_UNIQUE_IDENTIFIER("its unique identifier is not of the request"),
    /** Whoever sent it does not have the keys, or it was changed on the way. */
    NOT_AUTHENTIC("its authenticator does not hold"),
    /** Leap indicator 3, or a stratum that says so, with whatever kiss code that asks for nothing (RFC 5905 §7.4). */
    NOT_SYNCHRONISED("the server is not synchronised"),
    /** Root delay and dispersion of 16 s or more. */
    TOO_FAR_FROM_ROOT("the server is too far from its primary source"),
    /** A stamp that is missing, or stamps in an order that cannot be. */
    IMPOSSIBLE_TIMESTAMPS("its timestamps cannot be true"),
    /** Time before any that can be: before this program was built, or before what was known already. */
    BEFORE_FLOOR("its time is in the past"),
    /** Time at which the certificate is not valid with which the server's keys were had. */
    OUTSIDE_CERTIFICATE("at its time the server's certificate is not valid");

    private final String words;

    ReplyFault(String words) {
        this.words = words;
    }

    /** A few words, to follow "the reply cannot be used: ". */
    public String words() {
        return words;
    }
}

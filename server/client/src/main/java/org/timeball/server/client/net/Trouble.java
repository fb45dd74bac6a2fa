package org.timeball.server.client.net;

/** What kept a client from the time. */
public enum Trouble {
    /** The name has no address, or none of the family that was asked for. */
    NAME,
    /** Nothing listens there, or it cannot be reached. */
    CONNECT,
    /** TLS 1.3 was not agreed. */
    TLS,
    /** The certificate is not one to be believed. */
    CERTIFICATE,
    /** It speaks TLS, but not NTS key exchange. */
    NO_NTS,
    /** Key exchange ended without keys. */
    REFUSED,
    /** Nobody answered. */
    NO_ANSWER,
    /** The server answered that it cannot open our cookie (NTSN), and nothing better came. */
    NAK,
    /** The server's answers have no time that could be used. */
    USELESS,
    /** The server does not want to be asked, or not so soon. */
    KISS,
    /** Key exchange was tried a moment ago and must wait (RFC 8915 §4.2). */
    TOO_SOON
}

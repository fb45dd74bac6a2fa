package org.timeball.server.ntp.clients;

/** How a client is named to people. What is not named is not kept either: only a keyed hash tells clients apart. */
public enum ClientPrivacy {
    /** By its IPv4 address, or the upper 64 bits of its IPv6 address. */
    ADDRESS,
    /** By its network alone: 24 bits of IPv4, 48 of IPv6. Clients of one network are shown together. */
    PREFIX,
    /** By a number that means nothing outside this run of the daemon. */
    HASH,
    /** Not at all: clients are not shown. */
    OFF
}

package org.timeball.web.appliance.connection;

import java.time.Duration;

/**
 * What is granted to whoever connects.
 *
 * @param all       connections that may stand, positive
 * @param ofNetwork of them, those from one IPv4 address or one IPv6 network of 64 bits, positive
 * @param deadline  within which a connection has to have got its first answer, and a form to have come
 */
public record ConnectionLimits(int all, int ofNetwork, Duration deadline) {

    /** A browser needs one, and asks within a second. */
    public static final ConnectionLimits USUAL = new ConnectionLimits(512, 64, Duration.ofSeconds(10));
}

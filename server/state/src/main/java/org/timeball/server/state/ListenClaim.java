package org.timeball.server.state;

import java.net.Inet6Address;
import java.net.InetSocketAddress;

/**
 * A place where a section wants to listen, to be told before the kernel refuses it as in use by "another program".
 *
 * @param protocol of the socket
 * @param address  with a port that is not 0
 * @param text     the address as the operator wrote it
 */
record ListenClaim(Protocol protocol, InetSocketAddress address, String text) {

    /** What is spoken there, in the words of messages. */
    enum Protocol {
        /** IPv6 sockets take IPv6 alone. */
        UDP,
        /** The socket of {@code [::]} takes IPv4 too. */
        TCP
    }

    /** Whether both cannot be had. */
    boolean collidesWith(ListenClaim other) {
        return protocol == other.protocol
                && address.getPort() == other.address.getPort()
                && (address.equals(other.address) || takesIn(other) || other.takesIn(this));
    }

    /** What stands against this claim, which {@linkplain #collidesWith collides}, for the operator. */
    String collision(ListenClaim first) {
        String problem = "%s is already listened on, %s".formatted(first.text, protocol);
        if (address.equals(first.address)) {
            return problem;
        }
        return problem + (first.takesIn(this) ? ", and takes in " + text : ", which " + text + " takes in");
    }

    /** Whether this is all addresses of the machine, and the other one of them, or all of one kind. */
    private boolean takesIn(ListenClaim other) {
        boolean isIpv6 = isIpv6(address);
        return address.getAddress().isAnyLocalAddress()
                && (isIpv6 == isIpv6(other.address) || isIpv6 && protocol == Protocol.TCP);
    }

    private static boolean isIpv6(InetSocketAddress address) {
        return address.getAddress() instanceof Inet6Address;
    }
}

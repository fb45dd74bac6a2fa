package org.timeball.server.state;

import java.net.InetAddress;
import java.util.Optional;

/**
 * A network of clients, as {@code 192.0.2.0/24} or {@code 2001:db8::/32}; a bare address is a network of one.
 *
 * @param address an address in it
 * @param bits    how many of its leading bits are the network's: 0 to 32, or 0 to 128
 */
public record Network(InetAddress address, int bits) {

    /** @throws IllegalArgumentException if there are more bits than an address has, or fewer than none */
    public Network {
        if (bits < 0 || bits > address.getAddress().length * 8) {
            throw new IllegalArgumentException(bits + " bits of " + address.getHostAddress());
        }
    }

    /** Reads what an operator writes; asks no name server. Empty if it is no literal address with a length that can be. */
    public static Optional<Network> parse(String text) {
        int slash = text.indexOf('/');
        try {
            var address = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
            int bits = slash < 0 ? address.getAddress().length * 8 : Integer.parseInt(text.substring(slash + 1));
            return Optional.of(new Network(address, bits));
        } catch (IllegalArgumentException neither) {
            return Optional.empty();
        }
    }

    /** Whether an address is in it. */
    public boolean holds(InetAddress other) {
        byte[] ours = address.getAddress();
        byte[] theirs = other.getAddress();
        if (ours.length != theirs.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            if (((ours[bit / 8] ^ theirs[bit / 8]) >> 7 - bit % 8 & 1) != 0) {
                return false;
            }
        }
        return true;
    }
}

package org.timeball.server.certificates;

import java.util.List;
import org.timeball.server.state.Network;

/**
 * What names an own authority may vouch for at most, so that a browser that trusts it trusts it with these alone.
 *
 * <p>It is clients that hold an authority to this; the authority itself does not. RFC 5280 leaves it to them whether to
 * look at the constraints of an authority they trust at first hand: browsers, OpenSSL and GnuTLS do, the JDK does not.
 *
 * @param dnsSubtrees   DNS names, each with all below it, as {@code home.arpa}
 * @param addressBlocks addresses with their prefix length, as {@code 192.168.0.0/16} or {@code fd00::/8}
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5280#section-4.2.1.10">RFC 5280 §4.2.1.10</a>
 */
public record NameConstraints(List<String> dnsSubtrees, List<String> addressBlocks) {

    /** Whatever name is asked for. */
    public static final NameConstraints NONE = new NameConstraints(List.of(), List.of());

    /** Copies the lists. */
    public NameConstraints {
        dnsSubtrees = List.copyOf(dnsSubtrees);
        addressBlocks = List.copyOf(addressBlocks);
    }

    /** Whether nothing is constrained. */
    public boolean isNone() {
        return dnsSubtrees.isEmpty() && addressBlocks.isEmpty();
    }

    /** Whether a host name or an address literal is in one of them, or its kind is not constrained. */
    boolean permits(String host) {
        var address = Network.parse(host);
        if (address.isPresent()) {
            return addressBlocks.isEmpty()
                    || addressBlocks.stream()
                            .flatMap(block -> Network.parse(block).stream())
                            .anyMatch(block -> block.holds(address.get().address()));
        }
        return dnsSubtrees.isEmpty()
                || dnsSubtrees.stream().anyMatch(tree -> host.equals(tree) || host.endsWith("." + tree));
    }
}

package org.timeball.server.certificates;

import java.net.InetAddress;
import java.util.List;

/**
 * The names a server is reached by, all of which its certificate vouches for.
 *
 * @param dnsNames  host names; the first one is the certificate's subject
 * @param addresses addresses, for clients that were configured with one
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9525#section-2">RFC 9525 §2</a>
 */
public record ServerNames(List<String> dnsNames, List<InetAddress> addresses) {

    /**
     * Copies the lists.
     *
     * @throws IllegalArgumentException if there is no name at all
     */
    public ServerNames {
        dnsNames = List.copyOf(dnsNames);
        addresses = List.copyOf(addresses);
        if (dnsNames.isEmpty() && addresses.isEmpty()) {
            throw new IllegalArgumentException("a server without a name");
        }
    }

    /** The name for people. */
    String first() {
        return dnsNames.isEmpty() ? addresses.getFirst().getHostAddress() : dnsNames.getFirst();
    }
}

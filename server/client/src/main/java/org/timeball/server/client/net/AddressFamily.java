package org.timeball.server.client.net;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Which addresses of a name are of use. */
public enum AddressFamily {
    /** Whichever the system puts first. */
    ANY("address"),
    /** IPv4 alone. */
    IPV4("IPv4 address"),
    /** IPv6 alone. */
    IPV6("IPv6 address");

    private final String words;

    AddressFamily(String words) {
        this.words = words;
    }

    /** The family of an address. */
    static AddressFamily of(InetAddress address) {
        return address instanceof Inet6Address ? IPV6 : IPV4;
    }

    /**
     * The addresses of a host, at least one: the system's first choice first, and then the families in turn, so that one
     * whose network is dead holds up the other only once (RFC 8305 §4).
     *
     * @param host a name as a person writes it, or an address without brackets
     * @throws ClientException if there are none
     */
    public List<InetAddress> resolve(String host) throws ClientException {
        InetAddress[] all;
        try {
            all = InetAddress.getAllByName(host);
        } catch (UnknownHostException cause) {
            throw new ClientException(Trouble.NAME, "the name " + host + " has no address", cause);
        }
        var wanted = alternating(all);
        if (wanted.isEmpty()) {
            throw new ClientException(Trouble.NAME, "the name " + host + " has no " + words);
        }
        return wanted;
    }

    /** Those of the family, in their order but for what the second kind has to move up. */
    List<InetAddress> alternating(InetAddress... all) {
        var alternating = new ArrayList<InetAddress>();
        int others = 0;
        for (var address : all) {
            if (has(address)) {
                int turn = of(all[0]).has(address) ? all.length : 2 * others++ + 1;
                alternating.add(Math.min(turn, alternating.size()), address);
            }
        }
        return alternating;
    }

    /**
     * The same for a name that a key exchange server gave, which is complete: no search domain is added (RFC 8915
     * §4.1.7). Addresses of this family come first.
     *
     * @param allowed the family of the addresses that are wanted at all
     * @throws ClientException if there are none
     */
    public List<InetAddress> resolveComplete(String host, AddressFamily allowed) throws ClientException {
        boolean isLocal = host.toLowerCase(Locale.ROOT).equals("localhost");
        boolean isComplete = host.endsWith(".") || host.indexOf(':') >= 0 || isIpv4(host) || isLocal;
        var all = allowed.resolve(isComplete ? host : host + '.');
        all.sort(Comparator.comparing(address -> !has(address)));
        return all;
    }

    private boolean has(InetAddress address) {
        return switch (this) {
            case ANY -> true;
            case IPV4 -> address instanceof Inet4Address;
            case IPV6 -> address instanceof Inet6Address;
        };
    }

    static boolean isIpv4(String host) {
        return host.matches("[0-9.]+");
    }
}

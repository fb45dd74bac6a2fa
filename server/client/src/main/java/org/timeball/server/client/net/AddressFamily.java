package org.timeball.server.client.net;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

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
     * The addresses of a host, at least one, in the system's order.
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
        var wanted = Stream.of(all).filter(this::has).toList();
        if (wanted.isEmpty()) {
            throw new ClientException(Trouble.NAME, "the name " + host + " has no " + words);
        }
        return wanted;
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
        return Stream.concat(all.stream().filter(this::has), all.stream().filter(address -> !has(address)))
                .toList();
    }

    private boolean has(InetAddress address) {
        return switch (this) {
            case ANY -> true;
            case IPV4 -> address instanceof Inet4Address;
            case IPV6 -> address instanceof Inet6Address;
        };
    }

    private static boolean isIpv4(String host) {
        return host.matches("[0-9.]+");
    }
}

package org.timeball.server.discovery;

import java.util.regex.Pattern;
import org.timeball.server.client.NtpServer;

/**
 * A server of key exchange that a domain names.
 *
 * <p>Its certificate must be for {@code host}: of a validated answer the name that was asked for plays no further part.
 * Its addresses need not be signed, since TLS proves who answers.
 *
 * @param host     a complete domain name, lower case, without its final dot; never an address
 * @param port     TCP, 1 to 65535
 * @param priority 0 to 65535, the lowest is asked first
 * @param weight   0 to 65535, among those of one priority
 */
public record DiscoveredServer(String host, int port, int priority, int weight) {

    private static final int MAX_HOST_OCTETS = 253;
    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

    /** Refuses what cannot be reached. */
    public DiscoveredServer {
        if (!isHost(host)) {
            throw new IllegalArgumentException("no host is called \"" + host + '"');
        }
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("a port is 1 to 65535, not " + port);
        }
        if (isNotInt16(priority) || isNotInt16(weight)) {
            throw new IllegalArgumentException("priority " + priority + ", weight " + weight);
        }
    }

    private static boolean isNotInt16(int number) {
        return number < 0 || number > 65_535;
    }

    /** Whether a host may be called so (RFC 1123 §2.1); what looks like an IPv4 address is none. */
    public static boolean isHost(String name) {
        var labels = name.split("\\.", -1);
        for (var label : labels) {
            if (!LABEL.matcher(label).matches()) {
                return false;
            }
        }
        return name.length() <= MAX_HOST_OCTETS && !labels[labels.length - 1].matches("[0-9]+");
    }

    /**
     * Where keys are exchanged: the name with its final dot, so that no search domain is ever added to it; but for
     * {@code localhost}, which files of hosts know without.
     */
    public NtpServer keyExchange() {
        return new NtpServer(host.equals("localhost") ? host : host + '.', port);
    }

    /** Host and port. */
    @Override
    public String toString() {
        return host + ':' + port;
    }
}

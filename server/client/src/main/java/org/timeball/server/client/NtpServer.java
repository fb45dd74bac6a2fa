package org.timeball.server.client;

/**
 * Where to ask for time.
 *
 * @param host a domain name, or an IPv4 or IPv6 address without brackets
 * @param port UDP, 1 to 65535
 */
public record NtpServer(String host, int port) {

    /** The port of NTP. */
    public static final int NTP_PORT = 123;

    /** Refuses what is no host and no port. */
    public NtpServer {
        if (host.isEmpty() || !host.chars().allMatch(c -> c > ' ' && c <= '~' && c != '[' && c != ']')) {
            throw new IllegalArgumentException("not a host: \"" + host + '"');
        }
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("a port is 1 to 65535, not " + port);
        }
    }

    /** Host and port as they are written together. */
    @Override
    public String toString() {
        return host.indexOf(':') < 0 ? host + ':' + port : '[' + host + "]:" + port;
    }
}

package org.timeball.server.state;

import java.net.InetAddress;
import java.net.URI;
import java.util.List;

/**
 * The keys of {@code [web]} about pool.ntp.org, where addresses of this server are registered; nothing is asked of it where none
 * is named.
 *
 * @param addresses     {@code ntp-pool-addresses}: under which this server is registered there, in numbers; at most
 *     {@value #MOST_ADDRESSES}
 * @param site          {@code ntp-pool-site}: whose pages tell scores; default {@value #SITE}
 * @param verification4 {@code ntp-pool-verification-4}: what is asked from an IPv4 address to prove that it is ours; default
 *     {@value #VERIFICATION_4}
 * @param verification6 {@code ntp-pool-verification-6}: the same from an IPv6 address; default {@value #VERIFICATION_6}
 */
public record NtpPoolSettings(List<InetAddress> addresses, URI site, URI verification4, URI verification6) {

    /** One of each family on two lines. */
    public static final int MOST_ADDRESSES = 4;

    /** Of the pool's own people. */
    public static final String SITE = "https://www.ntppool.org";
    /** It has no address but of IPv4. */
    public static final String VERIFICATION_4 = "https://validate4.ntppool.dev/p/";
    /** It has no address but of IPv6. */
    public static final String VERIFICATION_6 = "https://validate6.ntppool.dev/p/";

    /** Registered nowhere. */
    public static final NtpPoolSettings NONE =
            new NtpPoolSettings(List.of(), URI.create(SITE), URI.create(VERIFICATION_4), URI.create(VERIFICATION_6));

    /** Copies the list. */
    public NtpPoolSettings {
        addresses = List.copyOf(addresses);
    }

    /** Reads them; what is wrong is reported. */
    static NtpPoolSettings read(ConfigTable table) {
        return new NtpPoolSettings(
                addresses(table),
                page(table, "ntp-pool-site", SITE),
                page(table, "ntp-pool-verification-4", VERIFICATION_4),
                page(table, "ntp-pool-verification-6", VERIFICATION_6));
    }

    private static List<InetAddress> addresses(ConfigTable table) {
        String key = "ntp-pool-addresses";
        var words = table.texts(key, "[\"192.0.2.1\"]");
        if (words.size() > MOST_ADDRESSES) {
            table.report(key, "it has more than " + MOST_ADDRESSES + " addresses", "leave some out");
            return List.of();
        }
        try {
            return words.stream().map(InetAddress::ofLiteral).toList();
        } catch (IllegalArgumentException unread) {
            table.report(
                    key, "one of them is no address in numbers", "write them as \"192.0.2.1\" and \"2001:db8::1\"");
            return List.of();
        }
    }

    private static URI page(ConfigTable table, String key, String fallback) {
        String address = table.text(key, fallback);
        if (address.matches("https?://[A-Za-z0-9.:\\[\\]-]{1,250}(/[A-Za-z0-9._~/-]{0,200})?")) {
            return URI.create(address);
        }
        table.report(key, "that is no address of a page", "write it as \"" + fallback + '"');
        return URI.create(fallback);
    }
}

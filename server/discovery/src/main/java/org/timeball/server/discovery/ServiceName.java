package org.timeball.server.discovery;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a domain's records of key exchange are: {@code _ntske._tcp.} and the domain.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc2782">RFC 2782</a>
 */
public final class ServiceName {

    /** What stands before the domain. */
    public static final String PREFIX = "_ntske._tcp.";

    private static final int MAX_OCTETS = 253;
    private static final Pattern LABEL = Pattern.compile("[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?");

    private ServiceName() {}

    /**
     * The whole name, with its final dot, lower case.
     *
     * @param domain with a final dot or without; a name in other letters than ASCII in its form for the DNS (A-labels)
     * @return empty if that is no domain name, or an address
     */
    public static Optional<String> of(String domain) {
        var lower = domain.toLowerCase(Locale.ROOT);
        var bare = lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
        var labels = bare.split("\\.", -1);
        for (var label : labels) {
            if (!LABEL.matcher(label).matches()) {
                return Optional.empty();
            }
        }
        boolean isAddress = labels[labels.length - 1].matches("[0-9]+");
        var name = PREFIX + bare;
        return isAddress || name.length() > MAX_OCTETS ? Optional.empty() : Optional.of(name + '.');
    }
}

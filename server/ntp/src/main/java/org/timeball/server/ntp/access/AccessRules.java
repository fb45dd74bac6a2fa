package org.timeball.server.ntp.access;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Which clients are let in: of the rules whose network a client is in, the one with the longest prefix decides; where a
 * network is both let in and kept out, it is kept out. Who is in none is let in, unless somebody is let in by name.
 *
 * <p>Immutable. An answer takes as long as there are rules, which are few, and allocates nothing.
 */
public final class AccessRules {

    /** So many rules can be looked through for each request. */
    public static final int MOST = 256;

    /** Everybody is let in. */
    public static final AccessRules OPEN = new AccessRules(List.of(), List.of());

    private record Rule(Prefix prefix, boolean letsIn) {}

    private final Rule[] longestFirst;
    private final boolean letsOthersIn;

    /**
     * @param allowed networks that are let in
     * @param denied  networks that are kept out
     */
    public AccessRules(List<Prefix> allowed, List<Prefix> denied) {
        var rules = new ArrayList<Rule>();
        denied.forEach(prefix -> rules.add(new Rule(prefix, false)));
        allowed.forEach(prefix -> rules.add(new Rule(prefix, true)));
        // A stable sort: of two of one length, the one that keeps out stays first.
        rules.sort(Comparator.comparingInt((Rule rule) -> rule.prefix.bits()).reversed());
        longestFirst = rules.toArray(Rule[]::new);
        letsOthersIn = allowed.isEmpty();
    }

    /** Whether this client is answered; an IPv4 address as {@code ::ffff:a.b.c.d}. */
    public boolean letsIn(long high, long low, boolean isIpv6) {
        for (Rule rule : longestFirst) {
            if (rule.prefix.contains(high, low, isIpv6)) {
                return rule.letsIn;
            }
        }
        return letsOthersIn;
    }

    /**
     * Whether an address can be that of a client: not unspecified, not a group, not a broadcast, not of "this network"
     * (RFC 1122 §3.2.1.3, RFC 4291 §2.5.2 and §2.7).
     */
    public static boolean isPossibleSource(long high, long low, boolean isIpv6) {
        if (isIpv6) {
            return high >>> 56 != 0xff && (high | low) != 0;
        }
        int first = (int) (low >>> 24 & 0xff);
        return first != 0 && first < 224; // 224 to 239 are groups, 240 to 255 reserved and broadcast
    }
}

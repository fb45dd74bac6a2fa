package org.timeball.server.discovery;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * The order in which servers are tried: the lowest priority first, and within one priority by lot, in which each has
 * its weight.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc2782">RFC 2782, section "The format of the SRV RR", Weight</a>
 */
public final class SrvOrder {

    private SrvOrder() {}

    /**
     * All of them, in an order to try them in.
     *
     * @param servers in any order
     * @param random  must not be foreseeable by who wants to be chosen
     */
    public static List<DiscoveredServer> of(List<DiscoveredServer> servers, RandomGenerator random) {
        var byPriority = servers.stream()
                .collect(Collectors.groupingBy(DiscoveredServer::priority, TreeMap::new, Collectors.toList()));
        var order = new ArrayList<DiscoveredServer>();
        byPriority.values().forEach(equals -> draw(equals, random, order));
        return order;
    }

    private static void draw(List<DiscoveredServer> equals, RandomGenerator random, List<DiscoveredServer> order) {
        var left = arranged(equals, random);
        long sum = left.stream().mapToLong(DiscoveredServer::weight).sum();
        while (!left.isEmpty()) {
            // Zero and the sum are both among the lots.
            var drawn = left.remove(indexOf(random.nextLong(sum + 1), left));
            sum -= drawn.weight();
            order.add(drawn);
        }
    }

    /**
     * "Any order, except that all those with weight 0 are placed at the beginning": without the shuffle one would
     * always be first.
     */
    private static List<DiscoveredServer> arranged(List<DiscoveredServer> equals, RandomGenerator random) {
        var shuffled = new ArrayList<>(equals);
        Collections.shuffle(shuffled, random);
        shuffled.sort((one, other) -> Boolean.compare(one.weight() > 0, other.weight() > 0));
        return shuffled;
    }

    /** The first whose running sum is not below the lot. */
    private static int indexOf(long lot, List<DiscoveredServer> left) {
        long running = 0;
        for (int i = 0; i < left.size(); i++) {
            running += left.get(i).weight();
            if (running >= lot) {
                return i;
            }
        }
        throw new AssertionError("the last running sum is the sum");
    }
}

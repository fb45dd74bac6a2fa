package org.timeball.web.appliance.page.pool;

import java.util.List;
import org.timeball.server.control.Age;
import org.timeball.server.control.Pools;
import org.timeball.web.appliance.page.Engineering;
import org.timeball.web.appliance.page.Notice;

/**
 * The pools that this server is a member of.
 *
 * @param notice     what became of what was just asked for
 * @param pools      in the configuration's order
 * @param knocks     of those who asked as pools do without a token of ours, a sentence; empty if nobody did
 * @param mayChange  whether whoever looks may add and take out tokens
 * @param complaint  why nothing is known; empty where it is
 * @param findings   what a check found, one a line; empty where none was asked for
 * @param registered addresses that are registered with pool.ntp.org
 * @param caption    their scores in a sentence
 * @param link       by which somebody proves that one of them is theirs; empty where none was asked for
 */
public record PoolsPage(
        Notice notice,
        List<PoolRow> pools,
        String knocks,
        boolean mayChange,
        String complaint,
        List<Finding> findings,
        List<RegisteredRow> registered,
        String caption,
        String link) {

    /** Copies the lists. */
    public PoolsPage {
        pools = List.copyOf(pools);
        findings = List.copyOf(findings);
        registered = List.copyOf(registered);
    }

    /** As the daemon says. */
    public static PoolsPage of(Notice notice, Pools pools, boolean mayChange, List<Finding> findings) {
        return new PoolsPage(
                notice,
                pools.joined().stream().map(PoolRow::of).toList(),
                knocks(pools),
                mayChange,
                "",
                findings,
                List.of(),
                "",
                "");
    }

    /** Where the daemon is silent. */
    public static PoolsPage silent(Notice notice, boolean mayChange, String complaint) {
        return new PoolsPage(notice, List.of(), "", mayChange, complaint, List.of(), List.of(), "", "");
    }

    /** The same with what pool.ntp.org says. */
    public PoolsPage with(List<RegisteredRow> addresses, String scores, String verification) {
        return new PoolsPage(notice, pools, knocks, mayChange, complaint, findings, addresses, scores, verification);
    }

    private static String knocks(Pools pools) {
        if (pools.wrongTokens() == 0) {
            return "";
        }
        return "Somebody knocked %s with another token than yours, or none (%s since the start, from %s). Did you press Rekey on a pool's page? Then add the new token here."
                .formatted(
                        Age.words(pools.lastWrongSeconds()),
                        Engineering.count(pools.wrongTokens()) + (pools.wrongTokens() == 1 ? " time" : " times"),
                        Engineering.count(pools.wrongNetworks())
                                + (pools.wrongNetworks() == 1 ? " network" : " networks"));
    }

    /** Whether a pool is still to come for the first time. */
    public boolean isWaiting() {
        return pools.stream().anyMatch(PoolRow::isWaiting);
    }
}

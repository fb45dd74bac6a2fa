package org.timeball.firmware.sync.source;

import java.util.List;

/**
 * What is known of a pool, for people.
 *
 * @param name    as the configuration has it
 * @param wanted  how many members it is to have
 * @param members the names of those that it has, the oldest first
 * @param trouble why there are not more, as a sentence without its full stop; empty where nothing is in the way
 */
public record PoolFacts(String name, int wanted, List<String> members, String trouble) {

    /** Copies the list. */
    public PoolFacts {
        members = List.copyOf(members);
    }

    /** In one sentence without its full stop, why it has no members. */
    public String whyEmpty() {
        return "pool without members: " + (trouble.isEmpty() ? "the first are being looked for" : trouble);
    }

    /** The pool that has the member; empty where none has. */
    public static String of(String member, List<PoolFacts> pools) {
        return pools.stream()
                .filter(pool -> pool.members.contains(member))
                .map(PoolFacts::name)
                .findFirst()
                .orElse("");
    }
}

package org.timeball.firmware.sync.source;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Which servers are asked, and for which source: none is asked for two. For any thread. */
final class Claims {

    private final Map<String, String> owners = new HashMap<>();

    /**
     * Has a server for a source, unless another source has it.
     *
     * @param names by which others may know the server
     * @return whether it is the source's
     */
    synchronized boolean claim(String source, Set<String> names) {
        boolean isFree = names.stream()
                .allMatch(name -> owners.getOrDefault(key(name), source).equals(source));
        if (isFree) {
            names.forEach(name -> owners.put(key(name), source));
        }
        return isFree;
    }

    /** A server is asked no more. */
    synchronized void release(String source, Set<String> names) {
        names.forEach(name -> owners.remove(key(name), source));
    }

    /** All that a source has is asked no more. */
    synchronized void release(String source) {
        owners.values().removeIf(source::equals);
    }

    /** The names of servers that others have, in lower case. */
    synchronized Set<String> ofOthers(String source) {
        return owners.entrySet().stream()
                .filter(entry -> !entry.getValue().equals(source))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** Which sources have servers of these names. */
    synchronized Set<String> owners(Set<String> names) {
        return names.stream()
                .map(Claims::key)
                .filter(owners::containsKey)
                .map(name -> owners.getOrDefault(name, ""))
                .collect(Collectors.toSet());
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}

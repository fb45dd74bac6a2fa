package org.timeball.server.state;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Guesses which key was meant by one that is not known. */
final class NearestKey {

    private NearestKey() {}

    /** The known key that the fewest slips of the finger turn into {@code unknown}; nothing if it takes too many. */
    static Optional<String> of(String unknown, Collection<String> known) {
        int most = Math.max(2, unknown.length() / 3);
        return known.stream()
                .filter(key -> distance(unknown, key) <= most)
                .min(Comparator.comparingInt((String key) -> distance(unknown, key))
                        .thenComparing(key -> key));
    }

    /** How many letters must be inserted, removed, exchanged, or swapped with the next one (optimal string alignment). */
    static int distance(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(cost, a, b, i, j);
            }
        }
        return cost[a.length()][b.length()];
    }

    private static int cheapest(int[][] cost, String a, String b, int i, int j) {
        int exchange = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int least = Math.min(cost[i - 1][j - 1] + exchange, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(least, cost[i - 2][j - 2] + 1) : least;
    }
}

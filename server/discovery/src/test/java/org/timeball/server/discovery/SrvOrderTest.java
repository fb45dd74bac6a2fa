package org.timeball.server.discovery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** D7: priorities and weights of RFC 2782, by counting and by going through all lots. */
class SrvOrderTest {

    private static final int DRAWS = 10_000;

    /**
     * Who is drawn first, and how often.
     *
     * @param weights of servers of one priority
     * @param shares  of the draws that each is the first of
     */
    record Shares(List<Integer> weights, List<Double> shares) {}

    /** With a sum of s there are s + 1 lots, of which 0 is for those without weight, if there are any. */
    static final List<Shares> SHARES = List.of(
            new Shares(List.of(1), List.of(1.0)),
            new Shares(List.of(0, 0, 0, 0), List.of(0.25, 0.25, 0.25, 0.25)),
            new Shares(List.of(0, 1, 3), List.of(1 / 5.0, 1 / 5.0, 3 / 5.0)),
            new Shares(List.of(0, 0, 1, 7), List.of(1 / 18.0, 1 / 18.0, 1 / 9.0, 7 / 9.0)),
            // Without one of weight 0 the lot 0 is the first one's, and each is first as often as another.
            new Shares(List.of(10, 1), List.of(10.5 / 12, 1.5 / 12)),
            new Shares(List.of(65_535, 65_535), List.of(0.5, 0.5)),
            new Shares(List.of(0, 65_535), List.of(1 / 65_536.0, 65_535 / 65_536.0)));

    @ParameterizedTest
    @FieldSource("SHARES")
    void drawsEachAsOftenAsItsWeightSays(Shares row) {
        var random = new SplittableRandom(2_782);
        var first = new int[row.weights.size()];
        for (int i = 0; i < DRAWS; i++) {
            first[indexOf(SrvOrder.of(servers(row.weights), random).getFirst())]++;
        }
        for (int i = 0; i < first.length; i++) {
            double expected = row.shares.get(i) * DRAWS;
            // Three standard deviations, and never more than the 5 % of the draws that D7 allows.
            double limit = Math.min(3 * Math.sqrt(expected * (1 - row.shares.get(i))) + 1, 0.05 * DRAWS);
            assertEquals(expected, first[i], limit, "weight " + row.weights.get(i));
        }
    }

    /** Each lot once, without a shuffle: RFC 2782 leaves only the order open in which the running sums are made. */
    @Test
    void givesEachLotToTheFirstWhoseRunningSumReachesIt() {
        var weights = List.of(0, 2, 1, 3);
        var expected = new TreeMap<>(Map.of(0L, 0, 1L, 1, 2L, 1, 3L, 2, 4L, 3, 5L, 3, 6L, 3));
        expected.forEach((lot, index) -> assertEquals(
                index, indexOf(SrvOrder.of(servers(weights), unshuffled(lot)).getFirst()), "lot " + lot));
    }

    @Test
    void drawsTheOthersAmongThemselves() {
        var random = new SplittableRandom(1);
        var second = new int[3];
        for (int i = 0; i < DRAWS; i++) {
            var order = SrvOrder.of(servers(List.of(0, 1, 3)), random);
            if (indexOf(order.getFirst()) == 2) {
                second[indexOf(order.get(1))]++;
            }
        }
        // Left are weights 0 and 1, with a lot each.
        assertEquals(1.0, (double) second[0] / second[1], 0.1);
    }

    @Test
    void triesEveryoneOnceAndPrioritiesInTheirOrder() {
        var random = new SplittableRandom(5);
        for (int i = 0; i < DRAWS; i++) {
            var servers = new ArrayList<DiscoveredServer>();
            int count = random.nextInt(1, 20);
            for (int j = 0; j < count; j++) {
                servers.add(new DiscoveredServer(
                        "h" + j + ".test", 4460, random.nextInt(3), random.nextInt(2) * random.nextInt(65_536)));
            }
            var order = SrvOrder.of(servers, random);

            assertEquals(sorted(servers), sorted(order));
            var priorities = order.stream().map(DiscoveredServer::priority).toList();
            assertEquals(priorities.stream().sorted().toList(), priorities);
        }
    }

    private static List<String> sorted(List<DiscoveredServer> servers) {
        return servers.stream().map(DiscoveredServer::toString).sorted().toList();
    }

    private static List<DiscoveredServer> servers(List<Integer> weights) {
        return IntStream.range(0, weights.size())
                .mapToObj(i -> new DiscoveredServer("h" + i + ".test", 4460, 0, weights.get(i)))
                .toList();
    }

    private static int indexOf(DiscoveredServer server) {
        return Integer.parseInt(server.host().replaceAll("\\D", ""));
    }

    /** Leaves the order as it is, and draws that lot first. */
    private static RandomGenerator unshuffled(long lot) {
        return new RandomGenerator() {
            private boolean isDrawn;

            @Override
            public long nextLong() {
                throw new AssertionError("lots have bounds");
            }

            @Override
            public int nextInt(int bound) {
                return bound - 1; // each changes places with itself
            }

            @Override
            public long nextLong(long bound) {
                long drawn = isDrawn ? 0 : lot;
                isDrawn = true;
                return drawn;
            }
        };
    }

    @Test
    void theTestsOwnShuffleLeavesTheOrder() {
        var list = new ArrayList<>(List.of(1, 2, 3, 4));
        Collections.shuffle(list, unshuffled(0));
        assertEquals(List.of(1, 2, 3, 4), list);
    }
}

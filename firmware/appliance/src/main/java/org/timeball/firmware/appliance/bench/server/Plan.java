package org.timeball.firmware.appliance.bench.server;

import java.util.List;

/**
 * How long and how often is measured.
 *
 * @param rounds        in each of which every server is asked in every mode
 * @param warmUpSeconds of key exchanges before the first round, for compilers to rest; 0 for no warming up at all
 * @param highestRate   at which a search ends, answers a second
 * @param stepSeconds   of one rate of a search, and of a key-exchange run
 * @param offsetSeconds of stamps, at 100 a second
 * @param mixedRequests that a server has answered when its memory is looked at
 * @param collectionSeconds of a steady load in which collections of the heap are counted
 * @param idle          connections that are held while honest ones are made
 */
record Plan(
        int rounds,
        double warmUpSeconds,
        int highestRate,
        double stepSeconds,
        double offsetSeconds,
        int mixedRequests,
        double collectionSeconds,
        int idle) {

    /** Enough to compare with: below seven rounds a median means little. */
    static Plan ofRounds(int rounds) {
        return new Plan(rounds, 20, 3_000_000, 0.7, 5, 1_000_000, 600, 1_000);
    }

    /** Shows that all of it works, and measures nothing worth noting. */
    static Plan brief() {
        return new Plan(1, 0, 4_000, 0.1, 0.3, 10_000, 1, 50);
    }

    /**
     * What the load generator is told beside the mode.
     *
     * @param from     where a search begins, answers a second
     * @param isWarmUp whether this is before the first round
     */
    List<String> arguments(Mode mode, double from, boolean isWarmUp) {
        return switch (mode) {
            // A thousand clients, for a limit on the rate of one would be measured otherwise.
            case NTP, NTS15, NTS30 ->
                List.of(
                        "-r",
                        "max",
                        "-s",
                        "1000",
                        "-t",
                        text(stepSeconds),
                        "-l",
                        Long.toString(Math.round(from)),
                        "-h",
                        Integer.toString(highestRate));
            case KE -> List.of("-t", text(isWarmUp ? warmUpSeconds : 4 * stepSeconds));
            case OFFSET, OFFSET_INTERLEAVED -> List.of("-t", text(offsetSeconds));
        };
    }

    private static String text(double seconds) {
        return Double.toString(seconds);
    }
}

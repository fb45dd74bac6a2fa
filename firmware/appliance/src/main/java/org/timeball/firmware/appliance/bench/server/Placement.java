package org.timeball.firmware.appliance.bench.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Where programs run: the server on one core, the load on another, either of them ahead of the machine's other jobs or
 * not.
 *
 * @param serverCore by the kernel's number
 * @param loaderCore the same
 * @param isRealtime whether both go before everything else ({@code chrt -f 10}), which wants root
 */
record Placement(int serverCore, int loaderCore, boolean isRealtime) {

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String ALLOWED = "Cpus_allowed_list:";

    /**
     * The first two cores that this process may use.
     *
     * @throws BenchException if there is but one: a loader on the server's core measures itself
     */
    static Placement ofThisMachine(boolean isRealtime) throws BenchException {
        try {
            var cores = Files.readAllLines(STATUS).stream()
                    .filter(line -> line.startsWith(ALLOWED))
                    .map(line -> cores(line.substring(ALLOWED.length()).strip()))
                    .findFirst()
                    .orElse(List.of());
            if (cores.size() < 2) {
                throw new BenchException(
                        "bench server needs two cores, one for the server and one for the load, and may" + " use "
                                + cores.size() + "; see taskset -p "
                                + ProcessHandle.current().pid());
            }
            return new Placement(cores.get(0), cores.get(1), isRealtime);
        } catch (IOException refused) {
            throw new BenchException("cannot read " + STATUS + ": " + refused.getMessage(), refused);
        }
    }

    /** The kernel's way of writing a set, such as {@code 0-3,8}. */
    static List<Integer> cores(String list) {
        var cores = new ArrayList<Integer>();
        for (String range : list.split(",")) {
            var ends = range.split("-");
            int last = Integer.parseInt(ends[ends.length - 1]);
            for (int core = Integer.parseInt(ends[0]); core <= last; core++) {
                cores.add(core);
            }
        }
        return cores;
    }

    List<String> ofServer() {
        return on(serverCore);
    }

    List<String> ofLoader() {
        return on(loaderCore);
    }

    private List<String> on(int core) {
        var words = new ArrayList<>(List.of("taskset", "-c", Integer.toString(core)));
        if (isRealtime) {
            words.addAll(List.of("chrt", "-f", "10"));
        }
        return words;
    }
}

package org.timeball.firmware.appliance.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * The server's bench, so short that it measures nothing: that it still builds, starts and asks every server. In full,
 * {@code ./timeball bench server}, it is L1 and L2 of the test catalogue.
 */
@Tag("alone")
@Isolated("it measures")
class ServerBenchIT {

    /** Under load from other jobs; a few seconds when there is none. */
    private static final int SECONDS = 400;

    private static final Pattern OBJECT = Pattern.compile(" *\\{\"server\": \"([^\"]+)\", \"mode\": \"([^\"]+)\","
            + " \"median\": (null|[0-9.]+), \"min\": (?:null|[0-9.]+), \"max\": (?:null|[0-9.]+), \"unit\": \"[^\"]+\","
            + " \"ratio_to_echo\": (null|[0-9.]+), \"ratio_to_chronyd\": (?:null|[0-9.]+)},?");

    private static final Pattern COLLECTIONS = Pattern.compile(
            "(?m)^gc, 4000/s for 1 s +timeball +[0-9.]+ +collections, [0-9,]{4,} answers, [0-9.]+ kB of garbage");

    @Test
    void measuresOursBesideTheYardstick() throws IOException, InterruptedException {
        var finished = brief("--json");
        var objects = finished.output()
                .lines()
                .filter(line -> !line.equals("[") && !line.equals("]"))
                .map(line -> read(line, finished))
                .toList();
        for (String mode : List.of("ntp", "nts15", "nts30", "ke", "offset", "offset-interleaved")) {
            row(objects, "timeball", mode);
        }
        // A rate may be out of reach on a machine that is busy; what is asked slowly is not.
        assertTrue(!row(objects, "timeball", "offset").group(3).equals("null"), finished::all);
        assertTrue(!row(objects, "timeball", "ke").group(3).equals("null"), finished::all);
        assertEquals("1.0000", row(objects, "echod", "offset").group(4));
        assertEquals("null", row(objects, "echod", "ke").group(3));
    }

    /** How many there are is printed and not judged: a second says nothing of ten minutes. */
    @Test
    void countsCollectionsOfTheHeap() throws IOException, InterruptedException {
        var finished = brief("--gc");
        assertTrue(COLLECTIONS.matcher(finished.output()).find(), finished::all);
    }

    private static Launcher.Finished brief(String option) throws IOException, InterruptedException {
        List.of("gcc", "make", "taskset").forEach(Launcher::require);
        var loadgen = Launcher.shared("loadgen/ntpload.c").getParent();
        Assumptions.assumeTrue(
                Runtime.getRuntime().availableProcessors() >= 2, "skipped: server and load want a core each");
        var finished = Launcher.run(
                SECONDS, Launcher.command("bench", "server", "--brief", option, "--loadgen", String.valueOf(loadgen)));
        assertEquals(0, finished.exitCode(), finished::all);
        return finished;
    }

    private static MatchResult read(String line, Launcher.Finished finished) {
        var matcher = OBJECT.matcher(line);
        assertTrue(matcher.matches(), finished::all);
        return matcher.toMatchResult();
    }

    private static MatchResult row(List<MatchResult> objects, String server, String mode) {
        return objects.stream()
                .filter(it -> it.group(1).equals(server) && it.group(2).equals(mode))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no row of " + server + " in " + mode));
    }
}

package org.timeball.firmware.appliance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The whole command's manual, as its package has it. */
class TimeballManualTest {

    @TempDir
    Path folder;

    @Test
    void hasAPageForEachCommandAndNoOther() throws Exception {
        TimeballManual.main(new String[] {folder.toString()});

        var expected = new TreeSet<>(Set.of("timeball.bash"));
        addPages(Timeball.commandLine(), expected);
        try (var files = Files.list(folder)) {
            assertEquals(
                    expected,
                    files.map(file -> file.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new)));
        }
        assertTrue(expected.containsAll(List.of("timeball-tracking.1", "timeball-pool-add.1")), expected::toString);
    }

    @Test
    void bashCompletesOperatorsWords() throws Exception {
        TimeballManual.main(new String[] {folder.toString()});

        var completion = Files.readString(folder.resolve("timeball.bash"));
        for (var word : List.of("tracking", "serverstats", "certificate", "query", "sync")) {
            assertTrue(completion.contains(word), word);
        }
    }

    /** What only a checkout has is no word of an installed command. */
    @Test
    void saysNothingOfCheckouts() throws Exception {
        TimeballManual.main(new String[] {folder.toString()});

        assertTrue(!Files.readString(folder.resolve("timeball.1")).contains("checkout"));
    }

    /** Roff takes a line that begins with a dot for an order; those that are meant as one are known. */
    @Test
    void isNothingButTextToItsReader() throws Exception {
        TimeballManual.main(new String[] {folder.toString()});

        try (var files = Files.list(folder)) {
            for (var page : files.filter(file -> file.toString().endsWith(".1")).toList()) {
                var orders = Files.readString(page)
                        .lines()
                        .filter(line -> line.startsWith("."))
                        .map(line -> line.split(" ")[0])
                        .collect(Collectors.toSet());
                assertTrue(Set.of(".TH", ".SH", ".TP", ".B").containsAll(orders), () -> page + ": " + orders);
            }
        }
    }

    private static void addPages(CommandLine command, Set<String> names) {
        names.add(command.getCommandSpec().qualifiedName("-") + ".1");
        command.getSubcommands().values().forEach(below -> addPages(below, names));
    }
}

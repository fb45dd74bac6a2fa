package org.timeball.firmware.sync.manual;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.timeball.firmware.sync.TimeballSync;

/** The manual, which says what the commands say of themselves. */
class ManualTest {

    @TempDir
    Path folder;

    @Test
    void hasAPageForEachCommandAndWhatBashCompletes() throws Exception {
        Manual.write(folder, TimeballSync.commandLine());

        try (var files = Files.list(folder)) {
            var names = files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
            assertTrue(
                    names.containsAll(Set.of(
                            "timeball.1",
                            "timeball-query.1",
                            "timeball-nts.1",
                            "timeball-nts-check.1",
                            "timeball.bash")),
                    names::toString);
        }
        assertTrue(Files.readString(folder.resolve("timeball.bash")).contains("--nts"));
    }

    @Test
    void saysAllWordsOfACommandAndHowItEnds() {
        var query = TimeballSync.commandLine("query").getSubcommands().get("query");

        var page = ManualPage.text(query);

        for (var option : query.getCommandSpec().options()) {
            assertTrue(page.contains(option.longestName().replace("-", "\\-")), () -> option + " is not in " + page);
        }
        assertTrue(page.contains(".SH EXIT STATUS\n.TP\n.B 0\nall told the time, or as many as were wanted\n"), page);
        assertTrue(page.contains("timeball\\-query \\- Asks servers for the time\n"), page);
    }

    /** A line that begins with a dot is an order to roff, and a bare dash no dash that can be copied. */
    @Test
    void isNothingButTextToItsReader() {
        var page = ManualPage.text(TimeballSync.commandLine());

        for (var line : page.lines().toList()) {
            assertFalse(line.matches("[^.].*(?<!\\\\)-.*"), () -> "a bare dash in: " + line);
        }
        assertEquals(
                Set.of(".TH", ".SH", ".TP", ".B"),
                page.lines()
                        .filter(line -> line.startsWith("."))
                        .map(line -> line.split(" ")[0])
                        .collect(Collectors.toSet()));
    }
}

package org.timeball.server.state.edit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.timeball.server.state.ConfigException;
import org.timeball.server.state.ConfigReader;

/** The words about the settings are the manual's, and there are some for each setting that is known. */
class SettingSheetTest {

    @Test
    void theManualHasTheSameLines() throws Exception {
        String manual = Files.readString(Path.of("../../docs/configuration.md"));
        assertTrue(
                manual.contains("```toml\n" + SettingMeanings.text() + "```"),
                "docs/configuration.md and settings.toml tell different things");
    }

    /** A section as the reader knows it: a key that is not known is answered by all that are. */
    record Known(String section, String text) {
        @Override
        public String toString() {
            return section.isEmpty() ? "top" : section;
        }
    }

    private static final String UNKNOWN = "qqq = 1\n";

    static final List<Known> KNOWN = List.of(
            new Known("", UNKNOWN),
            new Known("clock", "[clock]\n" + UNKNOWN),
            new Known("receiver", "[receiver]\n" + UNKNOWN),
            new Known("source", "[[source]]\nhost = \"a.example\"\n" + UNKNOWN),
            new Known("source", "[[source]]\npool = \"a.example\"\n" + UNKNOWN),
            new Known("source", "[[source]]\nsrv = \"a.example\"\n" + UNKNOWN),
            new Known("sources", "[sources]\n" + UNKNOWN),
            new Known("board", "[board]\n" + UNKNOWN),
            new Known("leap", "[leap]\n" + UNKNOWN),
            new Known("server", "[[server]]\nlisten = \"127.0.0.1:1\"\n" + UNKNOWN),
            new Known("ntp", "[ntp]\n" + UNKNOWN),
            new Known("nts-ke-server", "[[nts-ke-server]]\nlisten = \"127.0.0.1:1\"\n" + UNKNOWN),
            new Known(
                    "certificate",
                    "[[certificate]]\nname = \"a\"\nfrom = \"own-ca\"\nhost-names = [\"a\"]\n" + UNKNOWN),
            new Known(
                    "certificate", "[[certificate]]\nname = \"a\"\nfrom = \"acme\"\nhost-names = [\"a\"]\n" + UNKNOWN),
            new Known("own-ca", "[own-ca]\n" + UNKNOWN),
            new Known("pool", "[[pool]]\nname = \"a\"\n" + UNKNOWN),
            new Known("keyset", "[keyset]\n" + UNKNOWN),
            new Known("nts", "[nts]\n" + UNKNOWN),
            new Known("web", "[web]\n" + UNKNOWN));

    @ParameterizedTest
    @FieldSource("KNOWN")
    void saysWhatEachKeyMeans(Known row) {
        var refused =
                assertThrows(ConfigException.class, () -> ConfigReader.parse("a.toml", "schema = 1\n" + row.text));
        var known = refused.problems().stream()
                .filter(problem -> problem.problem().endsWith("qqq is not a known key"))
                .map(ConfigException.Problem::advice)
                .findFirst()
                .orElseThrow();
        var keys = new TreeSet<>(List.of(known.replace("known here: ", "").split(", ")));
        var told = SettingMeanings.all();
        for (String key : keys) {
            boolean isSection = told.stream()
                    .anyMatch(section -> section.name().equals(row.section.isEmpty() ? key : row.section + "." + key));
            var words = told.stream()
                    .filter(section -> section.name().equals(row.section))
                    .flatMap(section -> section.key(key).stream())
                    .findFirst();
            assertTrue(isSection || words.isPresent(), row.section + "." + key + " is nowhere explained");
        }
    }

    @Test
    void hasWhatTheFileSaysAndWhatItLeavesOut() {
        var sheet = SettingSheet.of("""
                schema = 1
                [ntp]
                burst = 8
                brust = 9
                [[server]]
                listen = "0.0.0.0:123"
                [[server]]
                listen = "[::]:123"
                """);

        var titles = sheet.parts().stream().map(SettingSheet.Part::title).toList();
        assertTrue(
                titles.containsAll(List.of("At the top", "[ntp]", "[[server]] 1 of 2", "[[server]] 2 of 2", "[web]")),
                titles.toString());
        var ntp = part(sheet, "[ntp]");
        assertEquals("8", row(ntp, "burst").value());
        assertTrue(row(ntp, "burst").meaning().startsWith("of one client at once, 1 to 1000000"));
        assertFalse(row(ntp, "deny-kiss").isSaid());
        assertEquals("is not known here", row(ntp, "brust").meaning());
        assertEquals(
                "\"[::]:123\"", row(part(sheet, "[[server]] 2 of 2"), "listen").value());
        assertFalse(part(sheet, "[web]").isSaid());
        assertTrue(row(part(sheet, "[clock]"), "systematic-error-seconds")
                .meaning()
                .contains("both: the defaults"));
    }

    private static SettingSheet.Part part(SettingSheet sheet, String title) {
        return sheet.parts().stream()
                .filter(part -> part.title().equals(title))
                .findFirst()
                .orElseThrow();
    }

    private static SettingSheet.Row row(SettingSheet.Part part, String key) {
        return part.rows().stream()
                .filter(row -> row.key().equals(key))
                .findFirst()
                .orElseThrow();
    }
}

package org.timeball.firmware.appliance.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What of a configuration may be given away. */
class RedactedConfigurationTest {

    record Row(String line, String shown) {
        @Override
        public String toString() {
            return line;
        }
    }

    static final List<Row> ROWS = List.of(
            new Row("schema = 1", "schema = 1\n"),
            new Row("[[server]] # ours", "[[server]]\n"),
            new Row("  listen = \"0.0.0.0:123\" # all", "listen = \"0.0.0.0:123\"\n"),
            new Row("steer = true", "steer = true\n"),
            new Row("holdover-limit-seconds = 1.0e-3", "holdover-limit-seconds = 1.0e-3\n"),
            new Row("pulse = \"/dev/pps0\"", "pulse = \"/dev/pps0\"\n"),
            new Row("e-mail = \"me@example.org\"", "e-mail = (left out)\n"),
            new Row("host-names = [\"a\",", "host-names = (left out)\n"),
            new Row("  \"b\"]", ""),
            new Row("mode = 'literal'", "mode = (left out)\n"),
            new Row("mode = \"a\\\"b\"", "mode = (left out)\n"),
            new Row("mode = \"kernel\" eab-key = \"x\"", "mode = (left out)\n"),
            new Row("# a note", ""),
            new Row("", ""),
            new Row("not TOML at all", ""),
            new Row("\"quoted key\" = \"x\"", ""),
            new Row("a = { b = \"c\" }", "a = (left out)\n"));

    @ParameterizedTest
    @FieldSource("ROWS")
    void showsKeysAndWhatIsNoText(Row row) {
        assertEquals(row.shown, RedactedConfiguration.of(row.line));
    }

    @Test
    void showsNoValueBesideATextOfSeveralLines() {
        var shown = RedactedConfiguration.of("port = 7\nnote = \"\"\"\nlisten = \"secret\"\n\"\"\"\n");
        assertEquals("port = (left out)\nnote = (left out)\nlisten = (left out)\n", shown);
    }

    private static final List<String> KEYS = List.of(
            "e-mail",
            "eab-key-id",
            "tsig-key",
            "name",
            "host",
            "site",
            "shared-secret-path",
            "directory",
            "password",
            "token");

    private static final List<String> SHAPES = List.of(
            "%s = \"%s\"", "%s = '%s'", "%s = [\"%s\"]", "# %s = \"%s\"", "%s = \"x\" # %s", "%s.%s = 1", "%s %s");

    /** Whatever is written where, a secret of letters is not shown, but for the words of the few keys that have words. */
    @Test
    void showsNoSecretWhereverItStands() {
        var random = new Random(20_271);
        for (int i = 0; i < 20_000; i++) {
            var secret = "zq" + Long.toString(random.nextLong() >>> 1, 36);
            var line =
                    SHAPES.get(random.nextInt(SHAPES.size())).formatted(KEYS.get(random.nextInt(KEYS.size())), secret);
            var shown = RedactedConfiguration.of("schema = 1\n" + line + "\nsteer = false\n");
            assertFalse(shown.contains(secret), line);
            assertTrue(shown.endsWith("steer = false\n"), line);
        }
    }
}

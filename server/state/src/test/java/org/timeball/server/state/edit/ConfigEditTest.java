package org.timeball.server.state.edit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** A setting is written into an operator's text, and nothing else in it moves. */
class ConfigEditTest {

    private static final String TEXT = """
            # the harbour's clock
            schema = 1

            [ntp]           # who is answered
            burst = 50      # as the pool wants it
            deny = [
              "192.0.2.0/24", # a neighbour ] with "quotes"
            ]

            [[server]]
            listen = "0.0.0.0:123"
            """;

    record Edit(String name, String section, String key, String value, String from, String to) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Edit> EDITS = List.of(
            new Edit("a value before a comment", "ntp", "burst", "8", "burst = 50 ", "burst = 8 "),
            new Edit(
                    "a value of several lines",
                    "ntp",
                    "deny",
                    "[]",
                    "deny = [\n  \"192.0.2.0/24\", # a neighbour ] with \"quotes\"\n]",
                    "deny = []"),
            new Edit(
                    "a key that was not there",
                    "ntp",
                    "rate-kiss",
                    "false",
                    "[ntp]           # who is answered\n",
                    "[ntp]           # who is answered\nrate-kiss = false\n"),
            new Edit(
                    "a section that was not there",
                    "web",
                    "public-page",
                    "true",
                    "listen = \"0.0.0.0:123\"\n",
                    "listen = \"0.0.0.0:123\"\n\n[web]\npublic-page = true\n"),
            new Edit(
                    "a key at the top",
                    "",
                    "warm-up-seconds",
                    "0",
                    "schema = 1\n",
                    "schema = 1\nwarm-up-seconds = 0\n"));

    @ParameterizedTest
    @FieldSource("EDITS")
    void changesOneThing(Edit row) {
        String changed =
                new ConfigEdit(TEXT).with(row.section, row.key, row.value).text();

        assertEquals(TEXT.replace(row.from, row.to), changed);
        assertEquals(
                changed,
                new ConfigEdit(changed).with(row.section, row.key, row.value).text(),
                "twice is once");
    }

    /** Strings of all four kinds hold what ends a value elsewhere. */
    @Test
    void knowsWhereAValueEnds() {
        for (String value : List.of(
                "\"a # \\\" ]\"",
                "'a # \\'",
                "\"\"\"a\n# \"\" \\\"\"\" b\"\"\"",
                "'''a\n] '' '''",
                "{ b = 1 }",
                "[[1, 2], [3]]")) {
            String text = "schema = 1\n[x]\na = " + value + " # the end\nb = 2\n";
            assertEquals(
                    "schema = 1\n[x]\na = 7 # the end\nb = 2\n",
                    new ConfigEdit(text).with("x", "a", "7").text(),
                    value);
        }
        assertEquals(
                "x = { a = 7, b = 2 }\n",
                new ConfigEdit("x = { a = 1, b = 2 }\n").with("x", "a", "7").text());
        assertEquals(
                "x.a = 7\n", new ConfigEdit("x.a = 1\n").with("x", "a", "7").text());
    }

    @Test
    void leavesAloneWhatItCannotChangeSafely() {
        var several = new ConfigEdit(TEXT);
        assertThrows(IllegalArgumentException.class, () -> several.with("server", "listen", "1"));
        var broken = new ConfigEdit("schema = \n");
        assertThrows(IllegalArgumentException.class, () -> broken.with("", "schema", "1"));
        var disguised = new ConfigEdit("schema = 1\na = \"\"\"\n[x]\n\"\"\"\n[x ]\n");
        assertThrows(IllegalArgumentException.class, () -> disguised.with("x", "b", "1"));
        var injected = new ConfigEdit("schema = 1\n");
        assertThrows(IllegalArgumentException.class, () -> injected.with("ntp", "burst", "1\n[x]"));
    }

    @Test
    void takesALineOutAndNothingElse() {
        String text = "[a]\nx = 1\npassword = \"s # 3\" # once\n# more\n[b]\nx = 1";
        assertEquals(
                "[a]\nx = 1\n# more\n[b]\nx = 1",
                new ConfigEdit(text).without("a", "password").text());
        assertEquals(text, new ConfigEdit(text).without("c", "x").text());
        assertEquals("[a]\n", new ConfigEdit("[a]\nx = 1").without("a", "x").text());
        var inline = new ConfigEdit("a = { password = 1, b = 2 }\n");
        assertEquals("", inline.without("a", "password").text(), "what stands beside a secret goes with it");
    }

    @Test
    void quotesWhatSomebodyTyped() {
        String hostile = "a\"\\\n[x]\u0007";
        var text = new ConfigEdit("schema = 1\n")
                .with("web", "host-names", ConfigEdit.quoted(List.of(hostile, "b")))
                .text();
        assertEquals("schema = 1\n\n[web]\nhost-names = [\"a\\\"\\\\\\u000A[x]\\u0007\", \"b\"]\n", text);
    }

    @Test
    void tellsADifferenceAsDiffDoes() {
        assertEquals(List.of(), TextDifference.of(TEXT, TEXT));
        assertEquals(
                List.of(
                        "@@ -2,7 +2,7 @@",
                        " schema = 1",
                        " ",
                        " [ntp]           # who is answered",
                        "-burst = 50      # as the pool wants it",
                        "+burst = 8      # as the pool wants it",
                        " deny = [",
                        "   \"192.0.2.0/24\", # a neighbour ] with \"quotes\"",
                        " ]"),
                TextDifference.of(TEXT, TEXT.replace("50", "8")));
        assertEquals(List.of("@@ -0,0 +1,1 @@", "+a"), TextDifference.of("", "a\n"));
    }

    /** In time by the square it would take a minute. */
    @Test
    void tellsTextsThatHaveLittleInCommonAsOnePiece() {
        var difference = TextDifference.of("x\n" + "a\n".repeat(12_000) + "y\n", "x\n" + "b\n".repeat(12_000) + "y\n");
        assertEquals(List.of("@@ -1,12002 +1,12002 @@", " x", "-a"), difference.subList(0, 3));
        assertEquals(List.of("+b", " y"), difference.subList(difference.size() - 2, difference.size()));
        assertEquals(24_003, difference.size());
    }
}

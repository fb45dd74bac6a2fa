package org.timeball.firmware.appliance.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.List;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/** Every rule that {@code docs/conformance.md} says we keep has a test that is there and runs; and this is a test of that. */
class ConformanceTest {

    private static List<String> document() throws IOException {
        return Files.readAllLines(Checkout.HOME.resolve("docs/conformance.md"));
    }

    @Test
    void everyRuleThatBindsTheServerHasATestThatRuns() throws IOException {
        assertEquals(List.of(), ConformanceDocument.complaints(document(), TestMethods.ofCheckout()));
    }

    /** So that a table cannot go unnoticed; the numbers are what the RFCs' texts hold. */
    @ParameterizedTest
    @CsvSource({"8915, 70, 45", "5905, 20, 6", "7822, 7, 0", "8633, 10, 6", "9769, 10, 6"})
    void holdsTheRulesOfEach(String rfc, long leastKept, long leastOfClients) throws IOException {
        var counts = ConformanceDocument.counts(document(), rfc);
        System.out.printf("docs/conformance.md: RFC %s: %s%n", rfc, counts);
        assertTrue(counts.getOrDefault(ConformanceDocument.Kind.KEPT, 0L) >= leastKept, counts::toString);
        assertTrue(counts.getOrDefault(ConformanceDocument.Kind.CLIENT, 0L) >= leastOfClients, counts::toString);
    }

    /** A document in which nothing is wrong; a row below replaces one of its lines. */
    private static final List<String> GOOD = """
            # Conformance
            ## Binds the server
            | rule | level | what it asks | binds | proof |
            |---|---|---|---|---|
            | 8915-4-1 | MUST | one thing | server | `GoodTest.holds`, `GoodTest.holdsForEach` |
            | 8915-4-2 | SHOULD NOT | another | both | `GoodTest.holds` |
            ## Deliberately otherwise
            | rule | level | what it asks | why | proof |
            |---|---|---|---|---|
            | 8915-4-3 | SHOULD | a third | it is a pity | |
            ## Binds the client; comes with it
            | rule | level | what it asks |
            |---|---|---|
            | 8915-4-4 | MUST | a fourth |
            ## Byte vectors
            | vector | what | proof |
            |---|---|---|
            | V1 | some bytes | `GoodTest.holds` |
            """.lines().toList();

    private static final String SOURCES = """
            class GoodTest {
                @Test void holds() {}
                @ParameterizedTest @ValueSource(ints = 1) void holdsForEach(int i) {}
                void isNone() {}
                // @Test void isCommentedOut() {}
                @Test @Disabled("for now") void isDisabled() {}
                @Test @org.junit.jupiter.api.condition.EnabledOnOs(OS.MAC) void isOfAnotherSystem() {}
            }
            @Disabled class OffTest {
                @Test void holds() {}
            }
            class A { static class TwinTest { @Test void holds() {} } }
            class B { static class TwinTest { @Test void holds() {} } }
            """;

    /** A line, by its number, what stands in its place, and the first complaint about that. */
    record Break(String name, int line, String instead, String complaint) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Break> BREAKS = List.of(
            kept("no test", "server", "", "line 6: 8915-4-2 has no test"),
            kept(
                    "no such class",
                    "server",
                    "`NoTest.holds`",
                    "line 6: 8915-4-2: there is no class NoTest among the tests"),
            kept("no such method", "server", "`GoodTest.hold`", "line 6: 8915-4-2: there is no GoodTest.hold"),
            kept("no test method", "server", "`GoodTest.isNone`", "line 6: 8915-4-2: GoodTest.isNone is no test"),
            kept(
                    "commented out",
                    "server",
                    "`GoodTest.isCommentedOut`",
                    "line 6: 8915-4-2: there is no GoodTest.isCommentedOut"),
            kept("disabled", "both", "`GoodTest.isDisabled`", "line 6: 8915-4-2: GoodTest.isDisabled is disabled"),
            kept(
                    "disabled here",
                    "both",
                    "`GoodTest.holds`, `GoodTest.isOfAnotherSystem`",
                    "line 6: 8915-4-2: GoodTest.isOfAnotherSystem is disabled"),
            kept("disabled with its class", "both", "`OffTest.holds`", "line 6: 8915-4-2: OffTest.holds is disabled"),
            kept("a name of two", "both", "`TwinTest.holds`", "line 6: 8915-4-2: there are several classes TwinTest"),
            kept("no method named", "both", "`GoodTest`", "line 6: 8915-4-2: `GoodTest` is no name of a test"),
            kept(
                    "words for a test",
                    "both",
                    "seen by eye",
                    "line 6: 8915-4-2 names its tests as `Class.method`, with commas between them"),
            kept("binds nobody", "us", "`GoodTest.holds`", "line 6: 8915-4-2 binds the server or both, not \"us\""),
            new Break(
                    "a cell too few",
                    6,
                    "| 8915-4-2 | SHOULD | another | `GoodTest.holds` |",
                    "line 6: a row of \"Binds the server\" has 5 cells"),
            new Break(
                    "a row without its bar",
                    6,
                    "8915-4-2 | SHOULD | another | both | `GoodTest.holds` |",
                    "line 6: looks like a rule and stands in no table"),
            new Break(
                    "no level",
                    6,
                    "| 8915-4-2 | OUGHT | another | both | `GoodTest.holds` |",
                    "line 6: OUGHT is no level"),
            new Break(
                    "no text",
                    6,
                    "| 8915-4-2 | SHOULD | | both | `GoodTest.holds` |",
                    "line 6: 8915-4-2 has an empty cell"),
            new Break(
                    "another RFC",
                    6,
                    "| 2549-4-2 | SHOULD | another | both | `GoodTest.holds` |",
                    "line 6: 2549-4-2 is no number of a rule"),
            new Break(
                    "a number twice",
                    6,
                    "| 8915-4-1 | SHOULD | another | both | `GoodTest.holds` |",
                    "line 6: 8915-4-1 is there twice"),
            new Break("a rule lost", 6, "", "8915 4: there is no number 2"),
            new Break("no reason", 10, "| 8915-4-3 | SHOULD | a third | | |", "line 10: 8915-4-3 has an empty cell"),
            new Break(
                    "a test that is not there, for what is done otherwise",
                    10,
                    "| 8915-4-3 | SHOULD | a third | it is a pity | `GoodTest.no` |",
                    "line 10: 8915-4-3: there is no GoodTest.no"),
            new Break(
                    "a client that pretends",
                    14,
                    "| 8915-4-4 | MUST | a fourth | `GoodTest.holds` |",
                    "line 14: a row of \"Binds the client; comes with it\" has 3 cells"),
            new Break("a vector without a test", 18, "| V1 | some bytes | |", "line 18: V1 has no test"));

    private static Break kept(String name, String binds, String proof, String complaint) {
        return new Break(name, 6, "| 8915-4-2 | SHOULD NOT | another | " + binds + " | " + proof + " |", complaint);
    }

    private static TestMethods sample() throws IOException {
        return TestMethods.of(
                List.of(new SimpleJavaFileObject(URI.create("string:///Sample.java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoresEncodingErrors) {
                        return SOURCES;
                    }
                }));
    }

    @Test
    void findsNothingWrongWithWhatIsRight() throws IOException {
        assertEquals(List.of(), ConformanceDocument.complaints(GOOD, sample()));
    }

    @ParameterizedTest
    @FieldSource("BREAKS")
    void findsWhatIsWrong(Break row) throws IOException {
        var broken = new java.util.ArrayList<>(GOOD);
        broken.set(row.line - 1, row.instead);

        var complaints = ConformanceDocument.complaints(broken, sample());

        assertTrue(!complaints.isEmpty() && complaints.getFirst().equals(row.complaint), complaints::toString);
    }
}

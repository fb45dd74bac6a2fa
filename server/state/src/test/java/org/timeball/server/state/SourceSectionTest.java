package org.timeball.server.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.timeball.server.state.ConfigTexts.LEAST;
import static org.timeball.server.state.ConfigTexts.NAME;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Servers that are asked: {@code [[source]]} and {@code [sources]}. */
class SourceSectionTest {

    /** One mistake added to a file that was right, and what is said of it. */
    record Mistake(String added, String problem, String advice) {
        @Override
        public String toString() {
            return added.strip();
        }
    }

    private static final String ONE = "[[source]]\nhost = \"a.example.org\"\n";

    static final List<Mistake> MISTAKES = List.of(
            new Mistake(
                    "[[source]]\nport = 123",
                    "source.host is missing",
                    "write under [source]: host = \"time.example.org\""),
            new Mistake(
                    "[[source]]\nhost = \"a b\"", "source.host: \"a b\" is no name and no address", HostName.ADVICE),
            new Mistake(
                    "[[source]]\nhost = \"a.example.org:123\"",
                    "source.host: \"a.example.org:123\" is no name and no address",
                    HostName.ADVICE),
            new Mistake(
                    ONE + "[[source]]\nhost = \"A.example.org\"",
                    "source.host: A.example.org is a source already",
                    "leave one of the two out"),
            new Mistake(ONE + "port = 0", "source.port: 0 is out of range 1..65535 (port)", "write 1"),
            new Mistake(
                    ONE + "family = \"ipv5\"",
                    "source.family: \"ipv5\" is none of them",
                    "write one of \"any\", \"ipv4\", \"ipv6\""),
            new Mistake(
                    ONE + "nts = false\nca-path = \"ca.pem\"",
                    "source.ca-path: nothing is proven with nts = false",
                    "leave this line out, or write nts = true"),
            new Mistake(
                    ONE + "aead = [15, 99]",
                    "source.aead: not all are algorithms that are known here",
                    "write 15, 16, 17 and 30, each once"),
            new Mistake(
                    ONE + "aead = []",
                    "source.aead: nothing is offered",
                    "write aead = [30, 15], or leave this line out"),
            new Mistake(
                    ONE + "shortest-poll-seconds = 100",
                    "source.shortest-poll-seconds: 100 is no power of two",
                    "write 64 or 128"),
            new Mistake(
                    ONE + "shortest-poll-seconds = 16",
                    "source.shortest-poll-seconds: 16 is out of range 32..2048 (seconds)",
                    "write 32"),
            new Mistake(
                    ONE + "shortest-poll-seconds = 256\nlongest-poll-seconds = 128",
                    "source.longest-poll-seconds: 128 is less than the shortest, 256",
                    "write 256 or more"),
            new Mistake(ONE + "prot = 3", "source.prot is not a known key", "did you mean port?"),
            new Mistake(
                    ONE + "[sources]\nminimum-agreeing-sources = 2",
                    "sources.minimum-agreeing-sources: 2 of 1 sources cannot agree",
                    "write at most 1, or name more sources"),
            new Mistake(
                    ONE + "[sources]\nlargest-step-seconds = 0",
                    "sources.largest-step-seconds: 0 is out of range 0.001..1000 (seconds)",
                    "write 0.001"));

    @ParameterizedTest
    @FieldSource("MISTAKES")
    void saysWhatIsWrong(Mistake row) {
        var mistaken = assertThrows(ConfigException.class, () -> ConfigReader.parse(NAME, LEAST + row.added + "\n"));

        assertEquals(1, mistaken.problems().size(), mistaken::getMessage);
        var problem = mistaken.problems().getFirst();
        assertEquals(row.problem, problem.problem());
        assertEquals(row.advice, problem.advice());
    }

    @Test
    void seventeenAreTooMany() {
        var many = new StringBuilder(LEAST);
        for (int i = 0; i < 17; i++) {
            many.append("[[source]]\nhost = \"192.0.2.").append(i).append("\"\n");
        }
        var mistaken = assertThrows(ConfigException.class, () -> ConfigReader.parse(NAME, many.toString()));
        assertEquals(
                "source: 17 sources, at most 16 are asked",
                mistaken.problems().getFirst().problem());
    }

    @Test
    void withoutAReceiverSomethingElseTellsTheTime() {
        var text = LEAST.replace("port = \"/dev/ttyAMA0\"", "use = false");
        var mistaken = assertThrows(ConfigException.class, () -> ConfigReader.parse(NAME, text));
        assertEquals(
                "receiver.use: nothing else tells the time",
                mistaken.problems().getFirst().problem());
    }

    @Test
    void namesASourceWithItsPortWhereThatIsNotTheUsualOne() {
        var plain = new SourceSettings.None();
        var any = SourceSettings.Family.ANY;
        assertEquals("a.example.org", new SourceSettings("a.example.org", 123, plain, any, 5, 11).name());
        assertEquals("[2001:db8::1]:124", new SourceSettings("2001:db8::1", 124, plain, any, 5, 11).name());
    }
}

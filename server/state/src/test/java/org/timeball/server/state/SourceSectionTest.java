package org.timeball.server.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.timeball.server.state.ConfigTexts.LEAST;
import static org.timeball.server.state.ConfigTexts.NAME;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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
            new Mistake(
                    ONE + "srv = \"example.org\"",
                    "source.host: the source is named by srv already",
                    "leave one of the two out"),
            new Mistake(
                    "[[source]]\npool = \"a.example.org\"\nsrv = \"example.org\"",
                    "source.pool: the source is named by srv already",
                    "leave one of the two out"),
            new Mistake(
                    ONE + "[[source]]\nsrv = \"A.example.org\"",
                    "source.srv: A.example.org is a source already",
                    "leave one of the two out"),
            new Mistake(
                    "[[source]]\nsrv = \"192.0.2.1\"",
                    "source.srv: 192.0.2.1 is an address, which has no records",
                    "write a domain, as \"example.org\""),
            new Mistake(
                    "[[source]]\nsrv = \"example.org\"\nport = 4460",
                    "source.port: the records of a domain name each server's port",
                    "leave this line out"),
            new Mistake(
                    "[[source]]\npool = \"example.org\"\nnts = false",
                    "source.nts: a pool's servers are found by exchanging keys",
                    "leave this line out"),
            new Mistake(ONE + "count = 2", "source.count: host is one server", "leave this line out"),
            new Mistake(
                    "[[source]]\npool = \"example.org\"\ncount = 17",
                    "source.count: 17 is out of range 1..16 (sources)",
                    "write 16"),
            new Mistake(
                    "[[source]]\npool = \"example.org\"\ntrust-resolver = true",
                    "source.trust-resolver: only a source that is named by srv has records to be looked up",
                    "leave this line out"),
            new Mistake(
                    "[[source]]\nsrv = \"example.org\"\nresolvers = [\"dns.example.org\"]",
                    "source.resolvers: \"dns.example.org\" is no address",
                    "write numbers, as \"192.0.2.53\", \"192.0.2.53:5353\" or \"[2001:db8::53]:5353\""),
            new Mistake(
                    "[[source]]\nsrv = \"example.org\"\nresolvers = [\"192.0.2.53:0\"]",
                    "source.resolvers: \"192.0.2.53:0\" is no address",
                    "write numbers, as \"192.0.2.53\", \"192.0.2.53:5353\" or \"[2001:db8::53]:5353\""),
            new Mistake(
                    "[[source]]\nsrv = \"example.org\"\nresolvers = [\"192.0.2.53\"]\ntrust-resolver = true",
                    "source.resolvers: 192.0.2.53 is not on this machine, so anybody on the way could say for it that an"
                            + " answer is signed",
                    "leave out trust-resolver, or name a resolver at 127.0.0.1 or [::1]"),
            new Mistake(
                    "[[source]]\nsrv = \"example.org\"\ntrust-resolver = true\ntrust-anchors-path = \"/etc/passwd\"",
                    "source.trust-anchors-path: nothing is checked here with trust-resolver = true",
                    "leave one of the two lines out"),
            new Mistake(
                    "[[source]]\nsrv = \"example.org\"\n[sources]\nminimum-agreeing-sources = 5",
                    "sources.minimum-agreeing-sources: 5 of 4 sources cannot agree",
                    "write at most 4, or name more sources"),
            new Mistake(
                    "[[source]]\nsrv = \"example.org\"\ncount = 9\n[[source]]\npool = \"a.example.org\"\ncount = 8",
                    "source: 17 sources, at most 16 are asked",
                    "leave some out, or write a smaller count for those that are pools"),
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
    void readsPoolsOfBothKinds() throws ConfigException {
        var config = ConfigReader.parse(NAME, LEAST + """
                [[source]]
                srv = "example.org"
                resolvers = ["127.0.0.1", "::1", "127.0.0.1:5353", "[::1]:5353"]
                trust-resolver = true
                family = "ipv4"

                [[source]]
                pool = "time.example.org"
                port = 4461
                count = 2
                """);

        var proven = new SourceSettings.ByNts(Optional.empty(), List.of());
        var here = new NameTrust(
                List.of(
                        new InetSocketAddress("127.0.0.1", 53),
                        new InetSocketAddress("::1", 53),
                        new InetSocketAddress("127.0.0.1", 5353),
                        new InetSocketAddress("::1", 5353)),
                Optional.empty(),
                true);
        assertEquals(
                List.of(
                        new SourceSettings(
                                "example.org",
                                4460,
                                new SourceMembers.OfDomain(4, here),
                                proven,
                                SourceSettings.Family.IPV4,
                                5,
                                11),
                        new SourceSettings(
                                "time.example.org",
                                4461,
                                new SourceMembers.OfBalancer(2),
                                proven,
                                SourceSettings.Family.ANY,
                                5,
                                11)),
                config.sources().asked());
        assertEquals(6, SourceSection.mostAsked(config.sources().asked()));
    }

    @Test
    void nobodyBelievesWhatCanBeForged() {
        var elsewhere = List.of(new InetSocketAddress("192.0.2.53", 53));
        var file = Optional.of(Path.of("anchors"));
        assertThrows(IllegalArgumentException.class, () -> new NameTrust(elsewhere, Optional.empty(), true));
        assertThrows(IllegalArgumentException.class, () -> new NameTrust(List.of(), file, true));
        assertThrows(IllegalArgumentException.class, () -> new SourceMembers.OfDomain(17, NameTrust.USUAL));
        assertThrows(IllegalArgumentException.class, () -> new SourceMembers.OfBalancer(0));
        assertThrows(
                IllegalArgumentException.class,
                () -> new SourceSettings(
                        "a",
                        123,
                        new SourceMembers.OfBalancer(1),
                        new SourceSettings.None(),
                        SourceSettings.Family.ANY,
                        5,
                        11));
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

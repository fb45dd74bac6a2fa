package org.timeball.firmware.sync.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.timeball.server.state.ConfigException;
import org.timeball.server.state.SourceSettings;

class SyncConfigReaderTest {

    private static final String NAME = "/etc/timeball/sync.toml";
    private static final String LEAST = "schema = 1\n[[source]]\nhost = \"time.example.org\"\n";

    @Test
    void aSourceIsAllThatItWants() throws ConfigException {
        var expected = new SourceSettings(
                "time.example.org",
                4460,
                new SourceSettings.ByNts(Optional.empty(), List.of()),
                SourceSettings.Family.ANY,
                5,
                11);
        assertEquals(
                new SyncConfig(
                        Path.of("/var/lib/timeball-sync"),
                        Path.of("/run/timeball/control.sock"),
                        false,
                        1,
                        List.of(expected)),
                SyncConfigReader.parse(NAME, LEAST));
    }

    @Test
    void readsAllThatItKnows(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("ca.pem"), "");
        var config = SyncConfigReader.parse(folder.resolve("sync.toml").toString(), """
                schema = 1
                state-directory = "state"
                control-socket = "/run/other.sock"
                steer = true
                minimum-agreeing-sources = 2
                [[source]]
                host = "2001:db8::1"
                port = 4461
                ca-path = "ca.pem"
                aead = [17, 15]
                family = "ipv6"
                shortest-poll-seconds = 64
                longest-poll-seconds = 1024
                [[source]]
                host = "192.0.2.1"
                nts = false
                """);

        var proven = new SourceSettings.ByNts(Optional.of(folder.resolve("ca.pem")), List.of(17, 15));
        assertEquals(
                new SyncConfig(
                        folder.resolve("state"),
                        Path.of("/run/other.sock"),
                        true,
                        2,
                        List.of(
                                new SourceSettings("2001:db8::1", 4461, proven, SourceSettings.Family.IPV6, 6, 10),
                                new SourceSettings(
                                        "192.0.2.1",
                                        123,
                                        new SourceSettings.None(),
                                        SourceSettings.Family.ANY,
                                        5,
                                        11))),
                config);
        assertEquals(5, config.shortestPollLog2());
        assertEquals(11, config.longestPollLog2());
        assertEquals(
                List.of("[2001:db8::1]:4461", "192.0.2.1"),
                config.sources().stream().map(SourceSettings::name).toList());
    }

    /** One mistake and what is said of it. */
    record Mistake(String toml, String said) {
        @Override
        public String toString() {
            return toml.replace('\n', ' ');
        }
    }

    static final List<Mistake> MISTAKES = List.of(
            new Mistake("schema = 1\n", """
                    /etc/timeball/sync.toml: source is missing
                      write at the top: source = [{ host = "time.example.org" }]"""),
            new Mistake("schema = 1\n[[source]]\n", """
                    /etc/timeball/sync.toml:2:1: source.host is missing
                      [[source]]
                      ^ write under [source]: host = "time.example.org\""""),
            new Mistake(LEAST.replace("time.example.org", "time.example.org:4460"), """
                    /etc/timeball/sync.toml:3:8: source.host: "time.example.org:4460" is no name and no address
                      host = "time.example.org:4460"
                             ^ write a name, as "time.example.org", or an address, as "192.0.2.1"; the port is a line of its own"""),
            new Mistake(LEAST + "shortest-poll-seconds = 16\n", """
                    /etc/timeball/sync.toml:4:25: source.shortest-poll-seconds: 16 is out of range 32..2048 (seconds)
                      shortest-poll-seconds = 16
                                              ^ write 32"""),
            new Mistake(LEAST + "longest-poll-seconds = 100\n", """
                    /etc/timeball/sync.toml:4:24: source.longest-poll-seconds: 100 is no power of two
                      longest-poll-seconds = 100
                                             ^ write 64 or 128"""),
            new Mistake(LEAST + "shortest-poll-seconds = 128\nlongest-poll-seconds = 64\n", """
                    /etc/timeball/sync.toml:5:24: source.longest-poll-seconds: 64 is less than the shortest, 128
                      longest-poll-seconds = 64
                                             ^ write 128 or more"""),
            new Mistake(LEAST + "aead = [15, 99]\n", """
                    /etc/timeball/sync.toml:4:8: source.aead: not all are algorithms that are known here
                      aead = [15, 99]
                             ^ write 15, 16, 17 and 30, each once"""),
            new Mistake(LEAST + "aead = [15, 15]\n", """
                    /etc/timeball/sync.toml:4:8: source.aead: not all are algorithms that are known here
                      aead = [15, 15]
                             ^ write 15, 16, 17 and 30, each once"""),
            new Mistake(LEAST + "aead = []\n", """
                    /etc/timeball/sync.toml:4:8: source.aead: nothing is offered
                      aead = []
                             ^ write aead = [30, 15], or leave this line out"""),
            new Mistake(LEAST + "aead = [\"15\"]\n", """
                    /etc/timeball/sync.toml:4:8: source.aead: not all in the list are whole numbers
                      aead = ["15"]
                             ^ write aead = [30, 15]
                    /etc/timeball/sync.toml:4:8: source.aead: nothing is offered
                      aead = ["15"]
                             ^ write aead = [30, 15], or leave this line out"""),
            new Mistake(LEAST + "nts = false\nca-path = \"x.pem\"\n", """
                    /etc/timeball/sync.toml:5:11: source.ca-path: nothing is proven with nts = false
                      ca-path = "x.pem"
                                ^ leave this line out, or write nts = true"""),
            new Mistake(LEAST + "ca-path = \"/nowhere/x.pem\"\n", """
                    /etc/timeball/sync.toml:4:11: source.ca-path: there is no file /nowhere/x.pem
                      ca-path = "/nowhere/x.pem"
                                ^ correct the path; one that does not begin with / counts from this file's folder"""),
            new Mistake(LEAST + "[[source]]\nhost = \"TIME.example.org\"\n", """
                    /etc/timeball/sync.toml:5:8: source.host: TIME.example.org is a source already
                      host = "TIME.example.org"
                             ^ leave one of the two out"""),
            new Mistake("minimum-agreeing-sources = 2\n" + LEAST, """
                    /etc/timeball/sync.toml:1:28: minimum-agreeing-sources: 2 of 1 sources cannot agree
                      minimum-agreeing-sources = 2
                                                 ^ write at most 1, or name more sources"""),
            new Mistake("steeer = true\n" + LEAST, """
                    /etc/timeball/sync.toml:1:1: steeer is not a known key
                      steeer = true
                      ^ did you mean steer?"""));

    @ParameterizedTest
    @FieldSource("MISTAKES")
    void saysWhereAMistakeIsAndWhatToWrite(Mistake row) {
        var refused = assertThrows(ConfigException.class, () -> SyncConfigReader.parse(NAME, row.toml));

        assertEquals(row.said, refused.getMessage());
    }

    @Test
    void tellsAllMistakesAtOnce() {
        var toml = "steer = 1\n[[source]]\nhost = \"a b\"\nport = 0\nfoo = 1\n";

        var refused = assertThrows(ConfigException.class, () -> SyncConfigReader.parse(NAME, toml));

        assertEquals(
                List.of(0, 1, 3, 4, 5),
                refused.problems().stream().map(problem -> problem.at().line()).toList());
    }

    @Test
    void seventeenSourcesAreTooMany() {
        var toml = "schema = 1\n"
                + IntStream.range(0, 17)
                        .mapToObj(i -> "[[source]]\nhost = \"192.0.2.%d\"\n".formatted(i))
                        .collect(Collectors.joining());

        var refused = assertThrows(ConfigException.class, () -> SyncConfigReader.parse(NAME, toml));

        assertEquals(
                "source: 17 sources, at most 16 are asked",
                refused.problems().getFirst().problem());
    }
}

package org.timeball.server.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.timeball.server.state.ConfigTexts.LEAST;
import static org.timeball.server.state.ConfigTexts.NAME;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Pools that this server is a member of: {@code [[pool]]}. */
class PoolSectionTest {

    private static final String SERVER = """
            [[nts-ke-server]]
            listen = "[::]:4460"
            certificate-chain-path = "/dev/null"
            private-key-path = "/dev/null"
            """;

    /** One mistake added to a file that was right, and what is said of it. */
    record Mistake(String added, String problem, String advice) {
        @Override
        public String toString() {
            return added.strip();
        }
    }

    private static final String ONE = SERVER + "[[pool]]\nname = \"a\"\n";

    static final List<Mistake> MISTAKES = List.of(
            new Mistake(SERVER + "[[pool]]", "pool.name is missing", "write under [pool]: name = \"my-pool\""),
            new Mistake(
                    SERVER + "[[pool]]\nname = \"My Pool\"",
                    "pool.name: \"My Pool\" is no name for a pool",
                    "write 1 to 32 small letters, digits and dashes, as \"my-pool\""),
            new Mistake(
                    ONE + "[[pool]]\nname = \"a\"\ntokens-path = \"/x\"",
                    "pool.name: a is a pool already",
                    "leave one of the two out, or call it otherwise"),
            new Mistake(
                    ONE + "tokens-path = \"/x\"\n[[pool]]\nname = \"b\"\ntokens-path = \"/x\"",
                    "pool.tokens-path: /x is another pool's",
                    "give each pool a file of its own"),
            new Mistake(
                    ONE + "site = \"javascript:alert(1)\"",
                    "pool.site: that is no address of a page",
                    "write it as \"https://pool.example.org\""),
            new Mistake(
                    ONE + "host = \"192.0.2.1\"",
                    "pool.host: 192.0.2.1 is an address, and pools know their members by name",
                    "write the full name, as \"ntp.example.org\""),
            new Mistake(
                    ONE + "host = \"ntp\"",
                    "pool.host: \"ntp\" is no address and no full domain name",
                    "write the full name, as \"ntp.example.org\""),
            new Mistake(
                    ONE + "connections = 257",
                    "pool.connections: 257 is out of range 0..256 (connections)",
                    "write 256"),
            new Mistake(
                    "[[pool]]\nname = \"a\"",
                    "pool: there is no [[nts-ke-server]] that a pool could ask",
                    "write one, or leave [[pool]] out"));

    @ParameterizedTest
    @FieldSource("MISTAKES")
    void saysWhatIsWrong(Mistake row) {
        var refused = assertThrows(ConfigException.class, () -> ConfigReader.parse(NAME, LEAST + row.added));

        assertEquals(1, refused.problems().size(), refused::getMessage);
        assertEquals(row.problem, refused.problems().getFirst().problem());
        assertEquals(row.advice, refused.problems().getFirst().advice());
    }

    @Test
    void needsNoMoreThanAName() throws ConfigException {
        var pools = ConfigReader.parse(NAME, LEAST + ONE).pools();

        assertEquals(
                List.of(new PoolSettings("a", "", "", Path.of("/var/lib/timeball/pool-a.tokens"), false, 16)), pools);
    }
}

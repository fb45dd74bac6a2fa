package org.timeball.web.appliance.firstrun;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.timeball.server.state.ConfigException;
import org.timeball.server.state.ConfigReader;

/** What may stand in {@code setup.toml}, and what it makes of a configuration. */
class SetupOrdersTest {

    private static final String HASH = "pbkdf2-sha512:210000:" + "0a".repeat(16) + ":" + "0b".repeat(32);

    private static final String ALL = """
            schema = 1
            host-names = ["ntp1.home.arpa"]
            purpose = "home"
            servers = ["nts.netnod.se"]
            [admin]
            name = "anna"
            password-hash = "%s" # once
            [receiver]
            port = "/dev/serial0"
            antenna-cable-metres = 12.5
            [certificate]
            from = "own-ca"
            [[pool]]
            name = "my-pool"
            site = "https://pool.example.org"
            """.formatted(HASH);

    private static final String CONFIGURATION = """
            # the harbour's
            schema = 1
            [receiver]
            port = "auto" # found
            [[server]]
            listen = "127.0.0.1:123"
            """;

    @Test
    void makesAConfigurationThatTheDaemonTakes() throws Exception {
        var orders = SetupOrders.parse("setup.toml", ALL);
        assertEquals("anna", orders.admin().orElseThrow().name());
        assertEquals(HASH, orders.admin().orElseThrow().hash().orElseThrow().written());

        String text = orders.in(CONFIGURATION);
        var config = ConfigReader.parse("timeball.toml", text);
        assertTrue(text.startsWith("# the harbour's\n") && text.contains("port = \"/dev/serial0\" # found"), text);
        assertEquals(12.5, config.receiver().delays().antennaCableMetres());
        assertEquals("my-pool", config.pools().getFirst().name());
        assertEquals(1, config.sources().asked().size());
        assertEquals(1, config.keyExchangeServers().size());
        assertEquals(7, config.ntp().allow().size());
        assertEquals(text, orders.in(text), "twice is once");
    }

    @Test
    void keepsNoSecretAndGoesOnWithoutOne() throws Exception {
        String emptied = SetupOrders.withoutSecrets(ALL);
        assertFalse(emptied.contains("0a0a"), emptied);
        var left = SetupOrders.parse("setup.toml", emptied);
        assertTrue(left.admin().isEmpty() && left.changesDaemon());
        assertFalse(SetupOrders.parse("setup.toml", "schema = 1\n").changesDaemon());
        String typed = ALL.replace("password-hash = \"" + HASH + '"', "password = \"hunter2 hunter2\"");
        assertEquals(
                "Admin[anna]",
                SetupOrders.parse("setup.toml", typed).admin().orElseThrow().toString());
        assertFalse(SetupOrders.withoutSecrets(typed).contains("hunter2"));
    }

    record Mistake(String text, String message) {
        @Override
        public String toString() {
            return message;
        }
    }

    static final List<Mistake> MISTAKES = List.of(
            new Mistake("", "schema is missing"),
            new Mistake("schema = 2\n", "setup.toml:1:10: schema: 2 is out of range 1..1"),
            new Mistake(
                    "schema = 1\npurpos = \"home\"\n",
                    "setup.toml:2:1: purpos is not a known key\n  purpos = \"home\"\n  ^ did you mean purpose?"),
            new Mistake("schema = 1\npurpose = \"hom\"\n", "write one of \"home\", \"pool\", \"lab\""),
            new Mistake("schema = 1\n[admin]\n", "admin.name is missing"),
            new Mistake(
                    "schema = 1\n[admin]\nname = \"a\"\npassword-hash = \"x\"\n",
                    "setup.toml:4:17: admin.password-hash: it is no hash"),
            new Mistake(
                    "schema = 1\n[admin]\nname = \"a\"\npassword-hash = \"" + HASH.replace("210000", "1") + "\"\n",
                    "admin.password-hash: it is no hash"),
            new Mistake("schema = 1\n[certificate]\nfrom = \"acme\"\n", "there is no name that it could vouch for"),
            new Mistake("schema = 1\n[[pool]]\n", "pool.name is missing"),
            new Mistake("schema = 1\n[receiver]\nantenna-cable-metres = -1\n", "is out of range"));

    @ParameterizedTest
    @FieldSource("MISTAKES")
    void tellsEachMistakeWithItsPlace(Mistake row) {
        var refused = assertThrows(ConfigException.class, () -> SetupOrders.parse("setup.toml", row.text));
        assertTrue(String.valueOf(refused.getMessage()).contains(row.message), refused.getMessage());
    }
}

package org.timeball.web.appliance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class ArgumentsTest {

    private static final List<String> REST =
            List.of("--control-socket", "c.sock", "--certificate", "c.pem", "--private-key", "k.pem", "--state", "s");

    @Test
    void readsACommandLine() throws Exception {
        var arguments = Arguments.parse(with(
                "--listen",
                "127.0.0.1:18443",
                "--exit-with-parent",
                "--name",
                "attic",
                "--public-page",
                "--host-names",
                "a.example,b.example"));

        assertEquals(
                new Arguments(
                        "127.0.0.1",
                        18_443,
                        Path.of("c.sock"),
                        Path.of("c.pem"),
                        Path.of("k.pem"),
                        "attic",
                        new Arguments.Door(
                                Path.of("s"), true, List.of("a.example", "b.example"), Path.of("s/setup.toml")),
                        true),
                arguments);
        assertEquals("https://127.0.0.1:18443/", arguments.url(18_443));
    }

    @Test
    void listensOnAnIpv6Address() throws Exception {
        assertEquals(
                "https://[::1]:443/",
                Arguments.parse(with("--listen", "[::1]:443")).url(443));
    }

    @Test
    void takesItsPartOfTheDaemonsConfiguration(@TempDir Path folder) throws Exception {
        var chain = Files.createFile(folder.resolve("chain.pem"));
        var key = Files.createFile(folder.resolve("key.pem"));
        var file = Files.writeString(folder.resolve("timeball.toml"), LEAST + """
                [web]
                listen = "[::1]:8443"
                certificate-chain-path = "chain.pem"
                private-key-path = "key.pem"
                state-directory = "pages"
                host-names = ["ntp1.example"]
                """);

        var arguments = Arguments.parse(List.of("--config", file.toString(), "--name", "attic"));

        assertEquals("https://[::1]:8443/", arguments.url(8_443).replace("[0:0:0:0:0:0:0:1]", "[::1]"));
        assertEquals(folder.resolve("c.sock"), arguments.controlSocket());
        assertEquals(chain, arguments.certificate());
        assertEquals(key, arguments.privateKey());
        assertEquals(
                new Arguments.Door(
                        folder.resolve("pages"), false, List.of("ntp1.example"), folder.resolve("setup.toml")),
                arguments.door());
    }

    @Test
    void refusesAConfigurationThatHasNothingForIt(@TempDir Path folder) throws Exception {
        var file = Files.writeString(folder.resolve("timeball.toml"), LEAST);
        var words = List.of("--config", file.toString());
        var refusal = assertThrows(StartException.class, () -> Arguments.parse(words));
        assertTrue(refusal.getMessage().contains("has no [web]"), refusal.getMessage());
    }

    private static final String LEAST = """
            schema = 1
            control-socket = "c.sock"
            [receiver]
            port = "/dev/ttyAMA0"
            [[server]]
            listen = "127.0.0.1:123"
            """;

    record Refusal(List<String> words, String part) {}

    static final List<Refusal> REFUSALS = List.of(
            new Refusal(REST, "--listen is missing"),
            new Refusal(with("--listen"), "--listen needs one value"),
            new Refusal(with("--listen", "127.0.0.1:1", "--listen", "127.0.0.1:2"), "--listen needs one value"),
            new Refusal(with("--listen", "127.0.0.1"), "no address with a port"),
            new Refusal(with("--listen", "127.0.0.1:70000"), "no address with a port"),
            new Refusal(with("--listen", "127.0.0.1:1/x"), "no address with a port"),
            new Refusal(with("--listen", "user@127.0.0.1:1@"), "no address"),
            new Refusal(with("--listen", ":::"), "no address"),
            new Refusal(with("--listen", "127.0.0.1:1", "--tls", "no"), "--tls is no option of timeball-web"));

    @ParameterizedTest
    @FieldSource("REFUSALS")
    void refusesInOneLineWithARemedy(Refusal row) {
        var refusal = assertThrows(StartException.class, () -> Arguments.parse(row.words));

        assertTrue(refusal.getMessage().contains(row.part), refusal.getMessage());
        assertTrue(refusal.getMessage().contains("; "), refusal.getMessage());
        assertEquals(1, refusal.getMessage().lines().count());
    }

    private static List<String> with(String... words) {
        var all = new ArrayList<>(REST);
        all.addAll(List.of(words));
        return all;
    }
}

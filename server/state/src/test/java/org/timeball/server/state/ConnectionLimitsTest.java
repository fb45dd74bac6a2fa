package org.timeball.server.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What the file may say of key-exchange connections, and what it is told when it may not. */
class ConnectionLimitsTest {

    @TempDir
    Path folder;

    private Path file = Path.of("");

    @BeforeEach
    void writeCertificates() throws Exception {
        Files.createFile(folder.resolve("chain.pem"));
        Files.createFile(folder.resolve("key.pem"));
        file = folder.resolve("timeball.toml");
    }

    private ConnectionLimits limits(String lines) throws Exception {
        Files.writeString(file, """
                schema = 1
                [[server]]
                listen = "127.0.0.1:123"
                [[nts-ke-server]]
                listen = "127.0.0.1:4460"
                certificate-chain-path = "chain.pem"
                private-key-path = "key.pem"
                """ + lines);
        return ConfigReader.read(file).keyExchangeServers().getFirst().limits();
    }

    @Test
    void areReadOrAreWhatIsDocumented() throws Exception {
        assertEquals(new ConnectionLimits(512, 128, 5), limits(""));
        assertEquals(
                new ConnectionLimits(64, 64, 5), limits("connections = 64\n"), "no network holds more than there are");
        assertEquals(
                new ConnectionLimits(64, 1, 0.5),
                limits("connections = 64\nconnections-per-network = 1\ndeadline-seconds = 0.5\n"));
    }

    record Mistake(String lines, String said, String advice) {
        @Override
        public String toString() {
            return lines;
        }
    }

    static final List<Mistake> MISTAKES = List.of(
            new Mistake("connections = 7", "7 is out of range 8..8192 (connections)", "^ write 8"),
            new Mistake("connections = 8193", "8193 is out of range 8..8192 (connections)", "^ write 8192"),
            new Mistake(
                    "connections = 64\nconnections-per-network = 65",
                    "65 is out of range 1..64 (connections, as many as there may be in all)",
                    "^ write 64"),
            new Mistake("connections-per-network = 0", "0 is out of range 1..512 (connections", "^ write 1"),
            new Mistake("deadline-seconds = 0.4", "0.4 is out of range 0.5..60 (seconds)", "^ write 0.5"),
            new Mistake("deadline-seconds = nan", "NaN is out of range 0.5..60 (seconds)", "^ write a number"),
            new Mistake("deadline-seconds = \"5 s\"", "\"5 s\" is text, must be a number", "^ write "),
            new Mistake("connection = 64", "nts-ke-server.connection is not a known key", "did you mean connections?"));

    @ParameterizedTest
    @FieldSource("MISTAKES")
    void areRefusedWithARemedy(Mistake mistake) {
        var told = assertThrows(ConfigException.class, () -> limits(mistake.lines + "\n"));
        assertEquals(1, told.problems().size(), told::getMessage);
        assertTrue(String.valueOf(told.getMessage()).contains(mistake.said), told::getMessage);
        assertTrue(String.valueOf(told.getMessage()).contains(mistake.advice), told::getMessage);
    }

    @Test
    void theRecordHoldsTheSameLimits() {
        assertThrows(IllegalArgumentException.class, () -> new ConnectionLimits(7, 1, 5));
        assertThrows(IllegalArgumentException.class, () -> new ConnectionLimits(8, 9, 5));
        assertThrows(IllegalArgumentException.class, () -> new ConnectionLimits(8, 8, 61));
    }
}

package org.timeball.firmware.appliance.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.timeball.firmware.sync.status.ExitCode;
import picocli.CommandLine;

/** {@code timeball pool add}, {@code drop} and {@code leave}: what they write and what they say. */
class PoolCommandTest {

    private static final String OLD = "0123456789abcdef".repeat(4);
    private static final String NEW = "fedcba9876543210".repeat(4);

    @TempDir
    Path directory;

    private final StringWriter said = new StringWriter();
    private Path configuration = Path.of("");
    private Path tokens = Path.of("");

    @BeforeEach
    void configure() throws Exception {
        tokens = directory.resolve("my.tokens");
        for (String pem : new String[] {"chain.pem", "key.pem"}) {
            Files.createFile(directory.resolve(pem));
        }
        configuration = Files.writeString(directory.resolve("timeball.toml"), """
                schema = 1
                [receiver]
                port = "/dev/ttyAMA0"
                [[server]]
                listen = "127.0.0.1:11123"
                [[nts-ke-server]]
                listen = "127.0.0.1:14460"
                certificate-chain-path = "chain.pem"
                private-key-path = "key.pem"
                [[pool]]
                name = "my"
                tokens-path = "my.tokens"
                """);
    }

    private int run(Callable<Integer> command, String... words) {
        var line = new CommandLine(command);
        line.setOut(new PrintWriter(said, true)).setErr(new PrintWriter(said, true));
        var all = new String[words.length + 2];
        all[0] = "--config";
        all[1] = configuration.toString();
        System.arraycopy(words, 0, all, 2, words.length);
        return line.execute(all);
    }

    private int add(String entry) {
        return run(
                new PoolAddCommand(new ByteArrayInputStream(entry.getBytes(StandardCharsets.UTF_8))),
                "my",
                "--label",
                "of a test");
    }

    @Test
    void addsTokensBesideEachOther() throws Exception {
        assertEquals(0, add("  " + OLD + " \r\n"));
        assertEquals(0, add("accepted-pool-authentication-tokens = [\"" + NEW + "\"]\n"));

        var lines = Files.readAllLines(tokens);
        assertEquals(2, lines.size());
        assertTrue(lines.getFirst().matches(OLD + " \\d{4}-\\d\\d-\\d\\d of a test"));
        assertTrue(lines.getLast().startsWith(NEW + ' '));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(tokens)));
        assertFalse(said.toString().contains(OLD) || said.toString().contains(NEW), "it is not said again");
    }

    @Test
    void refusesWhatIsNoTokenWithoutRepeatingIt() {
        assertEquals(1, add("secret-but-short\n"));
        assertEquals(1, add("\n"));
        assertFalse(said.toString().contains("secret-but-short"));
        assertFalse(Files.exists(tokens));
    }

    @Test
    void refusesOneThatIsThere() {
        assertEquals(0, add(OLD));
        assertEquals(1, add(OLD));
        assertTrue(said.toString().contains("my has that token already"));
    }

    @Test
    void dropsOneByItsFingerprint() throws Exception {
        add(OLD);
        add(NEW);
        var fingerprint =
                new TokenFile(tokens).read().lines().getFirst().token().fingerprint();

        assertEquals(0, run(new PoolDropCommand(), "my", fingerprint));
        assertEquals(1, run(new PoolDropCommand(), "my", fingerprint));
        assertEquals(1, Files.readAllLines(tokens).size());
        assertTrue(Files.readString(tokens).startsWith(NEW));
    }

    @Test
    void leavesByDeletingAll() throws Exception {
        add(OLD);

        assertEquals(0, run(new PoolLeaveCommand(), "my"));
        assertEquals(0, Files.size(tokens));
    }

    @Test
    void namesThePoolsThereAre() {
        assertEquals(ExitCode.USAGE, run(new PoolLeaveCommand(), "other"));
        assertTrue(said.toString().contains("has no pool \"other\"; it has my"), said::toString);
    }
}

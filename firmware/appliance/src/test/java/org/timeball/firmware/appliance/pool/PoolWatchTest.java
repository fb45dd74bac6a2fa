package org.timeball.firmware.appliance.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.timeball.server.control.Pools;
import org.timeball.server.keyexchange.PoolDesk;
import org.timeball.server.protocol.Opaque;
import org.timeball.server.protocol.pool.PoolAdmission;
import org.timeball.server.protocol.pool.PoolMembership;
import org.timeball.server.protocol.pool.PoolNumbers;
import org.timeball.server.state.PoolSettings;

/** Files of tokens as they change under a running daemon. */
class PoolWatchTest {

    private static final String OLD = "0123456789abcdef".repeat(4);
    private static final String NEW = "fedcba9876543210".repeat(4);
    private static final long SECOND = 1_000_000_000L;

    @TempDir
    Path directory;

    private final PoolDesk desk = new PoolDesk(PoolDesk.IDLE);
    private final PoolWatch watch = new PoolWatch(desk);
    private Path file = Path.of("");

    @BeforeEach
    void joins() {
        file = directory.resolve("pool-demo.tokens");
        watch.adopt(List.of(new PoolSettings("demo", "", "ntp.example.org", file, false, 3)));
        look(0);
    }

    private void look(long nowNanos) {
        watch.lookIfDue(nowNanos, 0, _ -> {});
    }

    private void hold(String text, String mode) throws Exception {
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    private Optional<String> admitted(String token) {
        var presented = new Opaque(token.getBytes(StandardCharsets.US_ASCII));
        return PoolMembership.admitted(desk.memberships(), PoolNumbers.IANA, presented)
                .map(PoolAdmission::pool);
    }

    private Pools.Pool shown() {
        return watch.report(0).joined().getFirst();
    }

    @Test
    void letsNobodyInBeforeThereIsAToken() {
        assertEquals(Optional.empty(), admitted(""));
        assertEquals(List.of(), shown().tokens());
        assertEquals("", shown().problem());
        assertEquals(3, shown().places());
    }

    /** An added token counts beside the old one, one that was taken out no more, within five seconds each. */
    @Test
    void goesByTheFileOfTheMoment() throws Exception {
        hold(OLD + " 2026-01-02 of the winter\n", "rw-------");
        assertEquals(Optional.empty(), admitted(OLD));
        look(5 * SECOND);
        assertEquals(Optional.of("demo"), admitted(OLD));
        hold("# both\n\n" + OLD + "\n" + NEW + '\n', "rw-------");
        look(10 * SECOND);
        assertEquals(Optional.of("demo"), admitted(OLD));
        assertEquals(Optional.of("demo"), admitted(NEW));
        hold(NEW + '\n', "rw-------");
        look(15 * SECOND);
        assertEquals(Optional.empty(), admitted(OLD));
        Files.delete(file);
        look(20 * SECOND);
        assertEquals(Optional.empty(), admitted(NEW));
    }

    @Test
    void showsOfATokenWhatIsNoSecret() throws Exception {
        hold(OLD + " 2026-01-02 of the winter\n", "rw-------");
        look(5 * SECOND);

        var token = shown().tokens().getFirst();
        assertEquals("0123…cdef", token.ends());
        assertEquals("2026-01-02", token.added());
        assertEquals("of the winter", token.label());
        assertTrue(Double.isNaN(token.lastShownSeconds()));
        assertFalse(watch.report(0).toString().contains(OLD));
        assertFalse(new TokenFile(file).read().toString().contains(OLD));
        assertTrue(PoolText.of(watch.report(0)).contains("Waiting for the pool's first visit"));
    }

    @Test
    void letsNobodyInByAFileThatOthersCanRead() throws Exception {
        hold(OLD + '\n', "rw-r--r--");
        look(5 * SECOND);

        assertEquals(Optional.empty(), admitted(OLD));
        assertTrue(shown().problem().contains("chmod 600"), shown().problem());
    }

    @Test
    void passesOverALineThatIsNoToken() throws Exception {
        hold("short\n" + NEW + '\n', "rw-------");
        look(5 * SECOND);

        assertEquals(Optional.of("demo"), admitted(NEW));
        assertEquals(file + ": line 1 is no token: 5 characters long; tokens have 22 to 512", shown().problem());
    }

    @Test
    void forgetsAPoolThatIsLeft() throws Exception {
        hold(NEW + '\n', "rw-------");
        watch.adopt(List.of());

        assertEquals(Optional.empty(), admitted(NEW));
        assertEquals(List.of(), watch.report(0).joined());
    }
}

package org.timeball.firmware.appliance.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.timeball.server.control.admin.AdminReply;
import org.timeball.server.control.admin.PoolAct;
import org.timeball.server.keyexchange.PoolDesk;
import org.timeball.server.state.PoolSettings;

/** What somebody asks for on the admin socket, as it comes out in a pool's file of tokens. */
class TokenEditsTest {

    private static final String OLD = "0123456789abcdef".repeat(4);
    private static final String NEW = "fedcba9876543210".repeat(4);
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 27);

    @TempDir
    Path directory;

    private final PoolDesk desk = new PoolDesk(PoolDesk.IDLE);
    private final PoolWatch watch = new PoolWatch(desk);
    private Path tokens = Path.of("");

    @BeforeEach
    void joins() {
        tokens = directory.resolve("my.tokens");
        watch.adopt(List.of(new PoolSettings("my", "", "", tokens, false, 3)));
    }

    private AdminReply add(String entry) {
        return watch.apply(new PoolAct.AddToken("my", entry, "of a test"), TODAY);
    }

    private static void assertRefused(String why, AdminReply reply) {
        assertEquals(why, assertInstanceOf(AdminReply.Refused.class, reply).sentence());
    }

    private String fingerprint() {
        return new TokenFile(tokens).read().lines().getFirst().token().fingerprint();
    }

    @Test
    void addsTokensBesideEachOther() throws Exception {
        var first = assertInstanceOf(AdminReply.Done.class, add("  " + OLD + "  "));
        var second =
                assertInstanceOf(AdminReply.Done.class, add("accepted-pool-authentication-tokens = [\"" + NEW + "\"]"));

        assertEquals(List.of(OLD + " 2026-11-27 of a test", NEW + " 2026-11-27 of a test"), Files.readAllLines(tokens));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(tokens)));
        assertFalse((first.sentence() + second.sentence()).matches(".*(" + OLD + '|' + NEW + ").*"), "not said again");
        assertTrue(second.sentence().contains("the others count, too"), second::sentence);
    }

    /** At the next request, not when the files are looked at next. */
    @Test
    void countsAtOnce() {
        add(OLD);
        assertEquals(1, desk.memberships().getFirst().tokens().size());

        watch.apply(new PoolAct.DropToken("my", fingerprint()), TODAY);
        assertEquals(List.of(), desk.memberships().getFirst().tokens());
    }

    @Test
    void refusesWhatIsNoTokenWithoutRepeatingIt() {
        assertRefused("that is no token: 16 characters long; tokens have 22 to 512", add("secret-but-short"));
        assertFalse(Files.exists(tokens));
    }

    @Test
    void refusesOneThatIsThereAndOneTooMany() {
        add(OLD);
        assertRefused("my has that token already", add(OLD));
        for (int i = 1; i < TokenFile.MOST; i++) {
            assertInstanceOf(AdminReply.Done.class, add(i + OLD));
        }
        assertRefused("my has 8 tokens: take an old one out first", add(NEW));
    }

    @Test
    void dropsOneByItsFingerprint() throws Exception {
        add(OLD);
        add(NEW);
        var drop = new PoolAct.DropToken("my", fingerprint());

        assertEquals(
                "token " + drop.fingerprint() + " counts no more; 1 left",
                watch.apply(drop, TODAY).sentence());
        assertRefused("my has no token of that fingerprint", watch.apply(drop, TODAY));
        assertTrue(Files.readString(tokens).startsWith(NEW));
    }

    /** A file that others could read is not written on, for its tokens may be known; leaving empties it even so. */
    @Test
    void touchesAFileThatOthersCanReadToEmptyItAlone() throws Exception {
        add(OLD);
        Files.setPosixFilePermissions(tokens, PosixFilePermissions.fromString("rw-r--r--"));

        var refused = assertInstanceOf(AdminReply.Refused.class, add(NEW));
        assertTrue(refused.sentence().contains("chmod 600"), refused::sentence);
        assertInstanceOf(AdminReply.Done.class, watch.apply(new PoolAct.Leave("my"), TODAY));
        assertEquals(0, Files.size(tokens));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(tokens)));
    }

    @Test
    void tellsOfAFolderThatCannotBeWritten() {
        watch.adopt(List.of(new PoolSettings("my", "", "", directory.resolve("gone/my.tokens"), false, 3)));

        assertInstanceOf(AdminReply.Failed.class, add(OLD));
    }

    @Test
    void namesThePoolsThereAre() {
        assertRefused(
                "the configuration in force has no pool of that name; it has my",
                watch.apply(new PoolAct.Leave("other"), TODAY));
        watch.adopt(List.of());
        assertRefused(
                "the configuration in force has no pool of that name; write [[pool]] and under it: name = \"my-pool\","
                        + " and reload it",
                watch.apply(new PoolAct.Leave("my"), TODAY));
    }
}

package org.timeball.web.appliance.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.timeball.server.state.StateException;

/** Claims, sign-ins, sessions and tokens on real files and a clock of the test's: W1, W4 to W7, W13 of the catalogue. */
@Timeout(120)
class AccessTest {

    private static final String PASSWORD = "correct horse";
    private static final int FEW_ITERATIONS = 500;
    private static final Origin HOME = new Origin("192.0.2.7", "a browser");
    private static final Origin ELSEWHERE = new Origin("198.51.100.9", "another");
    private static final long MINUTE_NANOS = 60_000_000_000L;

    @TempDir
    Path folder;

    private final SecureRandom random = new SecureRandom();
    private final List<String> told = new ArrayList<>();
    private long utcSeconds = 1_795_000_000L;
    private long nanos;
    private AccessStore store;
    private Access access;

    @BeforeEach
    void open() throws StateException {
        store = AccessStore.open(folder.resolve("access"));
        access = restarted();
    }

    private Access restarted() throws StateException {
        return new Access(
                store,
                (user, _, what, _) -> told.add(user + " " + what),
                random,
                () -> utcSeconds,
                () -> nanos,
                FEW_ITERATIONS);
    }

    /** W5: what a guess costs; the other tests take a fraction of it. */
    @Test
    void hashesSlowlyAsItComes() throws StateException {
        access = new Access(store, (_, _, _, _) -> {}, random, () -> utcSeconds, () -> nanos);
        claimed();
        var kept = store.book().account("anna").orElseThrow().password();
        assertEquals(210_000, kept.iterations());
        assertTrue(kept.isOf(PASSWORD));
        assertFalse(kept.isOf(PASSWORD + "r"));
        assertEquals(
                "PasswordHash[210000]",
                PasswordHash.nobodys(random, PasswordHash.ITERATIONS).toString());
    }

    private String claimed() throws StateException {
        String code = access.openForClaim().orElseThrow();
        return assertInstanceOf(Entry.In.class, access.claim(code, "anna", PASSWORD, HOME))
                .session();
    }

    private Person person(String session) {
        return access.bySession(session).orElseThrow();
    }

    private Entry signIn(String name, String password) {
        return access.signIn(name, password, "", "", HOME);
    }

    /** W1: there is no default password, and a code has 8 of 30 characters. */
    @Test
    void aNewBoxLetsNobodyIn() throws StateException {
        assertFalse(access.isClaimed());
        for (String name : List.of("admin", "root", "timeball", "")) {
            assertInstanceOf(Entry.Out.class, signIn(name, name));
        }
        assertInstanceOf(Entry.Out.class, access.claim("", "anna", PASSWORD, HOME));
        assertInstanceOf(Entry.Out.class, access.claim("0000-0000", "anna", PASSWORD, HOME));

        String first = access.openForClaim().orElseThrow();
        assertTrue(first.matches("[2-9A-HJKMNP-TV-Z]{4}-[2-9A-HJKMNP-TV-Z]{4}"), first);
        assertNotEquals(first, access.openForClaim().orElseThrow(), "a new one at each start");
    }

    @Test
    void theCodeIsOnTheDiskForItsOwnerAloneAndDeadOnceUsed() throws Exception {
        String code = access.openForClaim().orElseThrow();
        assertEquals(code + "\n", Files.readString(store.codeFile()));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(store.codeFile())));

        assertInstanceOf(Entry.In.class, access.claim(code.toLowerCase(java.util.Locale.ROOT), "anna", PASSWORD, HOME));
        assertTrue(access.isClaimed());
        assertTrue(Files.notExists(store.codeFile()));
        assertInstanceOf(Entry.Out.class, access.claim(code, "bert", PASSWORD, HOME));
        assertTrue(access.openForClaim().isEmpty());
        assertTrue(restarted().openForClaim().isEmpty(), "nor after a restart");
        assertEquals(List.of("anna claimed", "anna signed-in"), told);
    }

    @Test
    void fiveCodesAMinuteCanBeTried() throws StateException {
        String code = access.openForClaim().orElseThrow();
        for (int i = 0; i < 5; i++) {
            assertFalse(out(access.claim("2222-2222", "anna", PASSWORD, HOME)).isTooOften());
        }
        assertTrue(out(access.claim(code, "anna", PASSWORD, ELSEWHERE)).isTooOften());
        nanos += MINUTE_NANOS;
        assertInstanceOf(Entry.In.class, access.claim(code, "anna", PASSWORD, HOME));
    }

    @Test
    void aWeakPasswordLeavesTheCodeAlive() throws StateException {
        String code = access.openForClaim().orElseThrow();
        for (String weak : List.of("short", "aaaaaaaaaaaa", "annaannaanna1")) {
            assertFalse(out(access.claim(code, "anna", weak, HOME)).isTooOften());
        }
        assertInstanceOf(Entry.In.class, access.claim(code, "anna", PASSWORD, HOME));
    }

    private static Entry.Out out(Entry entry) {
        return assertInstanceOf(Entry.Out.class, entry);
    }

    /** W4: a new id at each sign-in, dead after sign-out and after 24 h of rest, alive over a restart. */
    @Test
    void aSessionIsNewAtEachSignInAndEnds() throws Exception {
        String first = claimed();
        String second =
                assertInstanceOf(Entry.In.class, signIn("anna", PASSWORD)).session();
        assertNotEquals(first, second);
        assertEquals(Optional.empty(), access.bySession("made-up-by-somebody"));
        assertEquals("anna", restarted().bySession(second).orElseThrow().name());

        var desk = new AccessDesk(access, "timeball");
        var person = person(second);
        assertTrue(access.isStillIn(person));
        assertInstanceOf(
                Change.Done.class,
                desk.endSession(person, person.session().orElseThrow().id(), HOME));
        assertEquals(Optional.empty(), access.bySession(second));
        assertFalse(access.isStillIn(person));

        utcSeconds += Session.IDLE_SECONDS - 1;
        assertTrue(access.bySession(first).isPresent());
        utcSeconds += Session.IDLE_SECONDS;
        assertEquals(Optional.empty(), access.bySession(first));
    }

    /** No file has a password, a session, a token or a code that opens something in it. */
    @Test
    void noFileHoldsASecret() throws Exception {
        String session = claimed();
        var made = assertInstanceOf(
                Change.Made.class,
                new AccessDesk(access, "timeball").makeToken(person(session), "graph", Role.VIEWER, HOME));
        try (var files = Files.list(store.codeFile().getParent())) {
            for (Path file : files.toList()) {
                String content = Files.readString(file, StandardCharsets.ISO_8859_1);
                for (String secret : List.of(session, made.secret(), PASSWORD)) {
                    assertFalse(content.contains(secret), file.toString());
                }
                assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
            }
        }
        assertFalse(made.toString().contains(made.secret()));
        assertFalse(access.book().toString().contains("password"), "nor does what is logged by mistake");
    }

    /** W5: ten tries a minute for a name, from however many addresses; who signed in before still can. */
    @Test
    void guessingIsSlowAndLocksNobodyOutWhoIsKnown() throws StateException {
        claimed();
        var in = assertInstanceOf(Entry.In.class, signIn("anna", PASSWORD));
        told.clear();
        int tried = 0;
        for (int i = 0; i < 200; i++) {
            var from = new Origin("198.51.100." + i, "guess");
            tried += out(access.signIn("anna", "guess " + i, "", "", from)).isTooOften() ? 0 : 1;
        }
        assertEquals(10, tried);
        assertTrue(out(signIn("anna", PASSWORD)).isTooOften());
        assertInstanceOf(Entry.In.class, access.signIn("anna", PASSWORD, "", in.device(), HOME));
        assertEquals(1, told.stream().filter("anna sign-ins-refused"::equals).count(), "told once a minute");
    }

    /** W6: who is there and who is not hear the same. */
    @Test
    void saysTheSameOfNamesThatAreThereAndThatAreNot() throws StateException {
        claimed();
        var known = signIn("anna", "not it at all");
        var unknown = signIn("zoe", "not it at all");
        assertEquals(known, unknown);
    }

    @Test
    void asksForACodeOnceThatIsBegun() throws StateException {
        var person = person(claimed());
        var desk = new AccessDesk(access, "timeball");
        String secret = desk.offerTotp(person).secret();
        byte[] key = Base32.decode(secret).orElseThrow();
        assertInstanceOf(Change.Refused.class, desk.beginTotp(person, secret, "000 00", HOME));
        assertInstanceOf(Change.Done.class, desk.beginTotp(person, secret, code(key), HOME));

        assertEquals(Access.WRONG, out(signIn("anna", PASSWORD)).sentence());
        assertInstanceOf(
                Entry.Out.class,
                access.signIn("anna", PASSWORD, code(key), "", HOME),
                "the code that began it is used");
        utcSeconds += Totp.STEP_SECONDS;
        assertInstanceOf(Entry.In.class, access.signIn("anna", PASSWORD, code(key), "", HOME));
        assertInstanceOf(Entry.Out.class, access.signIn("anna", PASSWORD, code(key), "", HOME), "once");

        assertInstanceOf(Change.Refused.class, desk.endTotp(person, "not it at all", HOME));
        assertInstanceOf(Change.Done.class, desk.endTotp(person, PASSWORD, HOME));
        assertInstanceOf(Entry.In.class, signIn("anna", PASSWORD));
    }

    private String code(byte[] key) {
        return Totp.code(key, utcSeconds / Totp.STEP_SECONDS, 6);
    }

    /** W13: found by digest, shown once, never an admin's, dead when revoked. */
    @Test
    void aTokenOpensWhatItIsForUntilItIsRevoked() throws StateException {
        var person = person(claimed());
        var desk = new AccessDesk(access, "timeball");
        assertInstanceOf(Change.Refused.class, desk.makeToken(person, "all", Role.ADMIN, HOME));
        assertInstanceOf(Change.Refused.class, desk.makeToken(person, "<b>", Role.VIEWER, HOME));
        var made = assertInstanceOf(Change.Made.class, desk.makeToken(person, "graph", Role.VIEWER, HOME));

        assertTrue(made.secret().length() >= 43, "256 bits");
        assertEquals(Role.VIEWER, access.byToken(made.secret()).orElseThrow().role());
        assertEquals(Optional.empty(), access.byToken(made.secret() + "x"));
        assertEquals(Optional.empty(), access.byToken(desk.tokens().getFirst().digest()));
        assertInstanceOf(
                Change.Done.class,
                desk.revokeToken(person, desk.tokens().getFirst().id(), HOME));
        assertEquals(Optional.empty(), access.byToken(made.secret()));
        assertInstanceOf(Change.Unknown.class, desk.revokeToken(person, "0000", HOME), "W7");
    }

    /** W7: what is another's is not there, and nothing is said to have happened to it. */
    @Test
    void endsNobodyElsesSession() throws StateException {
        var anna = person(claimed());
        var desk = new AccessDesk(access, "timeball");
        assertInstanceOf(Change.Done.class, desk.add(anna, "bert", Role.VIEWER, "battery staple", HOME));
        var bert = person(assertInstanceOf(Entry.In.class, signIn("bert", "battery staple"))
                .session());
        String annas = anna.session().orElseThrow().id();

        assertInstanceOf(Change.Unknown.class, desk.endSession(bert, annas, HOME));
        assertTrue(access.isStillIn(anna));
        assertInstanceOf(Change.Done.class, desk.endOtherSessions(bert, HOME));
        assertTrue(access.isStillIn(anna));
        assertEquals(1, desk.sessions(bert).size());
        assertEquals(2, desk.sessions(anna).size());
        assertInstanceOf(Change.Unknown.class, desk.setRole(anna, "zoe", Role.ADMIN, HOME));
        assertInstanceOf(Change.Unknown.class, desk.remove(anna, "zoe", HOME));
    }

    @Test
    void thereIsAlwaysAnAdmin() throws StateException {
        var anna = person(claimed());
        var desk = new AccessDesk(access, "timeball");
        assertInstanceOf(Change.Refused.class, desk.remove(anna, "anna", HOME));
        assertInstanceOf(Change.Refused.class, desk.setRole(anna, "anna", Role.VIEWER, HOME));
        assertInstanceOf(Change.Done.class, desk.add(anna, "bert", Role.ADMIN, "battery staple", HOME));
        assertInstanceOf(Change.Done.class, desk.setRole(anna, "anna", Role.VIEWER, HOME));
        assertEquals(Optional.empty(), Optional.of(anna).filter(access::isStillIn), "not with the old role");
    }

    @Test
    void aNewPasswordEndsOnesOtherSessions() throws StateException {
        var anna = person(claimed());
        String other =
                assertInstanceOf(Entry.In.class, signIn("anna", PASSWORD)).session();
        var desk = new AccessDesk(access, "timeball");
        assertInstanceOf(Change.Refused.class, desk.changePassword(anna, "not it", "battery staple", HOME));
        assertInstanceOf(Change.Done.class, desk.changePassword(anna, PASSWORD, "battery staple", HOME));
        assertTrue(access.isStillIn(anna));
        assertEquals(Optional.empty(), access.bySession(other));
        assertInstanceOf(Entry.Out.class, signIn("anna", PASSWORD));
    }

    /** The way back: another process makes a code, by which the same name gets a new password and loses its codes. */
    @Test
    void aLostPasswordIsReplacedByACodeFromTheConsole() throws StateException {
        claimed();
        String code = AccessStore.open(folder.resolve("access"))
                .makeCode(random, utcSeconds + AccessStore.RECOVERY_SECONDS, false);
        assertTrue(access.isOpenForClaim());
        utcSeconds += AccessStore.RECOVERY_SECONDS;
        assertFalse(access.isOpenForClaim(), "a day");
        assertInstanceOf(Entry.Out.class, access.claim(code, "anna", "battery staple", HOME));
        utcSeconds -= 1;
        assertInstanceOf(Entry.In.class, access.claim(code, "anna", "battery staple", HOME));
        assertInstanceOf(Entry.Out.class, signIn("anna", PASSWORD));
        assertEquals(1, access.book().accounts().size());
    }

    /** The way back to the beginning, also from files that are damaged. */
    @Test
    void everybodyIsForgottenWhenTheConsoleSaysSo() throws Exception {
        String session = claimed();
        String code = AccessStore.open(folder.resolve("access"))
                .makeCode(random, utcSeconds + AccessStore.RECOVERY_SECONDS, true);
        assertFalse(access.isClaimed());
        assertEquals(Optional.empty(), access.bySession(session));
        assertInstanceOf(Entry.Out.class, signIn("anna", PASSWORD));
        assertInstanceOf(Entry.In.class, access.claim(code, "bert", PASSWORD, HOME));
        assertTrue(told.contains("console access-forgotten"));
    }

    @Test
    void aFullDiskChangesNothing() throws Exception {
        String session = claimed();
        var person = person(session);
        var desk = new AccessDesk(access, "timeball");
        Files.delete(folder.resolve("access").resolve("access"));
        Files.createDirectory(folder.resolve("access").resolve("access"));
        Files.createFile(folder.resolve("access").resolve("access").resolve("in-the-way"));

        assertEquals(
                new Change.Refused(Access.NOT_KEPT), desk.add(person, "bert", Role.VIEWER, "battery staple", HOME));
        assertEquals(1, desk.accounts().size());
        assertTrue(access.bySession(session).isPresent());
    }
}

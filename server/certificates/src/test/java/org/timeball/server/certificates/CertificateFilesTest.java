package org.timeball.server.certificates;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.timeball.server.state.StateDirectory;

/** Renewal as certbot, a script and an administrator's editor do it. */
class CertificateFilesTest {

    private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
    private static final OwnCertificateAuthority AUTHORITY =
            OwnCertificateAuthority.create("Test", NameConstraints.NONE, NOW);

    @TempDir
    Path directory;

    private StateDirectory state;
    private CertificateFiles files;

    @BeforeEach
    void open() throws Exception {
        state = StateDirectory.open(directory);
        save("one", identity("one"));
        save("two", identity("two"));
        files = CertificateFiles.load(List.of(pair("one"), pair("two")), NOW);
    }

    private static ServerIdentity identity(String name) {
        return AUTHORITY.issue(new ServerNames(List.of(name), List.of()), NOW);
    }

    private CertificateFiles.Pair pair(String name) {
        return new CertificateFiles.Pair(directory.resolve(name + ".pem"), directory.resolve(name + ".key"));
    }

    private void save(String name, ServerIdentity identity) throws Exception {
        PemCertificates.save(state, name + ".pem", name + ".key", identity);
    }

    private CertificateFiles.Changed changed() {
        return assertInstanceOf(CertificateFiles.Changed.class, files.look(NOW));
    }

    private void assertNothingNew() {
        assertInstanceOf(CertificateFiles.Unchanged.class, files.look(NOW));
    }

    @Test
    void findsNothingNewWhereNothingIs() {
        assertNothingNew();
        assertNothingNew();
        assertEquals(2, files.served().identities().size());
    }

    @Test
    void findsWhatWasRenamedIntoPlace() throws Exception {
        var renewed = identity("two");
        save("two", renewed);

        var found = changed();

        assertEquals(renewed.leaf(), found.identities().get(1).leaf());
        assertEquals(found, files.served());
        assertNothingNew();
    }

    /** Between the two writes chain and key do not fit: what was good is served on, and the second write is found. */
    @Test
    void keepsTheOldOneWhileChainAndKeyDoNotFit() throws Exception {
        var before = files.served();
        var renewed = identity("one");
        Files.write(directory.resolve("one.pem"), Pem.encode(renewed.chain()));

        var refused = assertInstanceOf(CertificateFiles.Refused.class, files.look(NOW));

        assertTrue(refused.reason().contains("is not the key of the certificate in"), refused.reason());
        assertNothingNew();
        assertEquals(before, files.served());

        Files.write(
                directory.resolve("one.key"),
                Pem.encode(renewed.key(), renewed.leaf().getPublicKey()));
        assertEquals(renewed.leaf(), changed().identities().getFirst().leaf());
    }

    @Test
    void toldOnceOfWhatIsGoneAndFindsItWhenItIsBack() throws Exception {
        Path chain = directory.resolve("one.pem");
        Path aside = directory.resolve("aside");
        Files.move(chain, aside);

        assertInstanceOf(CertificateFiles.Refused.class, files.look(NOW));
        assertNothingNew();

        Files.move(aside, chain, StandardCopyOption.ATOMIC_MOVE);
        assertEquals(2, changed().identities().size());
    }

    @Test
    void warnsOfWhatClientsWillRefuse() throws Exception {
        save("one", identity("one"));

        var later = assertInstanceOf(CertificateFiles.Changed.class, files.look(NOW.plus(Duration.ofDays(1_000))));

        assertTrue(later.warnings().getFirst().contains("expired on"), later.warnings()::toString);
    }

    @Test
    void refusesAtTheStartWhatCannotBeServed() throws Exception {
        Files.delete(directory.resolve("two.key"));

        assertThrows(
                UnusableCertificateException.class,
                () -> CertificateFiles.load(List.of(pair("one"), pair("two")), NOW));
    }
}

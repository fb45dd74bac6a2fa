package org.timeball.server.certificates.acme;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.timeball.server.certificates.CertificateNames;
import org.timeball.server.certificates.CertificateStore;
import org.timeball.server.certificates.OrderException;
import org.timeball.server.certificates.ServerIdentity;
import org.timeball.server.state.CertificateSettings.Acme;
import org.timeball.server.state.CertificateSettings.ByHttp;
import org.timeball.server.state.CertificateSettings.ByScript;
import org.timeball.server.state.CertificateSettings.ByTls;
import org.timeball.server.state.CertificateSettings.ExternalAccount;
import org.timeball.server.state.CertificateSettings.Proof;
import org.timeball.server.state.StateDirectory;
import org.timeball.server.state.StateException;

/**
 * Orders from a real authority, each kind of proof; a quarter of the nonces is refused. Of the case W16 of the test catalogue: the
 * account's key, wrong challenges, an authority that is not there.
 */
class PebbleTest {

    private static final List<String> NAMES = List.of("time.example.org", "ntp.example.org");

    @TempDir
    Path folder;

    private CertificateStore store;

    static List<Path> programs() {
        var found = Pebble.programs();
        if (found.isEmpty()) {
            System.out.println("skipped: no pebble (Debian: pebble), so no order is placed");
        }
        return found;
    }

    @BeforeEach
    void open() throws Exception {
        store = new CertificateStore(StateDirectory.open(folder.resolve("state")));
    }

    private AcmeIssuer issuer(Pebble pebble, Proof proof, Optional<TextRecords> records, List<String> names)
            throws StateException {
        var settings = new Acme(
                pebble.directory(),
                Optional.of(pebble.trusted()),
                Optional.of("me@example.org"),
                Optional.empty(),
                Optional.empty(),
                proof,
                0);
        return new AcmeIssuer(settings, names, store, records);
    }

    private AcmeIssuer byHttp(Pebble pebble) throws StateException {
        return issuer(pebble, new ByHttp(pebble.http), Optional.empty(), NAMES);
    }

    private Pebble pebble(Path program) throws Exception {
        return Pebble.start(program, Files.createDirectories(folder.resolve("pebble")), Map.of());
    }

    private static void assertVouchesFor(List<String> names, ServerIdentity identity) {
        assertEquals(
                names.stream().sorted().toList(),
                CertificateNames.of(identity.leaf()).stream().sorted().toList());
        assertTrue(identity.chain().size() > 1, "the authority's own certificate comes along");
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("programs")
    void ordersByHttpAndRenewsWithAnotherKeyOnTheSameAccount(Path program) throws Exception {
        try (var pebble = pebble(program)) {
            var issuer = byHttp(pebble);
            var first = issuer.order(Optional.empty(), Instant.now());
            assertVouchesFor(NAMES, first);

            var account = store.file("x").resolveSibling(AcmeAccount.fileName(pebble.directory()));
            byte[] key = Files.readAllBytes(account);
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(account)));

            var second = byHttp(pebble).order(Optional.of(first.leaf()), Instant.now());
            assertVouchesFor(NAMES, second);
            assertNotEquals(first.leaf().getPublicKey(), second.leaf().getPublicKey());
            assertArrayEquals(key, Files.readAllBytes(account));
            assertEquals(1, pebble.log().split("There are now 1 accounts", -1).length - 1, "one account for life");
            assertTrue(!pebble.log().contains("There are now 2 accounts"), "and no second");
        }
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("programs")
    void ordersByTls(Path program) throws Exception {
        try (var pebble = pebble(program)) {
            assertVouchesFor(
                    NAMES,
                    issuer(pebble, new ByTls(pebble.tls), Optional.empty(), NAMES)
                            .order(Optional.empty(), Instant.now()));
        }
    }

    /** The script is a real one, and what it is told sets a real record. */
    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("programs")
    void ordersAWildcardByDnsWithAScript(Path program) throws Exception {
        try (var pebble = pebble(program)) {
            var calls = folder.resolve("calls");
            var script = Files.writeString(folder.resolve("hook"), "#!/bin/sh\necho \"$1 $2\" >> " + calls + "\n");
            Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
            var byScript = new ScriptRecords(script, Duration.ofSeconds(10));
            var records = new TextRecords() {
                @Override
                public void set(String name, String text) throws OrderException, InterruptedException {
                    byScript.set(name, text);
                    change(pebble, "set-txt", "{\"host\": \"%s.\", \"value\": \"%s\"}".formatted(name, text));
                }

                @Override
                public void clear(String name, String text) throws OrderException, InterruptedException {
                    byScript.clear(name, text);
                    change(pebble, "clear-txt", "{\"host\": \"%s.\"}".formatted(name));
                }
            };
            var names = List.of("*.example.org");

            var identity = issuer(pebble, new ByScript(script), Optional.of(records), names)
                    .order(Optional.empty(), Instant.now());

            assertVouchesFor(names, identity);
            assertEquals(
                    "set _acme-challenge.example.org\nclear _acme-challenge.example.org\n", Files.readString(calls));
        }
    }

    private static void change(Pebble pebble, String what, String json) throws OrderException {
        try {
            pebble.tell(what, json);
        } catch (Exception refused) {
            throw new OrderException("the test's name server: " + refused.getMessage(), refused);
        }
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("programs")
    void tellsInWordsWhatTheAuthoritySaw(Path program) throws Exception {
        try (var pebble = pebble(program)) {
            var elsewhere = Pebble.loopback(Pebble.freePort());
            var lost = issuer(pebble, new ByHttp(elsewhere), Optional.empty(), List.of("time.example.org"));

            var refused = assertThrows(OrderException.class, () -> lost.order(Optional.empty(), Instant.now()));

            var words = String.valueOf(refused.getMessage());
            assertTrue(words.startsWith("time.example.org: http-01 failed, the authority says: "), words);
            assertTrue(words.contains("connection refused"), words);
        }
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("programs")
    void tellsWhenThePortIsTakenOrTheAuthorityIsNotThere(Path program) throws Exception {
        try (var pebble = pebble(program);
                var taken = new java.net.ServerSocket()) {
            taken.bind(pebble.http);
            var issuer = byHttp(pebble);

            var refused = assertThrows(OrderException.class, () -> issuer.order(Optional.empty(), Instant.now()));
            assertTrue(String.valueOf(refused.getMessage()).startsWith("http-01: cannot listen on"), refused::toString);

            pebble.stop();
            var gone = assertThrows(OrderException.class, () -> issuer.order(Optional.empty(), Instant.now()));
            assertTrue(String.valueOf(gone.getMessage()).startsWith("localhost cannot be reached: "), gone::toString);
        }
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("programs")
    void bindsTheAccountToOneThatIsThere(Path program) throws Exception {
        var settings = Map.of(
                "externalAccountBindingRequired",
                "true",
                "externalAccountMACKeys",
                "{\"kid-1\": \"zWNDZM6eQGHWpSRTPal5eIUYFTu7EajVIoguysqZ9wG44nMEtx3MUAsUDkMTQ12W\"}");
        try (var pebble = Pebble.start(program, Files.createDirectories(folder.resolve("pebble")), settings)) {
            var key = Files.writeString(
                    folder.resolve("eab"), "zWNDZM6eQGHWpSRTPal5eIUYFTu7EajVIoguysqZ9wG44nMEtx3MUAsUDkMTQ12W\n");
            Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
            var bound = new Acme(
                    pebble.directory(),
                    Optional.of(pebble.trusted()),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(new ExternalAccount("kid-1", key)),
                    new ByHttp(pebble.http),
                    0);
            assertThrows(
                    OrderException.class, () -> byHttp(pebble).order(Optional.empty(), Instant.now()), "not bound");
            assertVouchesFor(
                    NAMES,
                    new AcmeIssuer(bound, NAMES, store, Optional.empty()).order(Optional.empty(), Instant.now()));
        }
    }

    /** Debian's has no windows and says so; the newer one has them. */
    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("programs")
    void asksForTheWindowWhereThereAreAny(Path program) throws Exception {
        try (var pebble = pebble(program)) {
            var issuer = byHttp(pebble);
            var now = Instant.now();
            var identity = issuer.order(Optional.empty(), now);

            var wish = issuer.wish(identity.leaf(), now);

            assertEquals(Pebble.isDebians(program), wish.window().isEmpty());
            assertTrue(wish.next().isAfter(now), wish::toString);
            wish.window().ifPresent(window -> {
                assertTrue(window.start().isAfter(now), window::toString);
                assertTrue(window.end().isBefore(identity.leaf().getNotAfter().toInstant()), window::toString);
            });
        }
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("programs")
    void ordersTheProfileThatIsWanted(Path program) throws Exception {
        assumeTrue(!Pebble.isDebians(program), "skipped: Debian's pebble knows no profiles, a newer does");
        var settings = Map.of("profiles", "{\"short\": {\"description\": \"six days\", \"validityPeriod\": 518400}}");
        try (var pebble = Pebble.start(program, Files.createDirectories(folder.resolve("pebble")), settings)) {
            var wanted = new Acme(
                    pebble.directory(),
                    Optional.of(pebble.trusted()),
                    Optional.empty(),
                    Optional.of("short"),
                    Optional.empty(),
                    new ByHttp(pebble.http),
                    0);
            var leaf = new AcmeIssuer(wanted, NAMES, store, Optional.empty())
                    .order(Optional.empty(), Instant.now())
                    .leaf();
            var life = Duration.between(
                    leaf.getNotBefore().toInstant(), leaf.getNotAfter().toInstant());
            assertTrue(life.compareTo(Duration.ofDays(7)) < 0, life::toString);
        }
    }

    @Test
    void anAccountBelongsToOneServer() {
        assertEquals(
                "acme-account-acme-v02.api.letsencrypt.org.pem",
                AcmeAccount.fileName(URI.create("https://acme-v02.api.letsencrypt.org/directory")));
        assertEquals(
                "acme-account-localhost-14000.pem", AcmeAccount.fileName(URI.create("https://localhost:14000/dir")));
    }
}

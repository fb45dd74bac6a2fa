package org.timeball.web.appliance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.timeball.server.control.admin.AdminReply;
import org.timeball.server.control.admin.AdminRequest;
import org.timeball.server.control.admin.ConfigurationAct;
import org.timeball.web.appliance.page.Statuses;

/** A box without a screen is set up by a file, once, and no password stays in it. */
@Timeout(60)
class SetupTakingTest {

    private static final String PASSWORD = "correct horse battery";
    private static final String ORDERS = """
            schema = 1
            purpose = "pool"
            [admin]
            name = "anna"
            password = "%s" # typed on a train
            """.formatted(PASSWORD);

    @TempDir
    Path folder;

    private Path file;
    private Certificates.Pair pair;
    private ControlSocketServer control;
    private AdminSocketServer admin;

    @BeforeEach
    void open() throws Exception {
        file = folder.resolve("setup.toml");
        pair = Certificates.make(folder, "web", "EC");
        control = new ControlSocketServer(folder.resolve("control.sock"), Statuses.locked(), List.of());
        admin = new AdminSocketServer(folder.resolve("admin.sock"));
    }

    @AfterEach
    void close() throws Exception {
        admin.close();
        control.close();
    }

    private TimeballWeb start() throws Exception {
        return TimeballWeb.start(new Arguments(
                "127.0.0.1",
                0,
                folder.resolve("control.sock"),
                pair.certificate(),
                pair.privateKey(),
                "timeball",
                new Arguments.Door(folder.resolve("access"), false, List.of(), file),
                false));
    }

    /** Notices of sign-ins and claims come by the same socket. */
    private AdminRequest awaitChange() throws InterruptedException {
        var request = admin.next();
        while (!(request.act() instanceof ConfigurationAct)) {
            request = admin.next();
        }
        return request;
    }

    private static void awaitExists(Path path) throws InterruptedException {
        while (!Files.exists(path)) {
            Thread.sleep(10);
        }
    }

    @Test
    void makesTheOwnerAndHasTheDaemonChange() throws Exception {
        Files.writeString(file, ORDERS);
        try (var web = start()) {
            assertTrue(web.claimCode().isEmpty(), "it has an owner");
            var change = awaitChange();
            assertEquals("setup.toml", change.actor().from());
            var apply = assertInstanceOf(ConfigurationAct.Apply.class, change.act());
            assertTrue(apply.text().contains("requests-per-second = 2"), apply.text());
            assertTrue(apply.text().startsWith("# the harbour's\n"), apply.text());
            awaitExists(folder.resolve("setup.toml.taken"));
            assertFalse(Files.exists(file));
            assertFalse(Files.readString(folder.resolve("setup.toml.taken")).contains(PASSWORD));
            try (var visitor = new Visitor(web, pair.trust(), "")) {
                assertEquals(
                        303,
                        visitor.post("/login", Map.of("name", "anna", "password", PASSWORD))
                                .statusCode());
            }
        }
    }

    @Test
    void tellsWhatTheDaemonRefusesBesideTheFile() throws Exception {
        admin.answer(new AdminReply.Refused("timeball.toml:3:1: no"));
        Files.writeString(file, ORDERS);
        try (var web = start()) {
            awaitChange();
            awaitExists(folder.resolve("setup.toml.mistakes"));
            assertTrue(web.claimCode().isEmpty());
            assertFalse(Files.readString(file).contains(PASSWORD), "the owner is made and the secret gone");
        }
        admin.answer(new AdminReply.Done("changed"));
        try (var web = start()) {
            assertEquals("setup.toml", awaitChange().actor().from());
            awaitExists(folder.resolve("setup.toml.taken"));
            assertTrue(web.claimCode().isEmpty());
        }
    }

    @Test
    void aMistakeIsToldWithItsPlaceAndNothingIsDone() throws Exception {
        Files.writeString(file, ORDERS.replace("purpose", "purpos"));
        try (var web = start()) {
            String told = Files.readString(folder.resolve("setup.toml.mistakes"));
            assertTrue(
                    told.contains("setup.toml:2:1: purpos is not a known key")
                            && told.contains("did you mean purpose?"),
                    told);
            assertTrue(web.claimCode().isPresent(), "it can be claimed as ever");
            assertTrue(Files.exists(file));
        }
    }

    /** Whoever puts a card in later is no owner by it. */
    @Test
    void makesNoSecondOwner() throws Exception {
        Files.writeString(file, ORDERS);
        var taken = folder.resolve("setup.toml.taken");
        try (var web = start()) {
            awaitExists(taken);
            assertTrue(web.claimCode().isEmpty());
        }
        Files.delete(taken);
        Files.writeString(file, ORDERS.replace("anna", "mallory"));
        try (var web = start();
                var visitor = new Visitor(web, pair.trust(), "")) {
            assertEquals(
                    401,
                    visitor.post("/login", Map.of("name", "mallory", "password", PASSWORD))
                            .statusCode());
            awaitExists(taken);
            assertFalse(Files.readString(taken).contains(PASSWORD));
        }
    }
}

package org.timeball.server.monitoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.timeball.server.control.admin.Actor;
import org.timeball.server.control.admin.AdminAct;
import org.timeball.server.control.admin.AdminReply;
import org.timeball.server.control.admin.AdminRequest;
import org.timeball.server.control.admin.ConfigurationAct;
import org.timeball.server.control.admin.PoolAct;
import org.timeball.server.control.event.EventRecord;
import org.timeball.server.control.net.AdminClient;
import org.timeball.server.control.net.ControlException;
import org.timeball.server.state.StateDirectory;
import org.timeball.server.state.StateException;

/** Changes asked for over a real socket, and what the event log says of them: W18 of the test catalogue. */
@Timeout(30)
class AdminServerTest {

    private static final Actor ANNA = new Actor("anna", "192.0.2.7");

    @TempDir
    Path folder;

    private final AtomicLong nanos = new AtomicLong(1_795_400_000_000_000_000L);
    private StateDirectory state;
    private EventJournal journal;
    private AdminServer server;

    @BeforeEach
    void open() throws Exception {
        state = StateDirectory.open(folder.resolve("state"));
        journal = EventJournal.open(state);
        server = AdminServer.open(folder.resolve("control.sock"), Optional.empty(), desk());
    }

    @AfterEach
    void close() {
        server.close();
    }

    private AdminDesk desk() {
        return new AdminDesk(request -> act(request.act()), journal, () -> nanos.addAndGet(1_000_000_000L));
    }

    private static AdminReply act(AdminAct act) {
        return switch (act) {
            case AdminAct.ReloadConfiguration() -> new AdminReply.Refused("line 3 is wrong\nand line 4");
            case AdminAct.RotateCookieKeys() -> new AdminReply.Done("a new key");
            case AdminAct.RenewCertificate(var name) -> new AdminReply.Done(name);
            case AdminAct.BringCertificate(var name, var _) -> new AdminReply.Done(name);
            case ConfigurationAct _ -> new AdminReply.Done("it is so");
            case PoolAct _ -> new AdminReply.Done("it is let in");
            case AdminAct.TestAlert(var name) -> new AdminReply.Done(name);
            case AdminAct.Tell(var what, var _) -> {
                if (what.equals("mistake")) {
                    throw new IllegalStateException("a mistake made on purpose");
                }
                yield new AdminReply.Done("noted");
            }
        };
    }

    private AdminReply ask(AdminAct act) throws ControlException {
        return new AdminClient(server.path(), Duration.ofSeconds(10)).ask(new AdminRequest(ANNA, act));
    }

    @Test
    void liesBesideTheControlSocketForItsUserAndGroup() throws Exception {
        assertEquals(folder.resolve("admin.sock"), server.path());
        assertEquals("rw-rw----", PosixFilePermissions.toString(Files.getPosixFilePermissions(server.path())));
    }

    @Test
    void eachChangeIsALineWithWhoWhenFromWhereAndWhatBecameOfIt() throws Exception {
        assertEquals(new AdminReply.Done("a new key"), ask(new AdminAct.RotateCookieKeys()));
        assertInstanceOf(AdminReply.Refused.class, ask(new AdminAct.ReloadConfiguration()));
        ask(new AdminAct.Tell("signed-in", "anna signed in"));
        ask(new PoolAct.AddToken("my", "0123456789abcdef012345", "of the spring"));
        assertInstanceOf(AdminReply.Failed.class, ask(new AdminAct.Tell("mistake", "breaks")));
        assertInstanceOf(AdminReply.Done.class, ask(new ConfigurationAct.Check("who only looks is not noted")));

        var report = journal.last(10);
        assertEquals("", report.complaint());
        assertEquals(
                List.of(
                        "rekey done seal cookies under a new key: a new key",
                        "reload refused read the configuration again: line 3 is wrong and line 4",
                        "signed-in done anna signed in",
                        "pool-add done let the pool my in by another token, \"of the spring\": it is let in",
                        "mistake failed breaks: a mistake of this program, which its log tells"),
                report.events().stream()
                        .map(event -> event.what() + " " + event.outcome() + " " + event.sentence())
                        .toList());
        for (var event : report.events()) {
            assertEquals("anna", event.user());
            assertEquals("192.0.2.7", event.from());
            assertEquals(System.getProperty("user.name"), event.by(), "as the kernel tells");
        }
        assertEquals(
                List.of(1L, 2L, 3L, 4L, 5L),
                report.events().stream().map(EventRecord::number).toList());
        assertTrue(report.events().getLast().utcNanos()
                > report.events().getFirst().utcNanos());
    }

    @Test
    void theLogGoesOnAfterARestart() throws Exception {
        ask(new AdminAct.RotateCookieKeys());
        server.close();
        journal = EventJournal.open(state);
        server = AdminServer.open(folder.resolve("control.sock"), Optional.empty(), desk());
        ask(new AdminAct.RotateCookieKeys());

        var report = EventJournal.open(state).last(10);
        assertEquals("", report.complaint());
        assertEquals(2, report.events().getLast().number());
        assertEquals(1, journal.last(1).events().size(), "as many as were asked for");
    }

    @Test
    void aLogThatWasTamperedWithIsSeenWhileTheDaemonRunsAndAfter() throws Exception {
        for (int i = 0; i < 3; i++) {
            ask(new AdminAct.RotateCookieKeys());
        }
        var file = state.path().resolve("events");
        var written = Files.readString(file);

        Files.writeString(file, written.replaceFirst("anna", "bert"), StandardOpenOption.TRUNCATE_EXISTING);
        assertEquals("line 1 was altered", journal.last(10).complaint());
        assertEquals("line 1 was altered", EventJournal.open(state).last(10).complaint());

        Files.writeString(
                file,
                written.lines().limit(2).reduce("", (all, line) -> all + line + "\n"),
                StandardOpenOption.TRUNCATE_EXISTING);
        assertEquals("line 3 was written and is not there", journal.last(10).complaint());
        var later = EventJournal.open(state);
        assertEquals("line 3 was written and is not there", later.last(10).complaint());

        journal = later;
        desk().handle(new AdminRequest(ANNA, new AdminAct.RotateCookieKeys()), "root");
        assertTrue(
                later.last(10).complaint().startsWith("line 4 does not follow line 2"),
                later.last(10).complaint());
    }

    @Test
    void whatIsNoRequestIsRefusedAndIsNoEvent() throws Exception {
        try (var channel = java.nio.channels.SocketChannel.open(java.net.UnixDomainSocketAddress.of(server.path()))) {
            channel.write(java.nio.ByteBuffer.wrap("{\"v\":1,\"op\":\"drop\"}\n".getBytes()));
            var answer = java.nio.ByteBuffer.allocate(1_000);
            channel.read(answer);
            assertTrue(new String(answer.array(), 0, answer.position()).contains("\"outcome\":\"refused\""));
        }
        assertEquals(List.of(), journal.last(10).events());
    }

    @Test
    void saysThatThereIsNoSuchGroup() {
        var refused = assertThrows(
                ControlSocketException.class,
                () -> AdminServer.open(folder.resolve("other.sock"), Optional.of("no-such-group-here"), desk()));

        assertTrue(
                String.valueOf(refused.getMessage()).contains("there is no group no-such-group-here"),
                refused.getMessage());
        assertFalse(Files.exists(folder.resolve("other-admin.sock")));
    }

    @Test
    void itsGroupIsTheOneThatIsNamedAndNobodyElseMayConnect() throws Exception {
        String own = attributes(server.path()).group().getName();
        try (var other = AdminServer.open(folder.resolve("other.sock"), Optional.of(own), desk())) {
            assertEquals(own, attributes(other.path()).group().getName());
            assertEquals(
                    "rw-rw----",
                    PosixFilePermissions.toString(attributes(other.path()).permissions()));
        }
    }

    private static PosixFileAttributes attributes(Path file) throws IOException {
        return Files.readAttributes(file, PosixFileAttributes.class);
    }

    @Test
    void aDiskThatTakesNothingIsAnAlarmAndTheChangeIsDone() throws Exception {
        assertEquals(List.of(), journal.alarms());
        Files.createDirectory(state.path().resolve("events"));
        assertInstanceOf(AdminReply.Done.class, ask(new AdminAct.RotateCookieKeys()));

        assertEquals(1, journal.alarms().size());
        assertTrue(
                journal.alarms().getFirst().startsWith("the event log is not kept"),
                journal.alarms().toString());
        assertThrows(StateException.class, () -> EventJournal.open(state));
    }
}

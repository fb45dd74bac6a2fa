package org.timeball.server.discovery.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

/** Updates to a real name server that takes them: Debian's knot. */
class DnsUpdateTest {

    private static final Path KNOTD = Path.of("/usr/sbin/knotd");
    private static final String SECRET = "c2VjcmV0IG9mIHRoaXJ0eS10d28gb2N0ZXRzIGhlcmUhIQ==";
    private static final String RECORD = "_acme-challenge.time.example.org";
    private static final long LOOK_MILLIS = 50;
    private static final long PATIENCE_NANOS = Duration.ofSeconds(30).toNanos();

    @TempDir
    Path folder;

    private InetSocketAddress server;
    private Process knot;

    @BeforeEach
    void start() throws Exception {
        assumeTrue(Files.isExecutable(KNOTD), "skipped: no knotd (Debian: knot), so nobody takes updates");
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            server = new InetSocketAddress(InetAddress.getLoopbackAddress(), socket.getLocalPort());
        }
        Files.writeString(folder.resolve("example.org.zone"), """
                $ORIGIN example.org.
                @ 60 IN SOA ns hostmaster 1 3600 600 86400 60
                @ 60 IN NS ns
                ns 60 IN A 127.0.0.1
                """);
        var config = Files.writeString(folder.resolve("knot.conf"), """
                server:
                    rundir: "%1$s"
                    listen: 127.0.0.1@%2$d
                database:
                    storage: "%1$s"
                key:
                  - id: timeball
                    algorithm: hmac-sha256
                    secret: %3$s
                acl:
                  - id: update
                    key: timeball
                    action: update
                    update-type: TXT
                zone:
                  - domain: example.org
                    storage: "%1$s"
                    file: example.org.zone
                    acl: update
                """.formatted(folder, server.getPort(), SECRET));
        knot = new ProcessBuilder(KNOTD.toString(), "-c", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        long endNanos = System.nanoTime() + PATIENCE_NANOS;
        while (!answers()) {
            boolean hasEnded = knot.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            assertTrue(!hasEnded && System.nanoTime() - endNanos < 0, Files.readString(folder.resolve("log")));
        }
    }

    @AfterEach
    void end() {
        if (knot != null) {
            knot.destroyForcibly().onExit().join();
        }
    }

    private boolean answers() {
        try {
            return !ask("ns.example.org", Type.A).isEmpty();
        } catch (IOException notYet) {
            return false;
        }
    }

    private List<Record> ask(String name, int type) throws IOException {
        byte[] question = Message.newQuery(Record.newRecord(Name.fromString(name + "."), type, DClass.IN))
                .toWire();
        try (var socket = new Socket(server.getAddress(), server.getPort())) {
            var out = ByteBuffer.allocate(Short.BYTES + question.length);
            socket.getOutputStream()
                    .write(out.putShort((short) question.length).put(question).array());
            var in = socket.getInputStream();
            int length = in.read() << 8 | in.read();
            return new Message(in.readNBytes(length)).getSection(Section.ANSWER);
        }
    }

    private List<String> texts() throws IOException {
        return ask(RECORD, Type.TXT).stream()
                .flatMap(record -> ((TXTRecord) record).getStrings().stream())
                .sorted()
                .toList();
    }

    private DnsUpdate update(String secret) throws IOException {
        return new DnsUpdate(server, "example.org", "timeball", "hmac-sha256", secret);
    }

    /** A certificate for a name and for all below it has two proofs at one name. */
    @Test
    void setsRecordsBesideOthersAndClearsItsOwn() throws Exception {
        var update = update(SECRET);

        update.set(RECORD, "one");
        update.set(RECORD, "two");
        assertEquals(List.of("one", "two"), texts());

        update.clear(RECORD, "one");
        assertEquals(List.of("two"), texts());
        update.clear(RECORD, "two");
        update.clear(RECORD, "two");
        assertEquals(List.of(), texts());
    }

    @Test
    void saysWhatTheServerHasAgainstIt() throws Exception {
        var stranger = assertThrows(
                IOException.class, () -> update("YW5vdGhlciBzZWNyZXQ=").set(RECORD, "no"));
        assertTrue(String.valueOf(stranger.getMessage()).contains("see that the key may update example.org there"));

        var elsewhere = new DnsUpdate(server, "example.net", "timeball", "hmac-sha256", SECRET);
        var refused = assertThrows(IOException.class, () -> elsewhere.set("a.example.net", "no"));
        assertTrue(String.valueOf(refused.getMessage()).contains(" answers "), refused::toString);
        assertEquals(List.of(), texts());
    }

    /** Whoever sits between cannot say that it was done. */
    @Test
    void believesNoAnswerThatIsNotSigned() throws Exception {
        try (var forger = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var answering = Thread.ofVirtual().start(() -> {
                try (var client = forger.accept()) {
                    var in = client.getInputStream();
                    int length = in.read() << 8 | in.read();
                    byte[] answer = new byte[12];
                    System.arraycopy(in.readNBytes(length), 0, answer, 0, 4);
                    answer[2] |= (byte) 0x80; // an answer, NOERROR
                    client.getOutputStream().write(new byte[] {0, 12});
                    client.getOutputStream().write(answer);
                } catch (IOException gone) {
                    throw new AssertionError(gone);
                }
            });
            var update = new DnsUpdate(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), forger.getLocalPort()),
                    "example.org",
                    "timeball",
                    "hmac-sha256",
                    SECRET);

            var refused = assertThrows(IOException.class, () -> update.set(RECORD, "one"));
            assertTrue(String.valueOf(refused.getMessage()).contains("does not prove who it is"), refused::toString);
            answering.join();
        }
    }
}

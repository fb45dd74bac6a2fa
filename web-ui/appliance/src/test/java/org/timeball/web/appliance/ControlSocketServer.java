package org.timeball.web.appliance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.timeball.server.control.AuthorityRecord;
import org.timeball.server.control.CertificateRecord;
import org.timeball.server.control.CertificateReport;
import org.timeball.server.control.ClientReport;
import org.timeball.server.control.ControlReply;
import org.timeball.server.control.PulseRecord;
import org.timeball.server.control.Status;
import org.timeball.server.control.alert.AlertReport;
import org.timeball.server.control.configuration.ConfigurationReport;
import org.timeball.server.control.configuration.ConfigurationStep;
import org.timeball.server.control.diagnosis.Check;
import org.timeball.server.control.diagnosis.CheckArea;
import org.timeball.server.control.diagnosis.CheckVerdict;
import org.timeball.server.control.diagnosis.DiagnosisReport;
import org.timeball.server.control.history.HistoryReport;

/** The other end of the control socket: a real Unix socket that says what the test tells it to. */
public final class ControlSocketServer implements AutoCloseable {

    /** Of one that people bring. */
    static final ConfigurationReport CONFIGURATION = new ConfigurationReport(
            "/etc/timeball/timeball.toml",
            "# the harbour's\nschema = 1\n\n[ntp]\nburst = 10 # as the pool wants it\n",
            List.of(),
            List.of("ntp.burst"),
            List.of("receiver", "web"),
            List.of(new ConfigurationStep(
                    1,
                    1_795_400_000_000_000_000L,
                    "anna",
                    "192.0.2.7",
                    "changed",
                    List.of("-burst = 8", "+burst = 10"))));

    private static final DiagnosisReport DIAGNOSIS = new DiagnosisReport(
            0,
            true,
            List.of(new Check("clock.state", CheckArea.CLOCK, "State", CheckVerdict.GOOD, "Locked for 1 s.", "", 0)));

    private static final CertificateReport CERTIFICATES = new CertificateReport(
            true,
            List.of(new CertificateRecord(
                    "public", "import", List.of(), 0, List.of(), "", "", 0, 0, Double.NaN, 0, 0, 0, 0, 0, "", "")),
            new AuthorityRecord("CN=Timeball", "01:02", 1, List.of(), "-----BEGIN CERTIFICATE-----\n"));

    private final Path path;
    private final ServerSocketChannel listener;
    private final List<SocketChannel> connections = new CopyOnWriteArrayList<>();
    private final List<SocketChannel> followers = new CopyOnWriteArrayList<>();
    private final Thread second = Thread.ofVirtual().unstarted(this::repeat);
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile boolean isSilent;
    private volatile Status status;
    private volatile List<PulseRecord> pulses;

    /** Listens at once; the first follower is told {@code status} at once. */
    public ControlSocketServer(Path path, Status status, List<PulseRecord> pulses) throws IOException {
        this.path = path;
        this.status = status;
        this.pulses = List.copyOf(pulses);
        listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listener.bind(UnixDomainSocketAddress.of(path));
        Thread.ofVirtual().start(this::accept);
        second.start();
    }

    /** As the daemon does: a word each second, the same one if nothing changed. */
    private void repeat() {
        try {
            while (!over.await(1, TimeUnit.SECONDS)) {
                followers.forEach(follower -> send(follower, new ControlReply.OfStatus(status)));
            }
        } catch (InterruptedException closed) {
            // The test is over.
        }
    }

    /** Tells every follower. */
    public void say(Status next, List<PulseRecord> nextPulses) {
        status = next;
        pulses = List.copyOf(nextPulses);
        followers.forEach(follower -> send(follower, new ControlReply.OfStatus(next)));
    }

    /** What it last said. */
    public Status status() {
        return status;
    }

    /** Connections that follow. */
    public int followers() {
        return followers.size();
    }

    /** Keeps all connections open and says nothing more, to anyone. */
    public void fallSilent() {
        isSilent = true;
    }

    private void accept() {
        try {
            while (true) {
                var connection = listener.accept();
                connections.add(connection);
                Thread.ofVirtual().start(() -> serve(connection));
            }
        } catch (ClosedChannelException closed) {
            // The test is over.
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void serve(SocketChannel connection) {
        try (connection;
                var reader = new BufferedReader(Channels.newReader(connection, StandardCharsets.UTF_8))) {
            for (String request = reader.readLine(); request != null; request = reader.readLine()) {
                answer(request, connection);
            }
        } catch (IOException gone) {
            followers.remove(connection);
        }
    }

    private void answer(String request, SocketChannel connection) {
        if (request.contains("\"pulses\"")) {
            send(connection, new ControlReply.OfPulses(pulses));
            return;
        }
        if (request.contains("\"history\"")) {
            send(connection, new ControlReply.OfHistory(new HistoryReport(0, 1, List.of())));
            return;
        }
        if (request.contains("\"configuration\"")) {
            send(connection, new ControlReply.OfConfiguration(CONFIGURATION));
            return;
        }
        if (request.contains("\"certificates\"")) {
            send(connection, new ControlReply.OfCertificates(CERTIFICATES));
            return;
        }
        if (request.contains("\"alerts\"")) {
            send(connection, new ControlReply.OfAlerts(AlertReport.NONE));
            return;
        }
        if (request.contains("\"diagnosis\"")) {
            send(connection, new ControlReply.OfDiagnosis(DIAGNOSIS));
            return;
        }
        if (request.contains("\"clients\"")) {
            send(connection, new ControlReply.OfClients(new ClientReport("prefix", 0, 1_000, 0, List.of())));
            return;
        }
        if (request.contains("\"follow\"")) {
            followers.add(connection);
        }
        send(connection, new ControlReply.OfStatus(status));
    }

    /** Synchronised, for the test's thread and the second's contend for a connection. */
    private synchronized void send(SocketChannel connection, ControlReply reply) {
        if (isSilent) {
            return;
        }
        try {
            var line = ByteBuffer.wrap((reply.line() + "\n").getBytes(StandardCharsets.UTF_8));
            while (line.hasRemaining()) {
                connection.write(line);
            }
        } catch (IOException gone) {
            followers.remove(connection);
        }
    }

    @Override
    public void close() throws IOException {
        over.countDown();
        listener.close();
        for (var connection : connections) {
            connection.close();
        }
        Files.deleteIfExists(path);
    }
}

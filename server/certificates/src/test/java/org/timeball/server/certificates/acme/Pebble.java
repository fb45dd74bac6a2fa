package org.timeball.server.certificates.acme;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.timeball.server.certificates.NameConstraints;
import org.timeball.server.certificates.OwnCertificateAuthority;
import org.timeball.server.certificates.PemCertificates;
import org.timeball.server.certificates.ServerNames;
import org.timeball.server.state.StateDirectory;

/**
 * Let's Encrypt's test authority as a real peer, with the name server that comes with it: every name leads to 127.0.0.1,
 * and a part of the nonces is refused on purpose.
 */
final class Pebble implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long LOOK_MILLIS = 50;
    private static final Path DEBIANS = Path.of("/usr/bin/pebble");

    private final List<Process> processes = new ArrayList<>();
    private final Path folder;
    private final int directoryPort = freePort();
    private final int managementPort = freePort();
    private final int challengesPort = freePort();
    final InetSocketAddress http = loopback(freePort());
    final InetSocketAddress tls = loopback(freePort());

    private Pebble(Path folder) throws IOException {
        this.folder = folder;
    }

    /** The authorities of that kind on this machine: Debian's, and a newer one if somebody put it there. */
    static List<Path> programs() {
        var newer = Optional.ofNullable(System.getenv("TIMEBALL_PEERS")).orElse("/tmp/timeball-peers");
        return Stream.of(DEBIANS, Path.of(newer, "usr/bin/pebble"))
                .filter(Files::isExecutable)
                .filter(program -> Files.isExecutable(program.resolveSibling("pebble-challtestsrv")))
                .toList();
    }

    /**
     * Starts both.
     *
     * @param settings of pebble beside those that are always so
     */
    static Pebble start(Path program, Path folder, Map<String, String> settings) throws Exception {
        var pebble = new Pebble(folder);
        try {
            pebble.begin(program, settings);
        } catch (Exception failed) {
            pebble.close();
            throw failed;
        }
        return pebble;
    }

    private void begin(Path program, Map<String, String> settings) throws Exception {
        var authority = OwnCertificateAuthority.create("Test", NameConstraints.NONE, Instant.now());
        var identity = authority.issue(new ServerNames(List.of("localhost"), List.of()), Instant.now());
        PemCertificates.save(StateDirectory.open(folder), "pebble.pem", "pebble-key.pem", identity);
        Files.write(trusted(), authority.pem());
        int dnsPort = freePort();
        boolean isOld = isDebians(program);
        var names = new ArrayList<>(List.of(
                program.resolveSibling("pebble-challtestsrv").toString(),
                isOld ? "-dns01" : "-dnsserver",
                "127.0.0.1:" + dnsPort,
                "-management",
                "127.0.0.1:" + challengesPort,
                "-defaultIPv4",
                "127.0.0.1"));
        for (var unused : List.of("-http01", "-https01", "-tlsalpn01", "-defaultIPv6")) {
            names.addAll(List.of(unused, ""));
        }
        if (!isOld) {
            names.addAll(List.of("-doh", ""));
        }
        var nameServer = run(names);
        var config = new StringBuilder("{\"pebble\": {");
        config.append("\"listenAddress\": \"127.0.0.1:").append(directoryPort).append("\",");
        config.append("\"managementListenAddress\": \"127.0.0.1:")
                .append(managementPort)
                .append("\",");
        config.append("\"certificate\": \"")
                .append(folder.resolve("pebble.pem"))
                .append("\",");
        config.append("\"privateKey\": \"")
                .append(folder.resolve("pebble-key.pem"))
                .append("\",");
        settings.forEach((key, value) ->
                config.append('"').append(key).append("\": ").append(value).append(','));
        config.append("\"httpPort\": ").append(http.getPort()).append(',');
        config.append("\"tlsPort\": ").append(tls.getPort()).append("}}");
        var file = Files.writeString(folder.resolve("pebble.json"), config);
        var authorityServer = run(List.of(
                program.toString(), "-strict", "-config", file.toString(), "-dnsserver", "127.0.0.1:" + dnsPort));
        await(authorityServer, directoryPort);
        await(nameServer, challengesPort);
    }

    private Process run(List<String> command) throws IOException {
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("pebble.log").toFile()));
        builder.environment().put("PEBBLE_VA_NOSLEEP", "1");
        builder.environment().put("PEBBLE_WFE_NONCEREJECT", "25");
        var process = builder.start();
        processes.add(process);
        return process;
    }

    private void await(Process process, int port) throws Exception {
        long endNanos = System.nanoTime() + PATIENCE.toNanos();
        while (!isListening(port)) {
            boolean hasEnded = process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            if (hasEnded || System.nanoTime() - endNanos > 0) {
                throw new IOException("nobody listens on " + port + ": " + log());
            }
        }
    }

    private static boolean isListening(int port) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    /** It has neither windows nor profiles. */
    static boolean isDebians(Path program) {
        return program.equals(DEBIANS);
    }

    URI directory() {
        return URI.create("https://localhost:" + directoryPort + "/dir");
    }

    /** Who vouches for its own server. */
    Path trusted() {
        return folder.resolve("pebble-ca.pem");
    }

    String log() throws IOException {
        return Files.readString(folder.resolve("pebble.log"));
    }

    /** Tells its name server something, as {@code set-txt}. */
    void tell(String what, String json) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            var answer = client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + challengesPort + "/" + what))
                            .POST(HttpRequest.BodyPublishers.ofString(json))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IOException(what + ": " + answer.statusCode() + " " + answer.body());
            }
        }
    }

    static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /**
     * One that nobody has now, and that no connection gets as its own end while its listener comes and goes: the kernel takes
     * those from 32,768 up.
     */
    static int freePort() throws IOException {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(10_000, 32_768);
            try (var probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return probe.getLocalPort();
            } catch (BindException taken) {
                // The next one.
            }
        }
    }

    /** Ends both; harmless when repeated. */
    void stop() {
        processes.forEach(process -> process.destroyForcibly().onExit().join());
    }

    @Override
    public void close() {
        stop();
    }
}

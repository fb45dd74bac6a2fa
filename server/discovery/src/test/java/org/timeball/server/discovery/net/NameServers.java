package org.timeball.server.discovery.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/**
 * A small internet of names on loopback: a root of its own and zones below it, signed by {@code ldns-signzone}, served
 * by {@code nsd}, asked for by {@code unbound}, which validates. None of them shares code with ours or with dnsjava.
 */
final class NameServers {

    /** Where Debian keeps what only root runs. */
    private static final String PATHS = System.getenv("PATH") + ":/usr/sbin:/sbin";

    private static final Duration DAY = Duration.ofDays(1);

    private final Path folder;
    private final List<String> zones = new ArrayList<>();
    private final List<String> delegations = new ArrayList<>();
    private final List<Process> processes = new ArrayList<>();
    private final int authorityPort;
    private final int resolverPort;

    /** Skips the test where a program is missing. */
    static void require() {
        List.of("nsd", "unbound", "ldns-keygen", "ldns-signzone").forEach(NameServers::find);
    }

    NameServers(Path folder) throws IOException {
        this.folder = folder;
        try (var one = new ServerSocket(0);
                var other = new ServerSocket(0)) {
            authorityPort = one.getLocalPort();
            resolverPort = other.getLocalPort();
        }
    }

    private static String find(String program) {
        var found = Stream.of(PATHS.split(":"))
                .map(path -> Path.of(path, program))
                .filter(Files::isExecutable)
                .findFirst();
        Assumptions.assumeTrue(found.isPresent(), () -> "skipped: " + program + " is not installed");
        return found.orElseThrow().toString();
    }

    InetSocketAddress resolver() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), resolverPort);
    }

    /** The root's key, which {@link #start} makes. */
    Path rootAnchor() {
        return folder.resolve("root.ds");
    }

    /** A zone that nobody signed, and whose parent says so. */
    void plain(String zone, String records) throws IOException {
        zones.add(zone);
        delegations.add(zone + " 60 IN NS ns.test.\n");
        Files.writeString(folder.resolve(file(zone)), start(zone) + records);
    }

    /** A zone that is signed from yesterday to tomorrow. */
    void signed(String zone, String algorithm, String records, String... options) throws Exception {
        signedAround(Instant.now(), zone, algorithm, records, options);
    }

    /** A zone that was signed for the days around an instant, and whose parent has its key. */
    void signedAround(Instant when, String zone, String algorithm, String records, String... options) throws Exception {
        plain(zone, records);
        delegations.add(sign(when, zone, algorithm, options));
    }

    /** Signs the file of a zone, and returns the zone's DS record as a line. */
    private String sign(Instant when, String zone, String algorithm, String... options) throws Exception {
        var key = run(find("ldns-keygen"), "-a", algorithm, "-b", "2048", "-k", zone);
        var command = new ArrayList<>(List.of(
                find("ldns-signzone"),
                "-i",
                String.valueOf(when.minus(DAY).getEpochSecond()),
                "-e",
                String.valueOf(when.plus(DAY).getEpochSecond()),
                "-f",
                file(zone) + ".signed"));
        command.addAll(List.of(options));
        command.addAll(List.of(file(zone), key));
        run(command.toArray(String[]::new));
        Files.move(
                folder.resolve(file(zone) + ".signed"),
                folder.resolve(file(zone)),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        return Files.readString(folder.resolve(key + ".ds"));
    }

    /** Changes a zone behind its signatures' back. */
    void tamper(String zone, String what, String with) throws IOException {
        var path = folder.resolve(file(zone));
        var text = Files.readString(path);
        assertTrue(text.contains(what));
        Files.writeString(path, text.replace(what, with));
    }

    private static String file(String zone) {
        return "zone-" + zone;
    }

    private static String start(String zone) {
        return "%1$s 60 IN SOA ns.test. admin.test. 1 60 60 60 60\n%1$s 60 IN NS ns.test.\n".formatted(zone);
    }

    void start() throws Exception {
        var root = start(".") + "ns.test. 60 IN A 127.0.0.1\n" + String.join("", delegations);
        Files.writeString(folder.resolve(file(".")), root);
        Files.writeString(rootAnchor(), sign(Instant.now(), ".", "ECDSAP256SHA256"));
        zones.add(".");
        startAuthority();
        startResolver();
        awaitRoot();
    }

    private void startAuthority() throws IOException {
        var text = """
                server:
                    ip-address: 127.0.0.1@%1$d
                    username: ""
                    chroot: ""
                    database: ""
                    server-count: 1
                    zonesdir: "%2$s"
                    pidfile: "%2$s/nsd.pid"
                    xfrdfile: ""
                    zonelistfile: "%2$s/nsd.zones"
                    xfrdir: "%2$s"
                remote-control:
                    control-enable: no
                """.formatted(authorityPort, folder)
                + zones.stream()
                        .map(zone -> "zone:\n    name: \"%s\"\n    zonefile: \"%s\"\n".formatted(zone, file(zone)))
                        .collect(Collectors.joining());
        Files.writeString(folder.resolve("nsd.conf"), text);
        launch("nsd", "-d", "-c", folder.resolve("nsd.conf").toString());
    }

    private void startResolver() throws IOException {
        var text = """
                server:
                    interface: 127.0.0.1
                    port: %1$d
                    access-control: 127.0.0.0/8 allow
                    directory: "%2$s"
                    chroot: ""
                    username: ""
                    pidfile: "%2$s/unbound.pid"
                    use-syslog: no
                    num-threads: 1
                    do-ip6: no
                    do-not-query-localhost: no
                    module-config: "validator iterator"
                    trust-anchor-file: "%3$s"
                    trust-anchor-signaling: no
                    local-zone: "test." nodefault
                    ede: yes
                remote-control:
                    control-enable: no
                """.formatted(resolverPort, folder, rootAnchor())
                + zones.stream()
                        .map(zone -> "stub-zone:\n    name: \"%s\"\n    stub-addr: 127.0.0.1@%d\n"
                                .formatted(zone, authorityPort))
                        .collect(Collectors.joining());
        Files.writeString(folder.resolve("unbound.conf"), text);
        launch("unbound", "-d", "-c", folder.resolve("unbound.conf").toString());
    }

    private void launch(String program, String... arguments) throws IOException {
        var command = new ArrayList<>(List.of(find(program)));
        command.addAll(List.of(arguments));
        processes.add(new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(program + ".log").toFile())
                .start());
    }

    /** Until both listen. */
    private void awaitRoot() throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        byte[] question = Message.newQuery(Record.newRecord(Name.root, Type.SOA, DClass.IN))
                .toWire();
        var answer = new DatagramPacket(new byte[4_096], 4_096);
        try (var socket = new DatagramSocket()) {
            socket.setSoTimeout(200);
            while (System.nanoTime() - deadline < 0) {
                socket.send(new DatagramPacket(question, question.length, resolver()));
                try {
                    socket.receive(answer);
                    var message = new Message(java.util.Arrays.copyOf(answer.getData(), answer.getLength()));
                    if (message.getRcode() == Rcode.NOERROR) {
                        return;
                    }
                } catch (SocketTimeoutException notYet) {
                    // It is asked again.
                }
            }
        }
        throw new IOException("the name servers did not start: " + logs());
    }

    private String logs() throws IOException {
        return Files.readString(folder.resolve("nsd.log")) + Files.readString(folder.resolve("unbound.log"));
    }

    /** What a program says. */
    private String run(String... command) throws IOException, InterruptedException {
        var output = folder.resolve("output").toFile();
        var process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output)
                .start();
        assertTrue(process.waitFor(20, TimeUnit.SECONDS));
        var said = Files.readString(output.toPath()).strip();
        assertEquals(0, process.exitValue(), said);
        return said;
    }

    void stop() throws InterruptedException {
        for (var process : processes) {
            process.destroy();
            process.waitFor(10, TimeUnit.SECONDS);
        }
    }
}

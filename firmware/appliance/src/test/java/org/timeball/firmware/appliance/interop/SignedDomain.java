package org.timeball.firmware.appliance.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A domain on loopback, signed by {@code ldns-signzone} and served by {@code nsd}: the trust anchor is its own key. */
final class SignedDomain implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 20;
    private static final int ASK_AGAIN_MILLIS = 200;

    /** Number 1, one question: the SOA record of the root, which nsd refuses; that it answers is enough. */
    private static final byte[] QUESTION =
            HexFormat.of().parseHex("0001" + "0100" + "0001" + "0000" + "0000" + "0000" + "00" + "0006" + "0001");

    private final Path folder;
    private final int port;
    private final String key;
    private final Process nsd;

    static void require() {
        List.of("nsd", "ldns-keygen", "ldns-signzone").forEach(Launcher::require);
    }

    /**
     * Serves it.
     *
     * @param name    with its final dot
     * @param records as a zone file has them, but for SOA and NS
     */
    SignedDomain(Path folder, String name, String records) throws IOException, InterruptedException {
        this.folder = folder;
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        var zone = write(
                "zone",
                "%1$s 60 IN SOA ns.%1$s admin.%1$s 1 60 60 60 60\n%1$s 60 IN NS ns.%1$s\n".formatted(name) + records);
        key = run("cd '" + folder + "' && ldns-keygen -a ECDSAP256SHA256 -k " + name);
        run("cd '" + folder + "' && ldns-signzone -f zone.signed " + zone + " " + key);
        var configuration = write("nsd.conf", """
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
                zone:
                    name: "%3$s"
                    zonefile: "zone.signed"
                """.formatted(port, folder, name));
        nsd = Launcher.builder(List.of("nsd", "-d", "-c", configuration.toString()))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("nsd.log").toFile())
                .start();
        await();
    }

    private Path write(String file, String text) throws IOException {
        return Files.writeString(folder.resolve(file), text);
    }

    private static String run(String script) throws IOException, InterruptedException {
        var finished = Launcher.run(PATIENCE_SECONDS, List.of("sh", "-c", script));
        assertEquals(0, finished.exitCode(), finished::all);
        return finished.output().strip();
    }

    private void await() throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        var answer = new DatagramPacket(new byte[512], 512);
        try (var socket = new DatagramSocket()) {
            socket.setSoTimeout(ASK_AGAIN_MILLIS);
            while (System.nanoTime() - deadline < 0) {
                socket.send(new DatagramPacket(QUESTION, QUESTION.length, InetAddress.getLoopbackAddress(), port));
                try {
                    socket.receive(answer);
                    return;
                } catch (SocketTimeoutException notYet) {
                    // It is asked again.
                }
            }
        }
        close();
        throw new IOException("nsd did not start: " + Files.readString(folder.resolve("nsd.log")));
    }

    String resolver() {
        return "127.0.0.1:" + port;
    }

    String anchors() {
        return folder.resolve(key + ".ds").toString();
    }

    @Override
    public void close() {
        nsd.destroy();
    }
}

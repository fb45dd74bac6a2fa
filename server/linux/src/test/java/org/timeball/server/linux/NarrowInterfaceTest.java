package org.timeball.server.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.timeball.refclock.time.DeviceException;

/**
 * Replies over an interface that is too narrow for them: a loopback of 1,000 octets in a network namespace of its own, which
 * a process of its own asks over.
 */
@Timeout(120)
class NarrowInterfaceTest {

    private static final String NARROW = "ip link set lo mtu 1000 up && exec \"$0\" \"$@\"";

    @Test
    void sendsInPiecesWhatDoesNotFitAndTheNextInOne() throws Exception {
        assumeTrue(isPossible(), "skipped: no network namespace for an interface of one's own (unshare -rn, ip)");
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var run = inNamespace(
                java,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Echo.class.getName());

        assertEquals("[48, 1240, 48, 972, 973, 1252, 1253, 2048, 48]", run);
    }

    private static boolean isPossible() throws IOException, InterruptedException {
        try {
            return inNamespace("echo", "yes").equals("yes");
        } catch (IOException noSuchProgram) {
            return false;
        }
    }

    private static String inNamespace(String... program) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("unshare", "-rn", "sh", "-c", NARROW));
        command.addAll(List.of(program));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        if (!process.waitFor(100, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }

    /** Asks a socket with requests of these lengths, has each sent back as it came, and prints how long the replies are. */
    static final class Echo {

        private static final List<Integer> OCTETS = List.of(48, 1_240, 48, 972, 973, 1_252, 1_253, 2_048, 48);

        private Echo() {}

        public static void main(String[] arguments) throws IOException, DeviceException {
            var batch = new UdpBatch();
            try (var server = UdpSocket.bind(new InetSocketAddress("127.0.0.1", 0));
                    var client = new DatagramSocket(0, InetAddress.ofLiteral("127.0.0.1"))) {
                client.connect(server.localAddress());
                client.setSoTimeout(10_000);
                var came = new ArrayList<Integer>();
                for (int octets : OCTETS) {
                    client.send(new DatagramPacket(new byte[octets], octets));
                    server.receive(batch);
                    batch.reply(0, octets);
                    server.send(batch);
                    var reply = new DatagramPacket(new byte[4_096], 4_096);
                    client.receive(reply);
                    came.add(reply.getLength());
                }
                System.out.println(came);
            }
        }
    }
}

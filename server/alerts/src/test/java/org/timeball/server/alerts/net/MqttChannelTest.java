package org.timeball.server.alerts.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.timeball.server.alerts.AlertNews;
import org.timeball.server.alerts.Messages;
import org.timeball.server.alerts.Readings;
import org.timeball.server.alerts.SomeFacts;
import org.timeball.server.state.AlertChannel.Login;
import org.timeball.server.state.AlertChannel.Mqtt;
import org.timeball.server.state.AlertCondition;
import tools.jackson.databind.json.JsonMapper;

/** MQTT against a broker that others wrote: Debian's mosquitto, by TLS with a password. */
@Timeout(60)
class MqttChannelTest {

    private static final Path BROKER = Path.of("/usr/sbin/mosquitto");
    private static final String PASSWORD = "broker-password-5";

    @TempDir
    private static Path shared;

    private static Keys keys;

    @TempDir
    private Path folder;

    private int tlsPort;
    private int plainPort;
    private Optional<Process> broker = Optional.empty();

    private record Heard(String topic, String payload, boolean isKept) {}

    @BeforeAll
    static void look() throws Exception {
        if (!Files.isExecutable(BROKER)) {
            System.out.println("skipped: MqttChannelTest, there is no mosquitto; apt-get install mosquitto");
            Assumptions.abort("no mosquitto");
        }
        keys = Keys.make(shared, "broker", "dns:localhost");
    }

    @BeforeEach
    void open() throws Exception {
        var passwords = folder.resolve("passwords");
        run("mosquitto_passwd", "-b", "-c", passwords.toString(), "box", PASSWORD);
        tlsPort = freePort();
        plainPort = freePort();
        var certificate = Files.copy(keys.certificate(), folder.resolve("broker.pem"));
        var privateKey = Files.copy(keys.privateKey(), folder.resolve("broker-key.pem"));
        // Started as root mosquitto becomes another user, who has to read these.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        for (var file : List.of(passwords, certificate, privateKey)) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        }
        var configuration = Files.writeString(folder.resolve("mosquitto.conf"), """
                per_listener_settings true
                listener %d 127.0.0.1
                certfile %s
                keyfile %s
                allow_anonymous false
                password_file %s
                listener %d 127.0.0.1
                allow_anonymous true
                """.formatted(
                        tlsPort, certificate, privateKey, passwords, plainPort));
        start(configuration);
    }

    private void start(Path configuration) throws Exception {
        var process = new ProcessBuilder(BROKER.toString(), "-c", configuration.toString())
                .redirectErrorStream(true)
                .start();
        broker = Optional.of(process);
        var lines = process.inputReader();
        var said = new StringBuilder();
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            said.append(line).append('\n');
            if (line.contains(" running")) {
                return;
            }
        }
        throw new IOException("mosquitto: " + said);
    }

    @AfterEach
    void end() throws Exception {
        if (broker.isPresent()) {
            broker.get().destroyForcibly();
            broker.get().waitFor();
        }
    }

    private static void run(String... command) throws Exception {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes());
        assertEquals(0, process.waitFor(), said);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private MqttChannel channel(String host, String password, Path authority) throws IOException {
        return new MqttChannel(
                new Mqtt(
                        host,
                        tlsPort,
                        true,
                        Optional.of(new Login("box", Keys.secret(folder, "password", password))),
                        "timeball",
                        Optional.of("homeassistant"),
                        Optional.empty(),
                        Optional.of(authority)),
                "Zeitball 1");
    }

    private MqttClient listener(BlockingQueue<Heard> heard) throws Exception {
        var client = new MqttClient("tcp://127.0.0.1:" + plainPort, "listener", new MemoryPersistence());
        client.connect(new MqttConnectOptions());
        client.subscribe(
                "#",
                1,
                (topic, message) ->
                        heard.add(new Heard(topic, new String(message.getPayload(), "UTF-8"), message.isRetained())));
        return client;
    }

    private static Heard next(BlockingQueue<Heard> heard, String topic) throws InterruptedException {
        for (var one = heard.poll(10, TimeUnit.SECONDS); one != null; one = heard.poll(10, TimeUnit.SECONDS)) {
            if (one.topic.equals(topic)) {
                return one;
            }
        }
        throw new AssertionError("nothing came at " + topic);
    }

    @Test
    void publishesAlertsAndReadingsAndSaysGoodBye() throws Exception {
        var heard = new LinkedBlockingQueue<Heard>();
        var listener = listener(heard);
        var channel = channel("localhost", PASSWORD, keys.certificate());

        channel.show(Readings.of(SomeFacts.well(), List.of()));
        assertEquals("online", next(heard, "timeball/Zeitball-1/availability").payload);
        var state = JsonMapper.builder().build().readTree(next(heard, "timeball/Zeitball-1/state").payload);
        assertEquals("Locked", state.get("state").asString());
        assertEquals(1.2, state.get("withinMicroseconds").asDouble(), 1e-9);
        assertTrue(state.get("certificateDaysLeft").isNull());

        channel.deliver(Messages.of(AlertNews.Kind.BEGAN, AlertCondition.ANTENNA));
        var alert = JsonMapper.builder().build().readTree(next(heard, "timeball/Zeitball-1/alert").payload);
        assertEquals("began", alert.get("event_type").asString());
        assertEquals("antenna", alert.get("condition").asString());
        assertTrue(alert.get("text").asString().contains("±3 µs “so”"));

        channel.close();
        assertEquals("offline", next(heard, "timeball/Zeitball-1/availability").payload);
        listener.disconnect();
        listener.close();
    }

    /** Home Assistant begins after the box: what it has to know is kept by the broker. */
    @Test
    void isFoundByWhoeverComesLater() throws Exception {
        var channel = channel("localhost", PASSWORD, keys.certificate());
        channel.show(Readings.of(SomeFacts.well(), List.of()));

        var heard = new LinkedBlockingQueue<Heard>();
        var listener = listener(heard);
        Map<String, Heard> kept = new HashMap<>();
        while (kept.size() < 16) {
            var one = heard.poll(10, TimeUnit.SECONDS);
            assertTrue(one != null, kept::toString);
            kept.put(one.topic, one);
        }

        assertTrue(kept.values().stream().allMatch(Heard::isKept), kept::toString);
        assertEquals("online", kept.get("timeball/Zeitball-1/availability").payload);
        assertTrue(kept.containsKey("timeball/Zeitball-1/state"));
        assertTrue(kept.containsKey("homeassistant/binary_sensor/timeball_Zeitball-1/problem/config"));
        assertTrue(kept.containsKey("homeassistant/event/timeball_Zeitball-1/alert/config"));
        channel.close();
        listener.disconnect();
        listener.close();
    }

    /** A broker that went and came back is found again; a message is not called delivered before it was. */
    @Test
    void connectsAnew() throws Exception {
        var channel = channel("localhost", PASSWORD, keys.certificate());
        channel.deliver(Messages.of(AlertNews.Kind.BEGAN, AlertCondition.ANTENNA));
        end();
        assertThrows(
                DeliveryException.class,
                () -> channel.deliver(Messages.of(AlertNews.Kind.BEGAN, AlertCondition.ANTENNA)));

        start(folder.resolve("mosquitto.conf"));
        var heard = new LinkedBlockingQueue<Heard>();
        var listener = listener(heard);
        channel.deliver(Messages.of(AlertNews.Kind.OVER, AlertCondition.ANTENNA));
        assertTrue(next(heard, "timeball/Zeitball-1/alert").payload.contains("\"over\""));
        channel.close();
        listener.disconnect();
        listener.close();
    }

    @Test
    void saysThatTheSignInWasRefusedAndNotByWhat() throws Exception {
        var failed = assertThrows(
                DeliveryException.class,
                () -> channel("localhost", "wrong-password", keys.certificate())
                        .deliver(Messages.of(AlertNews.Kind.TEST, AlertCondition.ANTENNA)));

        assertTrue(failed.reason().startsWith("the broker does not accept"), failed::reason);
        assertFalse(failed.reason().contains("wrong-password"));
    }

    @Test
    void talksToNobodyWhoIsNotVouchedFor() throws Exception {
        var other = Keys.make(shared, "else", "dns:localhost");
        for (var channel : List.of(
                channel("localhost", PASSWORD, other.certificate()),
                channel("127.0.0.1", PASSWORD, keys.certificate()))) {
            var failed = assertThrows(
                    DeliveryException.class,
                    () -> channel.deliver(Messages.of(AlertNews.Kind.TEST, AlertCondition.ANTENNA)));
            assertTrue(failed.reason().startsWith("TLS: "), failed::reason);
        }
    }

    @Test
    void saysThatNobodyListens() throws Exception {
        end();
        var failed = assertThrows(
                DeliveryException.class,
                () -> channel("localhost", PASSWORD, keys.certificate())
                        .deliver(Messages.of(AlertNews.Kind.TEST, AlertCondition.ANTENNA)));

        assertEquals("nobody listens there, or there is no way", failed.reason());
    }
}

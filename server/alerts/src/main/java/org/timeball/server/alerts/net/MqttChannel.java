package org.timeball.server.alerts.net;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.timeball.server.alerts.AlertMessage;
import org.timeball.server.alerts.HomeAssistant;
import org.timeball.server.alerts.MqttBody;
import org.timeball.server.alerts.MqttTopics;
import org.timeball.server.alerts.Readings;
import org.timeball.server.state.AlertChannel.Mqtt;

/**
 * Publishes alerts and readings at a broker, MQTT 3.1.1. The connection stands, so that the broker tells others when the daemon is
 * gone; one that broke is made anew with the next message or reading. A message is delivered when the broker has acknowledged it.
 *
 * @see <a href="https://docs.oasis-open.org/mqtt/mqtt/v3.1.1/mqtt-v3.1.1.html">MQTT 3.1.1</a>
 */
public final class MqttChannel implements Channel {

    private static final int PATIENCE_SECONDS = 10;

    /** A broker gives up a client after half as much again. */
    private static final int KEEP_ALIVE_SECONDS = 60;

    private static final int AT_LEAST_ONCE = 1;

    private final Mqtt settings;
    private final String box;
    private final MqttTopics topics;

    /** Set by the thread that uses the channel; {@link #close} may come from another. */
    private volatile Optional<MqttClient> connected = Optional.empty();

    /**
     * Connects to nobody yet.
     *
     * @param settings to which broker
     * @param box      what the server is called
     */
    public MqttChannel(Mqtt settings, String box) {
        this.settings = settings;
        this.box = box;
        this.topics =
                new MqttTopics(settings.topicPrefix(), settings.deviceId().orElseGet(() -> MqttTopics.deviceOf(box)));
    }

    @Override
    public void deliver(AlertMessage message) throws DeliveryException {
        publish(topics.alert(), MqttBody.of(message), false);
    }

    @Override
    public boolean shows() {
        return true;
    }

    @Override
    public void show(Readings readings) throws DeliveryException {
        publish(topics.state(), readings.line(), true);
    }

    private void publish(String topic, String payload, boolean isKept) throws DeliveryException {
        try {
            client().publish(topic, payload.getBytes(StandardCharsets.UTF_8), AT_LEAST_ONCE, isKept);
        } catch (MqttException failed) {
            drop();
            throw new DeliveryException(words(failed), failed);
        }
    }

    private MqttClient client() throws MqttException, DeliveryException {
        var known = connected.filter(MqttClient::isConnected);
        if (known.isPresent()) {
            return known.get();
        }
        drop();
        var client = new MqttClient(
                (settings.tls() ? "ssl://" : "tcp://") + bracketed(settings.host()) + ":" + settings.port(),
                // Of its own each time: a broker throws out a client whose id comes again.
                "timeball-" + UUID.randomUUID().toString().substring(0, 13),
                new MemoryPersistence());
        connected = Optional.of(client);
        client.setTimeToWait(PATIENCE_SECONDS * 1_000L);
        client.connect(options());
        for (var one : settings.discoveryPrefix().map(this::announcements).orElse(List.of())) {
            client.publish(one.topic(), one.payload().getBytes(StandardCharsets.UTF_8), AT_LEAST_ONCE, true);
        }
        client.publish(topics.availability(), octets(HomeAssistant.ONLINE), AT_LEAST_ONCE, true);
        return client;
    }

    private List<HomeAssistant.Announcement> announcements(String prefix) {
        return HomeAssistant.announcements(prefix, topics, box);
    }

    private static String bracketed(String host) {
        return host.indexOf(':') < 0 ? host : '[' + host + ']';
    }

    private MqttConnectOptions options() throws DeliveryException {
        var options = new MqttConnectOptions();
        options.setMqttVersion(MqttConnectOptions.MQTT_VERSION_3_1_1);
        options.setCleanSession(true);
        options.setAutomaticReconnect(false);
        options.setConnectionTimeout(PATIENCE_SECONDS);
        options.setKeepAliveInterval(KEEP_ALIVE_SECONDS);
        options.setWill(topics.availability(), octets(HomeAssistant.OFFLINE), AT_LEAST_ONCE, true);
        if (settings.tls()) {
            options.setSocketFactory(Trust.context(settings.caPath()).getSocketFactory());
            options.setHttpsHostnameVerificationEnabled(true);
        }
        if (settings.login().isPresent()) {
            options.setUserName(settings.login().get().user());
            options.setPassword(
                    Secret.read(settings.login().get().passwordPath()).toCharArray());
        }
        return options;
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Says good-bye, so that the broker need not find out. */
    @Override
    public void close() {
        connected.filter(MqttClient::isConnected).ifPresent(client -> {
            try {
                client.setTimeToWait(1_000);
                client.publish(topics.availability(), octets(HomeAssistant.OFFLINE), AT_LEAST_ONCE, true);
                client.disconnect(1_000);
            } catch (MqttException gone) {
                // The broker says it for us.
            }
        });
        drop();
    }

    private void drop() {
        var client = connected;
        connected = Optional.empty();
        client.ifPresent(one -> {
            try {
                if (one.isConnected()) {
                    one.disconnectForcibly(0, 1_000);
                }
                one.close(true);
            } catch (MqttException gone) {
                // It was gone already.
            }
        });
    }

    private String words(MqttException failed) {
        return switch (failed.getReasonCode()) {
            case MqttException.REASON_CODE_FAILED_AUTHENTICATION, MqttException.REASON_CODE_NOT_AUTHORIZED ->
                "the broker does not accept user and password, or not what is published";
            case MqttException.REASON_CODE_CLIENT_TIMEOUT -> "no answer within " + PATIENCE_SECONDS + " s";
            case MqttException.REASON_CODE_SERVER_CONNECT_ERROR -> "nobody listens there, or there is no way";
            case MqttException.REASON_CODE_CONNECTION_LOST -> "the broker closed the connection";
            default -> Failure.words(failed, settings.host());
        };
    }
}

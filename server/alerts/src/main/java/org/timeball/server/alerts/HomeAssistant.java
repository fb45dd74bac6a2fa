package org.timeball.server.alerts;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.timeball.refclock.time.Build;
import org.timeball.refclock.time.ClockState;
import org.timeball.server.control.ControlJson;

/**
 * What Home Assistant is told at its discovery topics, so that the box is a device there, with a sensor for each of its
 * {@link Readings} and an event for each alert. One message an entity: all versions of it take these.
 *
 * @see <a href="https://www.home-assistant.io/integrations/mqtt/#mqtt-discovery">MQTT discovery</a>
 * @see <a href="https://www.home-assistant.io/integrations/sensor.mqtt/">MQTT sensor</a>
 * @see <a href="https://www.home-assistant.io/integrations/event.mqtt/">MQTT event</a>
 */
public final class HomeAssistant {

    /** What {@link MqttTopics#availability} holds while the daemon is there; Home Assistant's default. */
    public static final String ONLINE = "online";

    /** What it holds when it is not; left there by the broker, too. */
    public static final String OFFLINE = "offline";

    private HomeAssistant() {}

    /**
     * A message to be kept by the broker.
     *
     * @param topic   to publish at
     * @param payload JSON
     */
    public record Announcement(String topic, String payload) {}

    /** One of {@link Readings}, and how it is shown. */
    private record Sensor(String component, String name, String field, Map<String, Object> more) {}

    private static final List<Sensor> SENSORS = List.of(
            new Sensor("binary_sensor", "Problem", "problem", Map.of("device_class", "problem")),
            new Sensor(
                    "sensor",
                    "State",
                    "state",
                    Map.of(
                            "device_class",
                            "enum",
                            "options",
                            Arrays.stream(ClockState.values())
                                    .map(ClockState::words)
                                    .toList())),
            new Sensor("sensor", "Alerts", "alerts", measured()),
            new Sensor("sensor", "Worst alert", "lastAlert", Map.of()),
            new Sensor("sensor", "Within of UTC", "withinMicroseconds", measured("µs")),
            new Sensor("sensor", "Bound of the error", "boundMicroseconds", measured("µs")),
            new Sensor("sensor", "Stratum", "stratum", measured()),
            new Sensor("sensor", "Frequency", "frequencyPpm", measured("ppm")),
            new Sensor(
                    "sensor",
                    "Temperature",
                    "temperatureCelsius",
                    Map.of("device_class", "temperature", "unit_of_measurement", "°C", "state_class", "measurement")),
            new Sensor("sensor", "Satellites used", "satellitesUsed", measured()),
            new Sensor("sensor", "NTP requests", "ntpPerSecond", measured("req/s")),
            new Sensor("sensor", "NTS requests", "ntsPerSecond", measured("req/s")),
            new Sensor(
                    "sensor",
                    "Certificate days left",
                    "certificateDaysLeft",
                    Map.of("device_class", "duration", "unit_of_measurement", "d", "state_class", "measurement")));

    private static Map<String, Object> measured() {
        return Map.of("state_class", "measurement");
    }

    private static Map<String, Object> measured(String unit) {
        return Map.of("state_class", "measurement", "unit_of_measurement", unit);
    }

    /**
     * All that is announced.
     *
     * @param prefix its discovery prefix
     * @param topics at which the box publishes
     * @param box    what the server is called
     */
    public static List<Announcement> announcements(String prefix, MqttTopics topics, String box) {
        var all = new ArrayList<Announcement>();
        for (var sensor : SENSORS) {
            var config = common(topics, box, sensor.name, sensor.field);
            config.putAll(sensor.more);
            config.put("state_topic", topics.state());
            config.put("value_template", "{{ value_json." + sensor.field + " }}");
            all.add(announcement(prefix, topics, sensor.component, sensor.field, config));
        }
        var alerts = common(topics, box, "Alert", "alert");
        alerts.put("state_topic", topics.alert());
        alerts.put(
                "event_types",
                Arrays.stream(AlertNews.Kind.values()).map(AlertNews.Kind::word).toList());
        all.add(announcement(prefix, topics, "event", "alert", alerts));
        return all;
    }

    private static Map<String, Object> common(MqttTopics topics, String box, String name, String field) {
        var config = new HashMap<String, Object>();
        config.put("name", name);
        config.put("unique_id", "timeball_" + topics.device() + "_" + field);
        config.put("availability_topic", topics.availability());
        config.put(
                "device",
                Map.of(
                        "identifiers",
                        List.of("timeball_" + topics.device()),
                        "name",
                        box,
                        "manufacturer",
                        "Timeball",
                        "model",
                        "Time server",
                        "sw_version",
                        Build.PROGRAM));
        config.put("origin", Map.of("name", "Timeball", "sw_version", Build.PROGRAM));
        return config;
    }

    private static Announcement announcement(
            String prefix, MqttTopics topics, String component, String field, Map<String, Object> config) {
        return new Announcement(
                "%s/%s/timeball_%s/%s/config".formatted(prefix, component, topics.device(), field),
                ControlJson.line(config));
    }
}

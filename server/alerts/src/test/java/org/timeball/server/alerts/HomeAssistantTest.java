package org.timeball.server.alerts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.timeball.server.state.AlertCondition;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Discovery messages, field by field, against what Home Assistant's documentation has of its integrations {@code sensor.mqtt},
 * {@code binary_sensor.mqtt} and {@code event.mqtt}, of discovery topics, and of device classes with their units.
 */
class HomeAssistantTest {

    private static final MqttTopics TOPICS = new MqttTopics("timeball", "ntp-1");

    static final List<HomeAssistant.Announcement> ALL = HomeAssistant.announcements("homeassistant", TOPICS, "NTP 1");

    private static final Set<String> OF_ALL =
            Set.of("name", "unique_id", "availability_topic", "device", "origin", "state_topic");

    /** What the documentation allows beside, of what we use. */
    private static final Map<String, Set<String>> OF_COMPONENT = Map.of(
            "sensor", Set.of("device_class", "options", "state_class", "unit_of_measurement", "value_template"),
            "binary_sensor", Set.of("device_class", "value_template"),
            "event", Set.of("event_types"));

    private static final Map<String, Set<String>> UNITS =
            Map.of("temperature", Set.of("°C", "°F", "K"), "duration", Set.of("d", "h", "min", "s", "ms", "µs"));

    private static JsonNode json(String text) {
        return JsonMapper.builder().build().readTree(text);
    }

    @ParameterizedTest
    @FieldSource("ALL")
    void isAsTheDocumentationHasIt(HomeAssistant.Announcement one) {
        // <discovery_prefix>/<component>/[<node_id>/]<object_id>/config, ids of [a-zA-Z0-9_-]
        String[] topic = one.topic().split("/");
        assertEquals(5, topic.length, one::topic);
        assertEquals("homeassistant", topic[0]);
        assertTrue(topic[2].matches("[a-zA-Z0-9_-]+") && topic[3].matches("[a-zA-Z0-9_-]+"), one::topic);
        assertEquals("config", topic[4]);

        var config = json(one.payload());
        var allowed = new HashSet<>(OF_ALL);
        allowed.addAll(OF_COMPONENT.get(topic[1]));
        assertTrue(allowed.containsAll(config.propertyNames()), one::payload);
        assertTrue(config.propertyNames().containsAll(OF_ALL), one::payload);
        // An entity with a device needs an id, and a device an identifier; origin needs a name.
        assertEquals(
                "timeball_ntp-1", config.get("device").get("identifiers").get(0).asString());
        assertEquals("NTP 1", config.get("device").get("name").asString());
        assertTrue(Set.of("identifiers", "name", "manufacturer", "model", "sw_version")
                .containsAll(config.get("device").propertyNames()));
        assertEquals("Timeball", config.get("origin").get("name").asString());
        assertTrue(Set.of("name", "sw_version").containsAll(config.get("origin").propertyNames()));
        assertEquals(
                "timeball/ntp-1/availability", config.get("availability_topic").asString());
        String kind = config.path("device_class").asString("");
        if (UNITS.containsKey(kind)) {
            assertTrue(
                    UNITS.get(kind).contains(config.get("unit_of_measurement").asString()), one::payload);
        }
        // enum: options are required, and neither unit nor state class is allowed.
        assertEquals(kind.equals("enum"), config.has("options"), one::payload);
        assertTrue(!kind.equals("enum") || !config.has("unit_of_measurement") && !config.has("state_class"));
    }

    /** Every value that a template takes is in the readings, by the type that its sensor wants. */
    @ParameterizedTest
    @FieldSource("ALL")
    void takesWhatTheReadingsHave(HomeAssistant.Announcement one) {
        var config = json(one.payload());
        if (!config.has("value_template")) {
            assertEquals("timeball/ntp-1/alert", config.get("state_topic").asString());
            var alert = json(MqttBody.of(Messages.of(AlertNews.Kind.OVER, AlertCondition.ANTENNA)));
            var types = new HashSet<String>();
            config.get("event_types").forEach(type -> types.add(type.asString()));
            assertTrue(types.contains(alert.get("event_type").asString()), one::payload);
            return;
        }
        assertEquals("timeball/ntp-1/state", config.get("state_topic").asString());
        var field = config.get("value_template").asString().replaceAll("\\{\\{ value_json\\.(\\w+) }}", "$1");
        var value = json(Readings.of(SomeFacts.well(), List.of()).line()).get(field);
        assertTrue(value != null, one::payload);
        assertTrue(!config.has("state_class") || value.isNumber() || value.isNull(), one::payload);
        if (config.has("options")) {
            var options = new HashSet<String>();
            config.get("options").forEach(option -> options.add(option.asString()));
            assertTrue(options.contains(value.asString()), one::payload);
        }
        // binary_sensor: ON and OFF unless said otherwise.
        assertTrue(
                !one.topic().contains("/binary_sensor/") || Set.of("ON", "OFF").contains(value.asString()));
    }

    @Test
    void hasADozenSensorsEachOnce() {
        assertEquals(14, ALL.size());
        assertEquals(
                14,
                ALL.stream().map(HomeAssistant.Announcement::topic).distinct().count());
        assertEquals(
                14,
                ALL.stream()
                        .map(one -> json(one.payload()).get("unique_id").asString())
                        .distinct()
                        .count());
    }

    @Test
    void makesAnIdOfAName() {
        assertEquals("Zeitball-1-", MqttTopics.deviceOf("Zeitball 1 ü"));
        assertEquals(32, MqttTopics.deviceOf("x".repeat(64)).length());
    }
}

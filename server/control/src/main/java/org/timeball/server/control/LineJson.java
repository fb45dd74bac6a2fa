package org.timeball.server.control;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.io.SegmentedStringWriter;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.BufferRecycler;

/**
 * The lines of the control socket that a small daemon reads and writes, token by token: binding records to JSON takes some
 * 10 MB of memory, which such a daemon has not (docs/sync.md). What is written here is what {@link ControlJson} would write.
 */
final class LineJson {

    /** A status is four deep; what is deeper is not ours. */
    static final int DEEPEST = 16;

    static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private LineJson() {}

    /**
     * The fields of an object: a text as {@link String}, a whole number that is an int as {@link Integer}, all else as
     * {@link JsonToken}.
     *
     * @return empty if the line is one JSON value and no object
     * @throws JacksonException if it is not one JSON value and nothing else
     */
    static Optional<Map<String, Object>> fields(String line) {
        var fields = new HashMap<String, Object>();
        boolean isObject;
        try (var in = FACTORY.createParser(ObjectReadContext.empty(), line)) {
            var first = in.nextToken();
            isObject = first == JsonToken.START_OBJECT;
            if (isObject) {
                for (var token = in.nextToken(); token != JsonToken.END_OBJECT; token = in.nextToken()) {
                    var name = in.currentName();
                    fields.put(name, value(in, in.nextToken()));
                }
            } else if (first != null) {
                in.skipChildren();
            }
            if (first != null && in.nextToken() != null) {
                throw new StreamReadException(in, "more than one value");
            }
        }
        return isObject ? Optional.of(fields) : Optional.empty();
    }

    private static Object value(JsonParser in, JsonToken token) {
        return switch (token) {
            case VALUE_STRING -> in.getString();
            case VALUE_NUMBER_INT ->
                in.getNumberType() == JsonParser.NumberType.INT ? (Object) in.getIntValue() : token;
            default -> {
                in.skipChildren();
                yield token;
            }
        };
    }

    /** A refusal. */
    static String denied(String error) {
        return line(out -> {
            out.writeNumberProperty("v", ControlRequest.VERSION);
            out.writeBooleanProperty("ok", false);
            out.writeStringProperty("error", error);
        });
    }

    /** A reply that holds a status. */
    static String granted(SyncStatus status) {
        return line(out -> {
            out.writeNumberProperty("v", ControlRequest.VERSION);
            out.writeBooleanProperty("ok", true);
            out.writeObjectPropertyStart("result");
            write(out, status);
            out.writeEndObject();
        });
    }

    private static String line(Consumer<JsonGenerator> content) {
        var text = new SegmentedStringWriter(new BufferRecycler());
        try (var out = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            out.writeStartObject();
            content.accept(out);
            out.writeEndObject();
        }
        return text.getAndClear();
    }

    private static void write(JsonGenerator out, SyncStatus status) {
        out.writeStringProperty("program", status.program());
        out.writeNumberProperty("utcNanos", status.utcNanos());
        out.writeNumberProperty("upSeconds", status.upSeconds());
        out.writeStringProperty("state", status.state().name());
        out.writeNumberProperty("stateSeconds", status.stateSeconds());
        out.writeStringProperty("reason", status.reason());
        out.writeBooleanProperty("isSteered", status.isSteered());
        number(out, "boundSeconds", status.boundSeconds());
        out.writeObjectPropertyStart("clock");
        write(out, status.clock());
        out.writeEndObject();
        objects(out, "servers", status.servers());
        out.writeArrayPropertyStart("alarms");
        status.alarms().forEach(out::writeString);
        out.writeEndArray();
    }

    private static void write(JsonGenerator out, FollowedClock clock) {
        out.writeStringProperty("server", clock.server());
        out.writeNumberProperty("stratum", clock.stratum());
        out.writeStringProperty("leapStatus", clock.leapStatus());
        out.writeNumberProperty("refTimeNanos", clock.refTimeNanos());
        number(out, "systemTimeSeconds", clock.systemTimeSeconds());
        number(out, "jitterSeconds", clock.jitterSeconds());
        number(out, "frequencyPpm", clock.frequencyPpm());
        number(out, "skewPpm", clock.skewPpm());
        number(out, "rootDelaySeconds", clock.rootDelaySeconds());
        out.writeNumberProperty("pollLog2", clock.pollLog2());
        out.writeNumberProperty("updates", clock.updates());
    }

    private static void objects(JsonGenerator out, String name, List<AskedServer> servers) {
        out.writeArrayPropertyStart(name);
        for (var server : servers) {
            out.writeStartObject();
            write(out, server);
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private static void write(JsonGenerator out, AskedServer server) {
        out.writeStringProperty("name", server.name());
        out.writeStringProperty("pool", server.pool());
        out.writeStringProperty("address", server.address());
        out.writeStringProperty("state", server.state());
        out.writeStringProperty("reason", server.reason());
        out.writeStringProperty("protection", server.protection());
        out.writeNumberProperty("stratum", server.stratum());
        out.writeStringProperty("refId", server.refId());
        out.writeNumberProperty("pollLog2", server.pollLog2());
        out.writeNumberProperty("reach", server.reach());
        out.writeNumberProperty("lastSampleSeconds", server.lastSampleSeconds());
        number(out, "offsetSeconds", server.offsetSeconds());
        number(out, "delaySeconds", server.delaySeconds());
        number(out, "jitterSeconds", server.jitterSeconds());
        number(out, "boundSeconds", server.boundSeconds());
        out.writeNumberProperty("asked", server.asked());
        out.writeNumberProperty("answered", server.answered());
        out.writeStringProperty("trouble", server.trouble());
    }

    /** JSON has no word for NaN or infinity. */
    private static void number(JsonGenerator out, String name, double value) {
        if (Double.isFinite(value)) {
            out.writeNumberProperty(name, value);
        } else {
            out.writeNullProperty(name);
        }
    }
}

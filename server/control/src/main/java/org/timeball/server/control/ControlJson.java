package org.timeball.server.control;

import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * The control records as JSON: fields by their components' names and in their order, maps by key, enums by name.
 *
 * <p>JSON has no word for NaN or infinity (RFC 8259 §6): such a number is written as {@code null} and read as NaN.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8259#section-6">RFC 8259 §6</a>
 */
public final class ControlJson {

    private static final JsonMapper MAPPER = JsonMapper.builder(LineJson.FACTORY)
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .disable(EnumFeature.WRITE_ENUMS_USING_TO_STRING, EnumFeature.READ_ENUMS_USING_TO_STRING)
            .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(
                    DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES,
                    DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .addModule(new SimpleModule("finite numbers")
                    .addSerializer(double.class, new FiniteWriter())
                    .addSerializer(Double.class, new FiniteWriter())
                    .addDeserializer(double.class, new FiniteReader())
                    .addDeserializer(Double.class, new FiniteReader()))
            .build();

    private ControlJson() {}

    /** A control record on one line, without a newline. */
    public static String line(Record value) {
        return MAPPER.writeValueAsString(value);
    }

    /** Fields by their names on one line, without a newline: where others say what they are called. */
    public static String line(Map<String, ?> fields) {
        return MAPPER.writeValueAsString(fields);
    }

    /** A control record for people: a field a line, indented, without a newline at the end. */
    public static String pretty(Record value) {
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value);
    }

    /** Control records for people, as an array. */
    public static String pretty(List<? extends Record> values) {
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(values);
    }

    /** Reads a record from a line; never throws on its content. */
    public static <T extends Record> Parsed<T> parsed(String line, Class<T> type) {
        try {
            var tree = tree(line);
            return tree.isObject()
                    ? new Parsed.Ok<>(read(tree, type))
                    : new Parsed.Malformed<>("not a JSON object on a line");
        } catch (JacksonException e) {
            return new Parsed.Malformed<>(e.getOriginalMessage());
        }
    }

    /** A reply that holds what was asked for, in octets: no text is made of it on the way. */
    static byte[] granted(Object result) {
        return MAPPER.writeValueAsBytes(new Granted(ControlRequest.VERSION, true, result));
    }

    /** @throws JacksonException if {@code text} is not one JSON value and nothing else */
    static JsonNode tree(String text) {
        return MAPPER.readTree(text);
    }

    /** @throws JacksonException if {@code tree} has not all of the type's components, each of its type */
    static <T> T read(JsonNode tree, Class<T> type) {
        return MAPPER.treeToValue(tree, type);
    }

    /** A reply's fields, in their order on the wire. */
    record Granted(int v, boolean ok, Object result) {}

    /** Writes what JSON has no word for as {@code null}. */
    private static final class FiniteWriter extends ValueSerializer<Double> {
        @Override
        public void serialize(Double value, JsonGenerator out, SerializationContext context) {
            if (Double.isFinite(value)) {
                out.writeNumber(value.doubleValue());
            } else {
                out.writeNull();
            }
        }
    }

    /** Reads numbers, and {@code null} as NaN; text that looks like a number is not one. */
    private static final class FiniteReader extends ValueDeserializer<Double> {
        @Override
        public Double deserialize(JsonParser in, DeserializationContext context) {
            JsonToken token = in.currentToken();
            return token.isNumeric()
                    ? Double.valueOf(in.getDoubleValue())
                    : (Double) context.handleUnexpectedToken(double.class, in);
        }

        @Override
        public Object getNullValue(DeserializationContext context) {
            return Double.NaN;
        }
    }
}

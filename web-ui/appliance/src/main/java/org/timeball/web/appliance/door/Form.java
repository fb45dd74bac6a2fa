package org.timeball.web.appliance.door;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The fields of a form that was sent.
 *
 * @param fields the first value of each
 */
public record Form(Map<String, String> fields) {

    /** The media type of a form without files. */
    public static final String TYPE = "application/x-www-form-urlencoded";

    /** Octets of a body that are read: W14 of the test catalogue. */
    static final int LIMIT_OCTETS = 16 * 1024;

    private static final int MOST_FIELDS = 40;

    /** Copies the map. */
    public Form {
        fields = Map.copyOf(fields);
    }

    /** Reads a body; empty for one that is no form, or has more fields than any form of ours. */
    static Optional<Form> parse(String body) {
        var fields = new HashMap<String, String>();
        if (body.isEmpty()) {
            return Optional.of(new Form(fields));
        }
        String[] pairs = body.split("&", MOST_FIELDS + 1);
        if (pairs.length > MOST_FIELDS) {
            return Optional.empty();
        }
        try {
            for (String pair : pairs) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                String value = equals < 0 ? "" : pair.substring(equals + 1);
                fields.putIfAbsent(decoded(name), decoded(value));
            }
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
        return Optional.of(new Form(fields));
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** A field's value; empty where there is none. */
    public String text(String name) {
        return fields.getOrDefault(name, "");
    }

    /** Never shows what was typed. */
    @Override
    public String toString() {
        return "Form" + fields.keySet();
    }
}

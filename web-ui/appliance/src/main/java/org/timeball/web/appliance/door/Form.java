package org.timeball.web.appliance.door;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The fields of a form that was sent.
 *
 * @param fields the first value of each
 * @param files  what each of those chosen holds, by the field's name
 */
public record Form(Map<String, String> fields, Map<String, List<byte[]>> files) {

    /** The media type of a form without files. */
    public static final String TYPE = "application/x-www-form-urlencoded";

    /** Octets of a body that are read: W14 of the test catalogue. */
    static final int LIMIT_OCTETS = 16 * 1024;

    /** The same where files are in it: a long chain of certificates and its key. */
    static final int LIMIT_OCTETS_WITH_FILES = 60 * 1024;

    static final int MOST_FIELDS = 40;

    /** Copies the maps. */
    public Form {
        fields = Map.copyOf(fields);
        files = Map.copyOf(files);
    }

    /** How much is read of a body of that type. */
    static int limitOctets(String type) {
        return isWithFiles(type) ? LIMIT_OCTETS_WITH_FILES : LIMIT_OCTETS;
    }

    private static boolean isWithFiles(String type) {
        return type.toLowerCase(Locale.ROOT).startsWith(MultipartForm.TYPE);
    }

    /** Reads a body; empty for one that is no form, or has more fields than any form of ours. */
    static Optional<Form> parse(String type, byte[] body) {
        return isWithFiles(type) ? MultipartForm.parse(type, body) : parse(new String(body, StandardCharsets.UTF_8));
    }

    private static Optional<Form> parse(String body) {
        var fields = new HashMap<String, String>();
        if (body.isEmpty()) {
            return Optional.of(new Form(fields, Map.of()));
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
        return Optional.of(new Form(fields, Map.of()));
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** A field's value; empty where there is none. */
    public String text(String name) {
        return fields.getOrDefault(name, "");
    }

    /** What the chosen files hold. */
    public List<byte[]> files(String name) {
        return files.getOrDefault(name, List.of());
    }

    /** Never shows what was typed. */
    @Override
    public String toString() {
        return "Form" + fields.keySet();
    }
}

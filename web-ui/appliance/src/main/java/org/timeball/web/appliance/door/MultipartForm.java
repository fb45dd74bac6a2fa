package org.timeball.web.appliance.door;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads a form with files in it.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7578">RFC 7578</a>
 */
final class MultipartForm {

    /** What goes before the boundary in the type of the body. */
    static final String TYPE = "multipart/form-data";

    private static final Pattern BOUNDARY =
            Pattern.compile("(?i);\\s*boundary=\"?([-0-9A-Za-z'()+_,./:=?]{1,70})\"?\\s*$");
    private static final Pattern NAME =
            Pattern.compile("(?i)^content-disposition:\\s*form-data;\\s*name=\"([^\"]{1,64})\"(.*)$");
    private static final Pattern FILE = Pattern.compile("(?i);\\s*filename=\"([^\"]*)\"");
    /** A part of a form has two or three. */
    private static final int MOST_HEADERS = 16;

    private static final String END_OF_LINE = "\r\n";

    private final Map<String, String> fields = new HashMap<>();
    private final Map<String, List<byte[]>> files = new HashMap<>();

    private MultipartForm() {}

    /** Reads a body; empty for one that is no form, or has more fields than any form of ours. */
    static Optional<Form> parse(String type, byte[] body) {
        var boundary = BOUNDARY.matcher(type);
        if (!boundary.find()) {
            return Optional.empty();
        }
        // A character for each octet, so that nothing of a file is lost.
        var text = END_OF_LINE + new String(body, StandardCharsets.ISO_8859_1);
        String[] parts = text.split(Pattern.quote(END_OF_LINE + "--" + boundary.group(1)), Form.MOST_FIELDS + 3);
        if (parts.length < 2 || parts.length > Form.MOST_FIELDS + 2 || !parts[parts.length - 1].startsWith("--")) {
            return Optional.empty();
        }
        var form = new MultipartForm();
        for (int i = 1; i < parts.length - 1; i++) {
            if (!form.take(parts[i])) {
                return Optional.empty();
            }
        }
        return Optional.of(new Form(form.fields, form.files));
    }

    private boolean take(String part) {
        int end = part.indexOf(END_OF_LINE + END_OF_LINE);
        if (!part.startsWith(END_OF_LINE) || end < 0) {
            return false;
        }
        byte[] content = part.substring(end + 2 * END_OF_LINE.length()).getBytes(StandardCharsets.ISO_8859_1);
        for (String header : part.substring(0, end).split(END_OF_LINE, MOST_HEADERS)) {
            var named = NAME.matcher(header);
            if (named.find()) {
                keep(named.group(1), FILE.matcher(named.group(2)).find(), content);
                return true;
            }
        }
        return false;
    }

    /** A browser sends an empty file where none was chosen. */
    private void keep(String name, boolean isFile, byte[] content) {
        if (!isFile) {
            fields.putIfAbsent(name, new String(content, StandardCharsets.UTF_8));
        } else if (content.length > 0) {
            files.computeIfAbsent(name, _ -> new ArrayList<>()).add(content);
        }
    }
}

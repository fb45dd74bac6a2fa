package org.timeball.web.appliance.door;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Forms with files in them, as browsers and as strangers send them. */
class MultipartFormTest {

    private static final String TYPE = "multipart/form-data; boundary=----WebKitFormBoundaryAbC";

    private static String part(String disposition, String content) {
        return "------WebKitFormBoundaryAbC\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n" + content
                + "\r\n";
    }

    private static final String END = "------WebKitFormBoundaryAbC--\r\n";

    private static byte[] octets(String body) {
        return body.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Whatever octets a file has: line ends and what looks like a boundary among them. */
    @Test
    void takesFieldsAndFilesAsTheyAre() {
        byte[] binary = new byte[4_000];
        new Random(7578).nextBytes(binary);
        var file = new String(binary, StandardCharsets.ISO_8859_1) + "\r\n\r\n--another";
        var body = part("name=\"name\"", "public")
                + part(
                        "name=\"password\"",
                        new String("pässword".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1))
                + part("name=\"files\"; filename=\"a.p12\"\r\nContent-Type: application/x-pkcs12", file)
                + part("name=\"files\"; filename=\"b.pem\"", "PEM")
                + part("name=\"other\"; filename=\"\"", "")
                + END;

        var form = MultipartForm.parse(TYPE, octets(body)).orElseThrow();

        assertEquals(Map.of("name", "public", "password", "pässword"), form.fields());
        assertEquals(2, form.files("files").size());
        assertArrayEquals(octets(file), form.files("files").getFirst());
        assertArrayEquals(octets("PEM"), form.files("files").getLast());
        assertEquals(List.of(), form.files("other"), "none was chosen");
    }

    record Wrong(String why, String type, String body) {
        @Override
        public String toString() {
            return why;
        }
    }

    static final List<Wrong> WRONG = List.of(
            new Wrong("no boundary", "multipart/form-data", part("name=\"a\"", "x") + END),
            new Wrong("another boundary", "multipart/form-data; boundary=x", part("name=\"a\"", "x") + END),
            new Wrong("nothing", TYPE, ""),
            new Wrong("cut off", TYPE, part("name=\"a\"", "x")),
            new Wrong("no name", TYPE, part("filename=\"a\"", "x") + END),
            new Wrong("no head", TYPE, "------WebKitFormBoundaryAbC\r\nx\r\n" + END),
            new Wrong("too many", TYPE, part("name=\"a\"", "x").repeat(41) + END));

    @ParameterizedTest
    @FieldSource("WRONG")
    void refusesWhatIsNoForm(Wrong row) {
        assertTrue(MultipartForm.parse(row.type, octets(row.body)).isEmpty());
    }

    @Test
    void takesAsManyFieldsAsAFormMayHave() {
        assertTrue(MultipartForm.parse(TYPE, octets(part("name=\"a\"", "x").repeat(40) + END))
                .isPresent());
    }
}

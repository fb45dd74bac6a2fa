package org.timeball.server.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.timeball.server.protocol.RequestFields.Shape;

class RequestFieldsTest {

    private static final String HEADER = "23" + "00".repeat(47);
    private static final String UID = field("0104", 36);
    private static final String COOKIE = field("0204", 108);
    private static final String PLACEHOLDER = field("0304", 108);
    private static final String AUTHENTICATOR = field("0404", 40);
    private static final String FOREIGN = field("f323", 28);

    record Row(String name, Shape shape, String fields) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Row> ROWS = List.of(
            new Row("nothing", Shape.PLAIN, ""),
            new Row("a foreign field", Shape.PLAIN, FOREIGN),
            new Row("a short foreign field before another", Shape.PLAIN, field("f323", 16) + FOREIGN),
            new Row("an identifier", Shape.PLAIN, UID),
            new Row("a long identifier", Shape.PLAIN, field("0104", 1_004)),
            new Row("identifier and foreign field", Shape.PLAIN, FOREIGN + UID + FOREIGN),
            new Row("NTS", Shape.PROTECTED, UID + COOKIE + AUTHENTICATOR),
            new Row("NTS, cookie first", Shape.PROTECTED, COOKIE + UID + AUTHENTICATOR),
            new Row("NTS with placeholders", Shape.PROTECTED, UID + PLACEHOLDER + COOKIE + PLACEHOLDER + AUTHENTICATOR),
            new Row(
                    "NTS with foreign fields",
                    Shape.PROTECTED,
                    FOREIGN + UID + FOREIGN + COOKIE + AUTHENTICATOR + FOREIGN),
            new Row("NTS and an unprotected cookie", Shape.PROTECTED, UID + COOKIE + AUTHENTICATOR + COOKIE),
            new Row("no identifier", Shape.INCOMPLETE, COOKIE + AUTHENTICATOR),
            new Row("no cookie", Shape.INCOMPLETE, UID + AUTHENTICATOR),
            new Row("no authenticator", Shape.INCOMPLETE, UID + COOKIE),
            new Row("an authenticator alone", Shape.INCOMPLETE, AUTHENTICATOR),
            new Row("a placeholder without a cookie", Shape.INCOMPLETE, UID + PLACEHOLDER),
            new Row("identifier not protected", Shape.INCOMPLETE, COOKIE + AUTHENTICATOR + UID),
            new Row("cookie not protected", Shape.INCOMPLETE, UID + AUTHENTICATOR + COOKIE),
            new Row("two identifiers", Shape.MALFORMED, UID + UID),
            new Row("two cookies", Shape.MALFORMED, UID + COOKIE + COOKIE + AUTHENTICATOR),
            new Row("two authenticators", Shape.MALFORMED, UID + COOKIE + AUTHENTICATOR + AUTHENTICATOR),
            new Row("identifier of 28 octets", Shape.MALFORMED, field("0104", 32)),
            new Row("identifier of 12 octets", Shape.MALFORMED, field("0104", 16) + FOREIGN),
            new Row("length 0", Shape.MALFORMED, "f3230000" + "00".repeat(24)),
            new Row("length of the header alone", Shape.MALFORMED, "f3230004" + "00".repeat(24)),
            new Row("length 12", Shape.MALFORMED, "f323000c" + "00".repeat(24)),
            new Row("length no multiple of 4", Shape.MALFORMED, "f323001a" + "00".repeat(24)),
            new Row("length beyond the packet", Shape.MALFORMED, "f3230020" + "00".repeat(24)),
            new Row("length 65535", Shape.MALFORMED, "f323ffff" + "00".repeat(24)),
            new Row("length 65532", Shape.MALFORMED, "f323fffc" + "00".repeat(24)),
            new Row("zeros", Shape.MALFORMED, "00".repeat(28)),
            new Row(
                    "a lie behind the authenticator",
                    Shape.MALFORMED,
                    UID + COOKIE + AUTHENTICATOR + "f3230000" + "00".repeat(24)),
            new Row("a crypto-NAK", Shape.TRAILING_OCTETS, "00000000"),
            new Row("an MD5 MAC", Shape.TRAILING_OCTETS, "00000001" + "ab".repeat(16)),
            new Row("a SHA-1 MAC", Shape.TRAILING_OCTETS, "00000001" + "ab".repeat(20)),
            new Row("a field and a MAC", Shape.TRAILING_OCTETS, FOREIGN + "00000001" + "ab".repeat(16)),
            new Row("a last field that could be a MAC", Shape.TRAILING_OCTETS, field("f323", 24)),
            new Row("longer than any request", Shape.MALFORMED, field("f323", 2_004)));

    /** E3, E4, E14. */
    @ParameterizedTest
    @FieldSource("ROWS")
    void tellsRequestsApart(Row row) {
        assertEquals(row.shape, read(new RequestFields(), HEADER + row.fields));
    }

    @Test
    void findsTheIdentifierWhereItLies() {
        var fields = new RequestFields();

        read(fields, HEADER + FOREIGN + UID);
        assertEquals(48 + 28, fields.uniqueIdentifierAt());
        assertEquals(36, fields.uniqueIdentifierOctets());

        read(fields, HEADER + FOREIGN);
        assertEquals(0, fields.uniqueIdentifierOctets(), "what was read before is forgotten");
    }

    @Test
    void countsPlaceholdersAsLongAsTheCookieBeforeTheAuthenticator() {
        var fields = new RequestFields();
        var packet = segment(HEADER
                + UID
                + PLACEHOLDER
                + COOKIE
                + PLACEHOLDER
                + field("0304", 104)
                + field("0304", 112)
                + PLACEHOLDER
                + AUTHENTICATOR
                + PLACEHOLDER);

        assertEquals(Shape.PROTECTED, fields.read(packet, 0, (int) packet.byteSize()));

        assertEquals(3, fields.placeholders(packet, NtpHeader.OCTETS, fields.authenticatorAt()));
    }

    /** A lie that ends where another field begins is a well-formed packet; it takes the tag to see through that one. */
    @Test
    void believesNoLengthThatIsNotTrue() {
        List<String> parts = List.of(UID, COOKIE, PLACEHOLDER, AUTHENTICATOR);
        var packet = segment(HEADER + String.join("", parts));
        int octets = (int) packet.byteSize();
        Set<Integer> boundaries = Set.of(48 + 36, 48 + 36 + 108, 48 + 36 + 2 * 108, octets);
        int at = NtpHeader.OCTETS;
        for (String part : parts) {
            for (int lie = 0; lie <= 0xffff; lie++) {
                if (!boundaries.contains(at + lie)) {
                    ExtensionField.putInt16(packet, at + 2, lie);
                    assertNotEquals(
                            Shape.PROTECTED, new RequestFields().read(packet, 0, octets), part.substring(0, 4) + lie);
                }
            }
            ExtensionField.putInt16(packet, at + 2, part.length() / 2);
            at += part.length() / 2;
        }
        assertEquals(Shape.PROTECTED, new RequestFields().read(packet, 0, octets));
    }

    @Test
    void survivesWhateverComes() {
        var random = new Random(7_822);
        var fields = new RequestFields();
        for (int i = 0; i < 100_000; i++) {
            byte[] packet = new byte[NtpHeader.OCTETS + random.nextInt(400)];
            random.nextBytes(packet);
            for (int at = NtpHeader.OCTETS; at + 4 <= packet.length; ) {
                // Mostly true lengths and known types, or nothing behind the first field would ever be read.
                int octets = 16 + 4 * random.nextInt(30);
                packet[at] = (byte) random.nextInt(6);
                packet[at + 1] = 4;
                packet[at + 2] = 0;
                packet[at + 3] = (byte) octets;
                at += octets;
            }
            if (fields.read(MemorySegment.ofArray(packet), 0, packet.length) != Shape.TRAILING_OCTETS) {
                assertTrue(fields.uniqueIdentifierAt() + fields.uniqueIdentifierOctets() <= packet.length);
            }
        }
    }

    private static Shape read(RequestFields fields, String hex) {
        var packet = segment(hex);
        return fields.read(packet, 0, (int) packet.byteSize());
    }

    private static String field(String type, int octets) {
        return type + "%04x".formatted(octets) + "00".repeat(octets - 4);
    }

    private static MemorySegment segment(String hex) {
        return MemorySegment.ofArray(HexFormat.of().parseHex(hex));
    }
}

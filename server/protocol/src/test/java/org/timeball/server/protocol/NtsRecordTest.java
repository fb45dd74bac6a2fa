package org.timeball.server.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class NtsRecordTest {

    record Row(String hex, NtsRecord record) {
        @Override
        public String toString() {
            return hex;
        }
    }

    static final List<Row> RECORDS = List.of(
            new Row("80000000", new NtsRecord.EndOfMessage()),
            new Row("80010000", new NtsRecord.NextProtocol(List.of())),
            new Row("800100020000", new NtsRecord.NextProtocol(List.of(0))),
            new Row("8001000480010000", new NtsRecord.NextProtocol(List.of(0x8001, 0))),
            new Row("800200020001", new NtsRecord.ErrorRecord(1)),
            new Row("80030002ffff", new NtsRecord.Warning(0xffff)),
            new Row("80040006001e000f0011", new NtsRecord.Aead(List.of(30, 15, 17))),
            new Row("00050003c0c1c2", new NtsRecord.NewCookie(opaque("c0c1c2"))),
            new Row("80060006612e74657374", new NtsRecord.Server("a.test")),
            new Row("8007000210e1", new NtsRecord.Port(4321)),
            new Row("04000000", new NtsRecord.CompliantExport()),
            new Row("040100020000", new NtsRecord.Unknown(1025, false, opaque("0000"))),
            new Row("cf010001ff", new NtsRecord.Unknown(0x4f01, true, opaque("ff"))));

    @ParameterizedTest
    @FieldSource("RECORDS")
    void isReadAndWritten(Row row) {
        byte[] bytes = HexFormat.of().parseHex(row.hex);
        var out = ByteBuffer.allocate(bytes.length);

        row.record.encode(out);

        assertEquals(new Decoded.Ok<>(row.record), NtsRecord.decode(ByteBuffer.wrap(bytes)));
        assertEquals(row.hex, HexFormat.of().formatHex(out.array()));
        assertEquals(bytes.length, row.record.octets());
    }

    record Refusal(String why, String hex) {
        @Override
        public String toString() {
            return why;
        }
    }

    static final List<Refusal> REFUSALS = List.of(
            new Refusal("nothing", ""),
            new Refusal("half a header", "8001"),
            new Refusal("a body that is cut", "8001000200"),
            new Refusal("End of Message not critical", "00000000"),
            new Refusal("End of Message with a body", "8000000100"),
            new Refusal("protocols not critical", "000100020000"),
            new Refusal("odd list of protocols", "80010003000000"),
            new Refusal("error not critical", "000200020000"),
            new Refusal("error of one octet", "8002000100"),
            new Refusal("warning of three octets", "80030003000000"),
            new Refusal("odd list of algorithms", "8004000100"),
            new Refusal("server without a name", "80060000"),
            new Refusal("server with a space", "80060003612062"),
            new Refusal("server not in ASCII", "80060002c3a4"),
            new Refusal("port of one octet", "8007000100"),
            new Refusal("exporter context with a body", "0400000100"));

    @ParameterizedTest
    @FieldSource("REFUSALS")
    void refusesWhatTheRfcForbids(Refusal row) {
        assertInstanceOf(
                Decoded.Malformed.class,
                NtsRecord.decode(ByteBuffer.wrap(HexFormat.of().parseHex(row.hex))));
    }

    @Test
    void whateverDecodesDecodesAgainFromItsOwnBytes() {
        var random = new Random(4_460);
        int decoded = 0;
        for (int i = 0; i < 100_000; i++) {
            byte[] bytes = new byte[random.nextInt(24)];
            random.nextBytes(bytes);
            if (bytes.length > 4) {
                bytes[1] = (byte) random.nextInt(9);
                bytes[0] &= (byte) 0x80;
                bytes[2] = 0;
                bytes[3] = (byte) (bytes.length - 4);
            }
            if (NtsRecord.decode(ByteBuffer.wrap(bytes)) instanceof Decoded.Ok<NtsRecord>(var record)) {
                var out = ByteBuffer.allocate(record.octets());
                record.encode(out);
                assertEquals(new Decoded.Ok<>(record), NtsRecord.decode(out.flip()));
                decoded++;
            }
        }
        assertFalse(decoded < 10_000, "too few of the random records were well formed: " + decoded);
    }

    @Test
    void aMessageIsItsRecordsInARow() {
        var records = new ArrayList<NtsRecord>();
        var hex = new StringBuilder();
        for (Row row : RECORDS) {
            records.add(row.record);
            hex.append(row.hex);
        }
        assertEquals(hex.toString(), HexFormat.of().formatHex(NtsRecord.message(records)));
    }

    @Test
    void doesNotPrintCookies() {
        assertEquals("NewCookie[cookie=3 octets]", new NtsRecord.NewCookie(opaque("c0c1c2")).toString());
    }

    private static Opaque opaque(String hex) {
        return new Opaque(HexFormat.of().parseHex(hex));
    }
}

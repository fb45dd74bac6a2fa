package org.timeball.server.protocol.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.timeball.server.protocol.NtsRecord;
import org.timeball.server.protocol.Opaque;

/** The records of the pool protocol as octets, by the table of the draft and of the experiment before it. */
class PoolRecordTest {

    private static final int RECORDS = 100_000;

    record Row(String name, PoolRecord record, String iana, String old) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Row> ROWS = List.of(
            new Row("keep alive", new PoolRecord.KeepAlive(), "00080000", "40000000"),
            new Row("protocols asked for", new PoolRecord.SupportedProtocols(List.of()), "80090000", "c0040000"),
            new Row("protocols", new PoolRecord.SupportedProtocols(List.of(0)), "800900020000", "c00400020000"),
            new Row("algorithms asked for", new PoolRecord.SupportedAlgorithms(List.of()), "800a0000", "c0010000"),
            new Row(
                    "algorithms",
                    new PoolRecord.SupportedAlgorithms(List.of(
                            new PoolRecord.Algorithm(15, 32),
                            new PoolRecord.Algorithm(17, 64),
                            new PoolRecord.Algorithm(30, 16))),
                    "800a000c000f002000110040001e0010",
                    "c001000c000f002000110040001e0010"),
            new Row("names asked for", new PoolRecord.ListServerNames(), "800b0000", "c0060000"),
            new Row("keys", new PoolRecord.FixedKeys(octets("c2s2")), "800c000463327332", "c002000463327332"),
            new Row(
                    "a server denied",
                    new PoolRecord.ServerDeny(octets("a.test")),
                    "000d0006612e74657374",
                    "40030006612e74657374"),
            new Row("a token", new PoolRecord.Token(octets("demo")), "000e000464656d6f", "4005000464656d6f"));

    private static Opaque octets(String text) {
        return new Opaque(text.getBytes(StandardCharsets.US_ASCII));
    }

    @ParameterizedTest
    @FieldSource("ROWS")
    void isWrittenAsTheTableSaysAndReadBack(Row row) {
        assertEquals(row.iana, hex(row.record.in(PoolNumbers.IANA)));
        assertEquals(row.old, hex(row.record.in(PoolNumbers.OLD)));
        for (var numbers : PoolNumbers.values()) {
            assertEquals(Optional.of(row.record), read(row.record.in(numbers), numbers));
        }
    }

    @ParameterizedTest
    @FieldSource("ROWS")
    void meansNothingUnderTheOtherNumbers(Row row) {
        assertEquals(Optional.empty(), read(row.record.in(PoolNumbers.OLD), PoolNumbers.IANA));
        assertEquals(Optional.empty(), read(row.record.in(PoolNumbers.IANA), PoolNumbers.OLD));
    }

    /** Type 0x4001 without the critical bit is the name of an NTPv5 draft; a token may be critical or not. */
    @ParameterizedTest
    @FieldSource("ROWS")
    void needsTheCriticalBitWhereTheTableHasIt(Row row) {
        boolean wantsCritical = row.iana.startsWith("80");
        for (var numbers : PoolNumbers.values()) {
            var turned = turned((NtsRecord.Unknown) row.record.in(numbers));
            assertEquals(wantsCritical ? Optional.empty() : Optional.of(row.record), PoolRecord.of(turned, numbers));
        }
    }

    private static NtsRecord.Unknown turned(NtsRecord.Unknown record) {
        return new NtsRecord.Unknown(record.type(), !record.critical(), record.body());
    }

    record Odd(String name, int type, String body, PoolRecord meaning) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Odd> ODD = List.of(
            new Odd("keep alive with a body", 8, "ff", new PoolRecord.KeepAlive()),
            new Odd("half a protocol", 9, "000000", new PoolRecord.SupportedProtocols(List.of())),
            new Odd("half an algorithm", 10, "000f", new PoolRecord.SupportedAlgorithms(List.of())),
            new Odd("names with a body", 11, "0000", new PoolRecord.ListServerNames()));

    @ParameterizedTest
    @FieldSource("ODD")
    void letsBodiesBeThatAreToBeIgnored(Odd row) {
        var body = new Opaque(HexFormat.of().parseHex(row.body));
        assertEquals(
                Optional.of(row.meaning), PoolRecord.of(new NtsRecord.Unknown(row.type, true, body), PoolNumbers.IANA));
    }

    @Test
    void whateverIsWrittenIsReadBackAndAnythingIsRead() {
        var random = new Random(4_460);
        for (int i = 0; i < RECORDS; i++) {
            var numbers = PoolNumbers.values()[random.nextInt(2)];
            var record = record(random);
            assertEquals(Optional.of(record), read(record.in(numbers), numbers));
            PoolRecord.of(new NtsRecord.Unknown(8 + random.nextInt(7), random.nextBoolean(), body(random)), numbers);
        }
    }

    private static PoolRecord record(Random random) {
        List<Supplier<PoolRecord>> kinds = List.of(
                PoolRecord.KeepAlive::new,
                PoolRecord.ListServerNames::new,
                () -> new PoolRecord.SupportedProtocols(
                        random.ints(random.nextInt(5), 0, 65_536).boxed().toList()),
                () -> new PoolRecord.SupportedAlgorithms(algorithms(random)),
                () -> new PoolRecord.FixedKeys(body(random)),
                () -> new PoolRecord.ServerDeny(body(random)),
                () -> new PoolRecord.Token(body(random)));
        return kinds.get(random.nextInt(kinds.size())).get();
    }

    private static List<PoolRecord.Algorithm> algorithms(Random random) {
        var all = new ArrayList<PoolRecord.Algorithm>();
        for (int i = random.nextInt(5); i > 0; i--) {
            all.add(new PoolRecord.Algorithm(random.nextInt(65_536), random.nextInt(65_536)));
        }
        return all;
    }

    private static Opaque body(Random random) {
        byte[] body = new byte[random.nextInt(9)];
        random.nextBytes(body);
        return new Opaque(body);
    }

    @Test
    void printsNeitherKeysNorTokens() {
        for (var record : List.of(new PoolRecord.FixedKeys(octets("secret")), new PoolRecord.Token(octets("secret")))) {
            assertTrue(record.toString().contains("6 octets"), record::toString);
            assertFalse(record.toString().contains("secret"), record::toString);
        }
    }

    private static Optional<PoolRecord> read(NtsRecord record, PoolNumbers numbers) {
        return PoolRecord.of((NtsRecord.Unknown) record, numbers);
    }

    private static String hex(NtsRecord record) {
        return HexFormat.of().formatHex(NtsRecord.message(List.of(record)));
    }
}

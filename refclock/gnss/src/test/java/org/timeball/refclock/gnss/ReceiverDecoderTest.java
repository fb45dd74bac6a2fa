package org.timeball.refclock.gnss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class ReceiverDecoderTest {

    private static final String GGA = "$GPGGA,,,,,,0,,,,,,,,*66";
    private static final byte[] ACK = Wire.frame(5, 1, new byte[] {6, 1});

    record Row(String name, byte[] bytes, List<String> ids, DecoderCounters counters) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Row row(
            String name, byte[] bytes, List<String> ids, long noise, long checksumErrors, long malformed) {
        return new Row(name, bytes, ids, new DecoderCounters(ids.size(), noise, checksumErrors, malformed));
    }

    static final List<Row> ROWS = List.of(
            row("nothing", new byte[0], List.of(), 0, 0, 0),
            row("CR LF", Wire.ascii(GGA + "\r\n"), List.of("GPGGA"), 0, 0, 0),
            row("LF", Wire.ascii(GGA + "\n" + GGA + "\n"), List.of("GPGGA", "GPGGA"), 0, 0, 0),
            row("CR", Wire.ascii(GGA + "\r" + GGA + "\r"), List.of("GPGGA", "GPGGA"), 0, 0, 0),
            row("empty line", Wire.ascii("\r\n" + GGA + "\r\n\r\n"), List.of("GPGGA"), 4, 0, 0),
            row("no line end yet", Wire.ascii(GGA), List.of(), 0, 0, 0),
            row("lower-case checksum", Wire.ascii("$GPGSV,4,4,13,30,03,251,*4d\r\n"), List.of("GPGSV"), 0, 0, 0),
            row("wrong checksum", Wire.ascii("$GPGGA,,,,,,0,,,,,,,,*67\r\n"), List.of(), 26, 1, 0),
            row("no checksum", Wire.ascii("$GPGGA,,,,,,0,,,,,,,,\r\n"), List.of(), 23, 0, 1),
            row("checksum of one digit", Wire.ascii("$GPGGA,,,,,,0,,,,,,,,*6\r\n"), List.of(), 25, 0, 1),
            row("checksum is no number", Wire.ascii("$GPGGA,,,,,,0,,,,,,,,*6g\r\n"), List.of(), 26, 0, 1),
            row("text behind the checksum", Wire.ascii(GGA + ",1\r\n"), List.of(), 28, 0, 1),
            row("$ alone", Wire.ascii("$\r\n"), List.of(), 3, 0, 1),
            row("cut short by the next", Wire.ascii("$GPRMC,0003" + GGA + "\r\n"), List.of("GPGGA"), 11, 0, 1),
            row("cut short by a frame", Wire.joined(Wire.ascii("$GPRMC,0003"), ACK), List.of("UBX-ACK-ACK"), 11, 0, 1),
            row(
                    "cut short by a wrong baud rate",
                    Wire.ascii("$GPRMC,\u00e9\u0007" + GGA + "\n"),
                    List.of("GPGGA"),
                    9,
                    0,
                    1),
            row(
                    "255 octets",
                    Wire.sentence("PTEXT," + "x".repeat(ReceiverDecoder.MAX_SENTENCE - 10)),
                    List.of("PTEXT"),
                    0,
                    0,
                    0),
            row(
                    "256 octets",
                    Wire.sentence("PTEXT," + "x".repeat(ReceiverDecoder.MAX_SENTENCE - 9)),
                    List.of(),
                    ReceiverDecoder.MAX_SENTENCE + 3,
                    0,
                    1),
            row("date that is none", Wire.sentence("GPRMC,000231,A,,,,,,,2208-1,,,A"), List.of(), 0, 0, 1),
            row("frame", ACK, List.of("UBX-ACK-ACK"), 0, 0, 0),
            row("frame without payload", Wire.frame(10, 4, new byte[0]), List.of("UBX-0A-04"), 0, 0, 0),
            row("longest frame", Wire.frame(2, 0x15, new byte[4096]), List.of("UBX-02-15"), 0, 0, 0),
            row("too long a frame", Wire.frame(2, 0x15, new byte[4097]), List.of(), 4097 + 8, 0, 1),
            row("frame cut short", Wire.hex("b5620501"), List.of(), 0, 0, 0),
            row("lone sync", Wire.joined(Wire.hex("b5b5"), ACK), List.of("UBX-ACK-ACK"), 2, 0, 0),
            row(
                    "frames between sentences",
                    Wire.joined(ACK, Wire.ascii(GGA + "\r\n"), ACK, ACK, Wire.ascii(GGA + "\r\n")),
                    List.of("UBX-ACK-ACK", "GPGGA", "UBX-ACK-ACK", "UBX-ACK-ACK", "GPGGA"),
                    0,
                    0,
                    0),
            row(
                    "a false start swallows a frame and a sentence",
                    Wire.joined(Wire.hex("b56205012200"), ACK, Wire.ascii(GGA + "\r\n")),
                    List.of("UBX-ACK-ACK", "GPGGA"),
                    6,
                    1,
                    0),
            row(
                    "CASIC between sentences",
                    Wire.joined(Wire.hex("bace040001050600000a050001"), Wire.ascii(GGA + "\r\n")),
                    List.of("GPGGA"),
                    13,
                    0,
                    0));

    @ParameterizedTest
    @FieldSource("ROWS")
    void tellsMessagesFromNoise(Row row) {
        var decoder = new ReceiverDecoder();
        var messages = new ArrayList<ReceivedMessage>();
        decoder.accept(row.bytes, messages::add);
        assertEquals(row.ids, readable(messages));
        assertEquals(row.counters, decoder.counters());
    }

    @ParameterizedTest
    @FieldSource("ROWS")
    void doesNotCareHowTheBytesWereCut(Row row) {
        assertSameForEveryCutting(row.bytes, new Random(1));
    }

    @Test
    void doesNotCareHowHostileBytesWereCut() {
        var random = new Random(20_261);
        for (int i = 0; i < 300; i++) {
            assertSameForEveryCutting(hostile(random, 3_000), random);
        }
    }

    @Test
    void saysWhereAMessageStood() {
        var messages = Wire.decoded(Wire.joined(Wire.ascii("noise"), ACK, Wire.ascii(GGA + "\r\n" + GGA + "\r\n")));
        assertEquals(
                List.of(5L, 15L, 41L),
                messages.stream().map(ReceivedMessage::position).toList());
        assertEquals(
                List.of(10, 24, 24),
                messages.stream().map(ReceivedMessage::length).toList());
    }

    /** Every octet is of a message, or noise, or open, or a line feed behind a sentence's carriage return. */
    @Test
    void accountsForEveryOctet() {
        var random = new Random(20_262);
        for (int i = 0; i < 2_000; i++) {
            byte[] bytes = hostile(random, 2_000);
            var decoder = new ReceiverDecoder();
            var messages = new ArrayList<ReceivedMessage>();
            decoder.accept(bytes, messages::add);
            long open = decoder.position() - decoder.openPosition();
            long accounted =
                    messages.stream().mapToLong(ReceivedMessage::length).sum()
                            + decoder.counters().noiseBytes()
                            + open;
            long lineEnds = bytes.length - accounted;
            assertTrue(lineEnds >= 0 && lineEnds <= 2L * messages.size(), () -> lineEnds + " octets unaccounted for");
            decoder.abandon(messages::add);
            assertEquals(decoder.position(), decoder.openPosition());
        }
    }

    @Test
    void givesBackWhatAFalseStartSwallowedWhenTheLineFallsSilent() {
        var decoder = new ReceiverDecoder();
        var messages = new ArrayList<ReceivedMessage>();
        decoder.accept(Wire.joined(Wire.hex("b5620501ff0f"), Wire.ascii(GGA + "\r\n"), ACK), messages::add);
        assertEquals(List.of(), messages);
        decoder.abandon(messages::add);
        assertEquals(List.of("GPGGA", "UBX-ACK-ACK"), readable(messages));
        decoder.accept(ACK, messages::add);
        assertEquals(3, messages.size());
    }

    record Flood(String name, String hex) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Flood> FLOODS = List.of(
            new Flood("frames within frames", "b56201010010"),
            new Flood("shorter frames within frames", "b56201010008"),
            new Flood("syncs", "b562"),
            new Flood("first octets of syncs", "b5"),
            new Flood("sentence starts", "24"),
            new Flood("unending sentence", "41"),
            new Flood("sentence starts in frames", "b56224240010"));

    /** 16 MB: an hour of a fast line. Looking at each octet once per frame it might be in would take minutes. */
    @ParameterizedTest
    @FieldSource("FLOODS")
    @Timeout(value = 20, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void keepsUpWithAFlood(Flood flood) {
        byte[] piece = Wire.hex(flood.hex.repeat((1 << 16) / (flood.hex.length() / 2)));
        var decoder = new ReceiverDecoder();
        for (int i = 0; i < 256; i++) {
            decoder.accept(piece, message -> {});
        }
        assertTrue(decoder.position() - decoder.openPosition() <= ReceiverDecoder.MAX_PAYLOAD + 8);
        decoder.abandon(message -> {});
        var messages = new ArrayList<ReceivedMessage>();
        decoder.accept(ACK, messages::add);
        assertEquals(List.of("UBX-ACK-ACK"), readable(messages));
    }

    private static void assertSameForEveryCutting(byte[] bytes, Random random) {
        var whole = new ReceiverDecoder();
        var messages = new ArrayList<ReceivedMessage>();
        whole.accept(bytes, messages::add);
        for (int longest : new int[] {1, 7, 600}) {
            var decoder = new ReceiverDecoder();
            var cut = new ArrayList<ReceivedMessage>();
            Wire.chunks(bytes, longest, random).forEach(chunk -> decoder.accept(chunk, cut::add));
            assertEquals(messages, cut);
            assertEquals(whole.counters(), decoder.counters());
        }
    }

    /** Messages, halves of messages, flipped bits and noise, in any order. */
    private static byte[] hostile(Random random, int length) {
        byte[] source = Wire.joined(Wire.nmeaFixture(), Wire.ubxFixture());
        var parts = new ArrayList<byte[]>();
        for (int total = 0; total < length; total += parts.getLast().length) {
            int from = random.nextInt(source.length - 1);
            byte[] part = Arrays.copyOfRange(source, from, Math.min(source.length, from + 1 + random.nextInt(200)));
            if (random.nextInt(3) == 0) {
                part[random.nextInt(part.length)] ^= (byte) (1 << random.nextInt(8));
            }
            if (random.nextInt(10) == 0) {
                part = Wire.hex(List.of("b562", "24", "b56201350400", "b56201350010", "0d", "2a")
                        .get(random.nextInt(6)));
            }
            parts.add(part);
        }
        return Wire.joined(parts.toArray(byte[][]::new));
    }

    private static List<String> readable(List<ReceivedMessage> messages) {
        return messages.stream()
                .map(ReceivedMessage::message)
                .filter(message -> !(message instanceof ReceiverMessage.Malformed))
                .map(ReceiverMessage::id)
                .toList();
    }
}

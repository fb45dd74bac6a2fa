package org.timeball.refclock.gnss;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/** Bytes as a receiver would send them, for tests: checksums put on, chunks cut, fixtures read. */
final class Wire {

    private Wire() {}

    /** A sentence around {@code body}, with its checksum and line end. */
    static byte[] sentence(String body) {
        int checksum = body.chars().reduce(0, (sum, c) -> sum ^ c);
        return ascii("$%s*%02X\r\n".formatted(body, checksum));
    }

    /** The sentences of {@code bodies}, one behind the other. */
    static byte[] sentences(String... bodies) {
        var parts = new ArrayList<byte[]>();
        for (String body : bodies) {
            parts.add(sentence(body));
        }
        return joined(parts.toArray(byte[][]::new));
    }

    /** A frame around {@code payload}, with its checksum. */
    static byte[] frame(int messageClass, int messageId, byte[] payload) {
        var frame = ByteBuffer.allocate(payload.length + 8).order(ByteOrder.LITTLE_ENDIAN);
        frame.put((byte) 0xb5).put((byte) 0x62).put((byte) messageClass).put((byte) messageId);
        frame.putShort((short) payload.length).put(payload);
        int a = 0;
        int b = 0;
        for (int i = 2; i < frame.position(); i++) {
            a += frame.get(i) & 0xff;
            b += a;
        }
        return frame.put((byte) a).put((byte) b).array();
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }

    static byte[] joined(byte[]... parts) {
        var out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    /** The bytes cut at random, none of the chunks empty. */
    static List<byte[]> chunks(byte[] bytes, int longest, Random random) {
        var chunks = new ArrayList<byte[]>();
        int at = 0;
        while (at < bytes.length) {
            int length = Math.min(1 + random.nextInt(longest), bytes.length - at);
            chunks.add(Arrays.copyOfRange(bytes, at, at + length));
            at += length;
        }
        return chunks;
    }

    /** The module's own excerpt of a chatty NMEA receiver: three seconds, a header line, noise. */
    static byte[] nmeaFixture() {
        return resource("three-seconds.nmea");
    }

    /** The module's own excerpt of a timing receiver, from hexadecimal lines: three seconds. */
    static byte[] ubxFixture() {
        var text = new String(resource("three-seconds.ubx.hex"), StandardCharsets.US_ASCII);
        return hex(text.lines().filter(line -> !line.startsWith("#")).reduce("", String::concat));
    }

    /** All that one decoder makes of the bytes in one piece. */
    static List<ReceivedMessage> decoded(byte[] bytes) {
        var messages = new ArrayList<ReceivedMessage>();
        new ReceiverDecoder().accept(bytes, messages::add);
        return messages;
    }

    private static byte[] resource(String name) {
        try (var in = Wire.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

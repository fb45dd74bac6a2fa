package org.timeball.refclock.gnss;

import static org.timeball.refclock.gnss.SentenceFuzz.must;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.timeball.refclock.time.ReceiverBytes;

/**
 * Fuzz target: a receiver's whole stream, sentences, frames and noise, in reads of any size.
 *
 * <p>The input is a script, so that a fuzzer need not find checksums first. Whatever it plays: no exception, no message
 * whose checksum is wrong, and behind it a good burst is read from its second message on at the latest.
 *
 * <p>Run by {@code ./timeball fuzz} under Jazzer, which looks for this method by its name, and by {@link FuzzTest}.
 */
public final class StreamFuzz {

    /** Class and id of the frames that are interpreted, and of one that is not. */
    private static final int[] FRAMES = {
        0x0107, 0x0103, 0x0106, 0x0135, 0x0130, 0x0121, 0x0120, 0x0126, 0x0d01, 0x0122, 0x013b, 0x0d04, 0x0a04, 0x0a09,
        0x0a38, 0x2709, 0x0501, 0x0500, 0x0624, 0x0215
    };

    private static final String[] SENTENCES = {"RMC", "ZDA", "GGA", "GNS", "GSA", "GSV", "GLL", "GST", "TXT"};
    private static final String[] TALKERS = {"GP", "GN", "GL", "GA", "GB", "BD", "GQ", "PM", "XX"};
    private static final String CHARACTERS = ",,,,,,..0123456789ANVE-";
    private static final long READ_NANOS = 10_000_000;

    private static final List<byte[]> GOOD = List.of(
            Wire.sentence("GPRMC,120000.00,A,4742.0,N,01200.0,E,0.0,0.0,221126,,,A"),
            Wire.frame(5, 1, new byte[] {6, 1}),
            Wire.sentence("GPGSA,A,3,01,02,03,04,,,,,,,,,1.8,1.0,1.5"),
            Wire.frame(5, 0, new byte[] {6, 2}));

    private StreamFuzz() {}

    /** @param input pieces, each of an octet for what it is, one for its length, and so many more */
    public static void fuzzerTestOneInput(byte[] input) {
        var receiver = new GnssReceiver(1_700_000_000L);
        var decoder = new ReceiverDecoder();
        var messages = new ArrayList<ReceivedMessage>();
        var pieces = pieces(input);
        int hostile = pieces.stream().mapToInt(piece -> piece.length).sum();
        pieces.addAll(GOOD);
        long rawNanos = 0;
        for (byte[] piece : pieces) {
            // an empty piece is a silence
            rawNanos += piece.length == 0 ? GnssReceiver.GAP_NANOS : READ_NANOS;
            decoder.accept(piece, messages::add);
            receiver.accept(new ReceiverBytes(piece, rawNanos));
            must(decoder.position() - decoder.openPosition() <= ReceiverDecoder.MAX_PAYLOAD + 8, "little stays open");
        }
        decoder.abandon(messages::add);
        rawNanos += GnssReceiver.GAP_NANOS;
        while (receiver.onSilence(rawNanos).isPresent()) {
            rawNanos++;
        }
        byte[] stream = Wire.joined(pieces.toArray(byte[][]::new));
        messages.forEach(message -> must(isWhole(stream, message), "a message has a right checksum"));
        mustHaveResynchronised(messages, hostile);
    }

    /** All good messages but the first are told, unless one that began before them has them in its payload. */
    private static void mustHaveResynchronised(List<ReceivedMessage> messages, int hostile) {
        long at = hostile + GOOD.getFirst().length;
        for (byte[] good : GOOD.subList(1, GOOD.size())) {
            long position = at;
            must(
                    messages.stream()
                            .anyMatch(message ->
                                    message.position() <= position && message.position() + message.length() > position),
                    "a good message behind noise is told");
            at += good.length;
        }
    }

    /** Counts the checksum by the book, over the octets that a message is said to have been. */
    private static boolean isWhole(byte[] stream, ReceivedMessage message) {
        int from = (int) message.position();
        byte[] bytes = Arrays.copyOfRange(stream, from, from + message.length());
        if (bytes[0] != '$') {
            byte[] payload = Arrays.copyOfRange(bytes, 6, bytes.length - 2);
            return Arrays.equals(bytes, Wire.frame(bytes[2] & 0xff, bytes[3] & 0xff, payload));
        }
        int checksum = 0;
        for (int i = 1; i < bytes.length - 3; i++) {
            checksum ^= bytes[i];
        }
        var stated = new String(bytes, bytes.length - 2, 2, StandardCharsets.US_ASCII);
        return bytes[bytes.length - 3] == '*' && Integer.parseInt(stated, 16) == checksum;
    }

    private static List<byte[]> pieces(byte[] input) {
        var pieces = new ArrayList<byte[]>();
        int at = 0;
        while (at + 1 < input.length) {
            int end = Math.min(input.length, at + 2 + (input[at + 1] & 0xff));
            pieces.add(piece(input[at] & 0xff, Arrays.copyOfRange(input, at + 2, end)));
            at = end;
        }
        return pieces;
    }

    private static byte[] piece(int kind, byte[] content) {
        return switch (kind % 5) {
            case 0 -> content;
            case 1 ->
                Wire.frame(FRAMES[kind / 5 % FRAMES.length] >> 8, FRAMES[kind / 5 % FRAMES.length] & 0xff, content);
            case 2 -> Wire.sentence(sentence(kind / 5, content));
            case 3 ->
                cut(Wire.frame(
                        FRAMES[kind / 5 % FRAMES.length] >> 8, FRAMES[kind / 5 % FRAMES.length] & 0xff, content));
            default -> new byte[0];
        };
    }

    private static String sentence(int kind, byte[] content) {
        var body = new StringBuilder(TALKERS[kind % TALKERS.length])
                .append(SENTENCES[kind / TALKERS.length % SENTENCES.length])
                .append(',');
        for (byte octet : content) {
            body.append(CHARACTERS.charAt((octet & 0xff) % CHARACTERS.length()));
        }
        return body.toString();
    }

    private static byte[] cut(byte[] whole) {
        return Arrays.copyOf(whole, whole.length - 1 - whole.length / 3);
    }
}

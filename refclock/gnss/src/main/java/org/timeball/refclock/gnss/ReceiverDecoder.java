package org.timeball.refclock.gnss;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Finds NMEA sentences and UBX frames in a stream of bytes that mixes them with each other and with noise.
 *
 * <p>It is a state machine over a window that begins with the first octet whose meaning is open: a {@code $} means a
 * sentence is being read, {@code 0xB5} a frame, anything else is noise and leaves the window at once. A frame with a
 * wrong checksum gives back all but its first octet, because the sentence or frame that a false start swallowed is in
 * there.
 *
 * <p>What comes out does not depend on how the bytes were cut into chunks. Memory is fixed and every octet is looked
 * at a bounded number of times whatever it is: checksums of frames are differences of running sums, so an octet given
 * back is never summed again. Confined to one thread.
 *
 * <p>A sentence without a checksum is none, unless that is allowed: some receivers send none, as HP's 58534A. Then it is
 * taken until the first sentence with a right one: a receiver that sends checksums is not believed without.
 */
public final class ReceiverDecoder {

    /** From {@code $} to the checksum; NMEA 0183 says 82, receivers exceed it. */
    static final int MAX_SENTENCE = 255;

    /** Longer than any frame a receiver sends, shorter than what noise would claim. */
    static final int MAX_PAYLOAD = 4_096;

    /** Two sync octets, class, id, length, and the checksum behind the payload. */
    private static final int FRAME_OVERHEAD = 8;

    private static final int FRAME_HEADER = 6;
    private static final int MAX_FRAME = MAX_PAYLOAD + FRAME_OVERHEAD;

    private static final int SENTENCE_START = '$';
    private static final int SYNC_1 = 0xb5;
    private static final int SYNC_2 = 0x62;

    /** {@code *} and two digits. */
    private static final int CHECKSUM_LENGTH = 3;

    private final boolean isUncheckedAllowed;

    private final byte[] window = new byte[2 * MAX_FRAME];

    /** Fletcher's two sums over everything before an octet, modulo 256; one element more than the window. */
    private final byte[] sums = new byte[window.length + 1];

    private final byte[] sumsOfSums = new byte[window.length + 1];

    private int start;
    private int end;

    /** The next octet of a sentence to be looked at. */
    private int cursor = 1;

    /** Stream position of the window's octet 0. */
    private long windowPosition;

    /** A carriage return has just ended a sentence: a line feed right behind it belongs to it. */
    private boolean isBehindCarriageReturn;

    /** A sentence has had a right checksum. */
    private boolean hasSeenChecksum;

    private long messages;
    private long noiseBytes;
    private long checksumErrors;
    private long malformed;

    /** A decoder that has seen nothing. */
    public ReceiverDecoder() {
        this(false);
    }

    /**
     * A decoder that has seen nothing.
     *
     * @param isUncheckedAllowed whether sentences without a checksum are taken
     */
    public ReceiverDecoder(boolean isUncheckedAllowed) {
        this.isUncheckedAllowed = isUncheckedAllowed;
    }

    /**
     * Takes the next bytes of the stream.
     *
     * @param bytes any number of them; not kept
     * @param sink  is given every message as its last octet comes
     */
    public void accept(byte[] bytes, Consumer<ReceivedMessage> sink) {
        int taken = 0;
        while (taken < bytes.length) {
            if (end == window.length) {
                compact();
            }
            int count = Math.min(bytes.length - taken, window.length - end);
            append(bytes, taken, count);
            taken += count;
            advance(sink);
        }
    }

    /**
     * Gives up what has begun and not ended: the line has fallen silent in the middle of it.
     *
     * @param sink is given the messages that a false start of a frame had swallowed
     */
    public void abandon(Consumer<ReceivedMessage> sink) {
        while (start < end) {
            malformed++;
            discard(octet(start) == SENTENCE_START ? cursor - start : 1);
            advance(sink);
        }
    }

    /** What became of the bytes so far. */
    public DecoderCounters counters() {
        return new DecoderCounters(messages, noiseBytes, checksumErrors, malformed);
    }

    /** Stream position of the first octet whose meaning is still open; the number of octets taken if none is. */
    long openPosition() {
        return windowPosition + start;
    }

    /** How many octets were taken since the beginning. */
    long position() {
        return windowPosition + end;
    }

    private void append(byte[] bytes, int from, int count) {
        System.arraycopy(bytes, from, window, end, count);
        for (int i = end; i < end + count; i++) {
            sums[i + 1] = (byte) (sums[i] + window[i]);
            sumsOfSums[i + 1] = (byte) (sumsOfSums[i] + sums[i + 1]);
        }
        end += count;
    }

    /** Moves what is open to the front; there is room, as what is open is never longer than a frame. */
    private void compact() {
        int open = end - start;
        System.arraycopy(window, start, window, 0, open);
        System.arraycopy(sums, start, sums, 0, open + 1);
        System.arraycopy(sumsOfSums, start, sumsOfSums, 0, open + 1);
        windowPosition += start;
        cursor -= start;
        start = 0;
        end = open;
    }

    private void advance(Consumer<ReceivedMessage> sink) {
        boolean isProgressing = true;
        while (isProgressing && start < end) {
            int first = octet(start);
            if (first == '\n' && isBehindCarriageReturn) {
                consume(1);
            } else if (first == SENTENCE_START) {
                isProgressing = readSentence(sink);
            } else if (first == SYNC_1) {
                isProgressing = readFrame(sink);
            } else {
                discard(1);
            }
        }
    }

    /** Whether the window moved on; if not, the sentence goes on in bytes to come. */
    private boolean readSentence(Consumer<ReceivedMessage> sink) {
        for (; cursor < end; cursor++) {
            int octet = octet(cursor);
            if (octet == '\r' || octet == '\n') {
                endSentence(sink, octet == '\r');
                return true;
            }
            boolean isPrintable = octet >= ' ' && octet <= '~';
            if (!isPrintable || octet == SENTENCE_START || cursor - start == MAX_SENTENCE) {
                malformed++;
                discard(cursor - start);
                return true;
            }
        }
        return false;
    }

    private void endSentence(Consumer<ReceivedMessage> sink, boolean isCarriageReturn) {
        int length = cursor - start;
        int asterisk = cursor - CHECKSUM_LENGTH;
        int checksum = 0;
        int at = start + 1;
        for (; at < cursor && octet(at) != '*'; at++) {
            checksum ^= octet(at);
        }
        int stated = at == asterisk ? hexDigit(octet(at + 1)) << 4 | hexDigit(octet(at + 2)) : -1;
        boolean isUnchecked = at == cursor && isUncheckedAllowed && !hasSeenChecksum;
        if (stated == checksum || isUnchecked) {
            hasSeenChecksum |= !isUnchecked;
            var body = new String(window, start + 1, at - start - 1, StandardCharsets.US_ASCII);
            emit(sink, length, SentenceDecoder.decode(body));
            consume(length + 1);
            isBehindCarriageReturn = isCarriageReturn;
            return;
        }
        if (stated < 0) {
            malformed++;
        } else {
            checksumErrors++;
        }
        discard(length);
    }

    /** Whether the window moved on; if not, the frame goes on in bytes to come. */
    private boolean readFrame(Consumer<ReceivedMessage> sink) {
        int available = end - start;
        if (available > 1 && octet(start + 1) != SYNC_2) {
            discard(1);
            return true;
        }
        if (available < FRAME_HEADER) {
            return false;
        }
        int payload = octet(start + 4) | octet(start + 5) << 8;
        if (payload > MAX_PAYLOAD) {
            malformed++;
            discard(1);
            return true;
        }
        if (available < payload + FRAME_OVERHEAD) {
            return false;
        }
        endFrame(sink, payload);
        return true;
    }

    private void endFrame(Consumer<ReceivedMessage> sink, int payload) {
        int from = start + 2;
        int to = start + FRAME_HEADER + payload;
        byte a = (byte) (sums[to] - sums[from]);
        byte b = (byte) (sumsOfSums[to] - sumsOfSums[from] - (to - from) * sums[from]);
        if (window[to] == a && window[to + 1] == b) {
            byte[] bytes = Arrays.copyOfRange(window, start + FRAME_HEADER, to);
            emit(sink, payload + FRAME_OVERHEAD, FrameDecoder.decode(octet(start + 2), octet(start + 3), bytes));
            consume(payload + FRAME_OVERHEAD);
        } else {
            checksumErrors++;
            discard(1);
        }
    }

    private void emit(Consumer<ReceivedMessage> sink, int length, ReceiverMessage message) {
        if (message instanceof ReceiverMessage.Malformed) {
            malformed++;
        } else {
            messages++;
        }
        sink.accept(new ReceivedMessage(windowPosition + start, length, message));
    }

    private void discard(int count) {
        noiseBytes += count;
        consume(count);
    }

    private void consume(int count) {
        start += count;
        cursor = start + 1;
        isBehindCarriageReturn = false;
    }

    private int octet(int at) {
        return window[at] & 0xff;
    }

    /** The digit's value, or −1, which makes any number of two digits negative. */
    private static int hexDigit(int octet) {
        return Character.digit(octet, 16);
    }
}

package org.timeball.server.state;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The form of a state file: {@code TIMEBALL}, the form's number and the length of the content as 32-bit integers in
 * network order, the SHA-256 digest of the content, the content.
 *
 * <p>The digest finds bit rot and half-written files. It does not stop a forger, who could as well write the digest:
 * that is what the file's mode is for.
 */
final class Envelope {

    private static final byte[] MAGIC = "TIMEBALL".getBytes(StandardCharsets.US_ASCII);
    private static final int VERSION = 1;
    private static final int DIGEST_OCTETS = 32;

    /** What stands before the content, in octets. */
    static final int HEADER_OCTETS = MAGIC.length + 2 * Integer.BYTES + DIGEST_OCTETS;

    /** The longest content, in octets: far above any state of ours, far below what hurts to read. */
    static final int MAX_CONTENT_OCTETS = 1 << 20;

    private Envelope() {}

    /** What an envelope was found to hold. */
    sealed interface Opened {

        /** The content, its digest checked. */
        record Whole(byte[] content) implements Opened {}

        /** Not what was written, and why. */
        record Broken(String why) implements Opened {}
    }

    /**
     * Puts {@code content} into an envelope.
     *
     * @throws IllegalArgumentException if it is longer than {@link #MAX_CONTENT_OCTETS}
     */
    static byte[] seal(byte[] content) {
        if (content.length > MAX_CONTENT_OCTETS) {
            throw new IllegalArgumentException(
                    "a state file of %d octets, more than %d octets".formatted(content.length, MAX_CONTENT_OCTETS));
        }
        return ByteBuffer.allocate(HEADER_OCTETS + content.length)
                .put(MAGIC)
                .putInt(VERSION)
                .putInt(content.length)
                .put(digest(content))
                .put(content)
                .array();
    }

    /** Takes the content out again; any octets are accepted, only sealed ones open. */
    static Opened open(byte[] file) {
        if (file.length < HEADER_OCTETS) {
            return new Opened.Broken("has %d octets, fewer than a header's %d".formatted(file.length, HEADER_OCTETS));
        }
        var in = ByteBuffer.wrap(file);
        byte[] magic = take(in, MAGIC.length);
        int version = in.getInt();
        int length = in.getInt();
        byte[] digest = take(in, DIGEST_OCTETS);
        if (!MessageDigest.isEqual(magic, MAGIC)) {
            return new Opened.Broken("does not begin with TIMEBALL");
        }
        if (version != VERSION) {
            return new Opened.Broken("is of form %d, known is form %d".formatted(version, VERSION));
        }
        if (length != in.remaining()) {
            return new Opened.Broken("has %d octets of content, should have %d".formatted(in.remaining(), length));
        }
        byte[] content = take(in, length);
        if (!MessageDigest.isEqual(digest, digest(content))) {
            return new Opened.Broken("fails its SHA-256 digest");
        }
        return new Opened.Whole(content);
    }

    private static byte[] take(ByteBuffer in, int octets) {
        byte[] taken = new byte[octets];
        in.get(taken);
        return taken;
    }

    private static byte[] digest(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every Java platform has SHA-256", impossible);
        }
    }
}

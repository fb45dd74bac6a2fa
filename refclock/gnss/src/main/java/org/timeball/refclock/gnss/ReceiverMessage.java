package org.timeball.refclock.gnss;

/**
 * One message of a receiver whose checksum was right, in either protocol.
 *
 * <p>Sealed, so that a new kind fails to compile wherever it must be thought about.
 */
public sealed interface ReceiverMessage permits NmeaSentence, UbxFrame, ReceiverMessage.Malformed {

    /** What the message calls itself: an NMEA address such as {@code GNRMC}, or {@code UBX-} and its name or number. */
    String id();

    /**
     * A message with a right checksum and a content that its format does not allow.
     *
     * @param id     what it calls itself
     * @param field  the first field that could not be read
     * @param offset where that field begins: octets after the {@code $} of a sentence, or into a frame's payload
     * @param reason what was found, and what was expected
     */
    record Malformed(String id, String field, int offset, String reason) implements ReceiverMessage {}
}

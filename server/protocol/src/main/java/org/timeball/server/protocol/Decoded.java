package org.timeball.server.protocol;

/**
 * What a decoder made of bytes that anyone may have sent.
 *
 * @param <T> what they stand for when they are well formed
 */
public sealed interface Decoded<T> {

    /**
     * The bytes were well formed.
     *
     * @param value what they say
     */
    record Ok<T>(T value) implements Decoded<T> {}

    /**
     * The bytes were not well formed.
     *
     * @param field  the part in which the fault lies, in the protocol's own word
     * @param offset octets from the beginning of the input to the fault
     * @param reason a few words; never holds the bytes themselves, which may be secret
     */
    record Malformed<T>(String field, long offset, String reason) implements Decoded<T> {}
}

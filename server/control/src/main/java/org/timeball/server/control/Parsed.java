package org.timeball.server.control;

/**
 * What became of text from the other end of the socket: hostile text is a value, not an exception.
 *
 * @param <T> what was expected
 */
public sealed interface Parsed<T> {

    /**
     * The text said what was expected.
     *
     * @param value what it said
     * @param <T>   what was expected
     */
    record Ok<T>(T value) implements Parsed<T> {}

    /**
     * It did not.
     *
     * @param reason why, for the one who wrote the text
     * @param <T>    what was expected
     */
    record Malformed<T>(String reason) implements Parsed<T> {}
}

package org.timeball.server.state;

/** What a {@link DurableFile} was found to hold. */
public sealed interface Stored {

    /** It was never written. */
    record Absent() implements Stored {}

    /**
     * The newest generation, whole.
     *
     * @param content as it was written
     */
    record Current(byte[] content) implements Stored {}

    /**
     * The newest generation is damaged or missing; the one before it is whole.
     *
     * @param content as it was written then
     * @param why     what is wrong with the newest one: a sentence for the log, without content
     */
    record Previous(byte[] content, String why) implements Stored {}

    /**
     * No generation is whole. The next write keeps the damaged file aside and goes on.
     *
     * @param why what is wrong: a sentence for the log, without content
     */
    record Damaged(String why) implements Stored {}
}

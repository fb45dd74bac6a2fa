package org.timeball.server.control.event;

/**
 * Something that was done, before it has its place in the log.
 *
 * @param utcNanos since the Unix epoch, by what the daemon held to be UTC
 * @param user     who asked, as told by the process that asked
 * @param from     from where, as told by it
 * @param by       the user of the operating system as whom that process runs, as told by the kernel
 * @param what     stable name of what was asked for
 * @param outcome  {@code done}, {@code refused} or {@code failed}
 * @param sentence for a person; without secrets
 */
public record Event(long utcNanos, String user, String from, String by, String what, String outcome, String sentence) {}

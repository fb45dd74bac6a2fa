package org.timeball.refclock.gnss;

/**
 * A message and where in the stream it stood.
 *
 * @param position of its first octet, counted from the first octet the decoder was ever given
 * @param length   in octets, a sentence's line end left out
 * @param message  what it says
 */
public record ReceivedMessage(long position, int length, ReceiverMessage message) {}

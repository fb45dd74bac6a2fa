package org.timeball.server.control.alert;

/**
 * A way to somebody who is not looking.
 *
 * @param name              as the configuration has it
 * @param by                {@code e-mail}, {@code webhook}, {@code ntfy} or {@code mqtt}
 * @param target            to where, as far as it may be shown: addresses of webhooks and topics of ntfy are secrets
 * @param least             the least severity that goes this way
 * @param waiting           messages that are still to be delivered
 * @param delivered         that were, ever
 * @param lost              given up, or pushed out by newer ones, ever
 * @param failures          attempts that failed since the last one that did not
 * @param lastUtcSecond     when the last one was delivered; 0 if none was
 * @param nextSeconds       until the next attempt; NaN if nothing waits
 * @param trouble           why the last attempt failed, a sentence; empty if it did not
 */
public record ChannelRecord(
        String name,
        String by,
        String target,
        String least,
        int waiting,
        long delivered,
        long lost,
        int failures,
        long lastUtcSecond,
        double nextSeconds,
        String trouble) {}

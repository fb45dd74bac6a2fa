package org.timeball.web.appliance.access;

/**
 * Somebody who is signed in, in one browser.
 *
 * @param digest       of what the browser's cookie holds
 * @param account      whose
 * @param beganSeconds since the Unix epoch
 * @param seenSeconds  when it was last used, to about five minutes
 * @param from         the address it began from
 * @param agent        what the browser calls itself, shortened
 */
public record Session(String digest, String account, long beganSeconds, long seenSeconds, String from, String agent) {

    /** A session that is not used for so long is over. */
    static final long IDLE_SECONDS = 24 * 60 * 60;

    boolean isOver(long nowSeconds) {
        return nowSeconds - seenSeconds >= IDLE_SECONDS;
    }

    /** What a page calls it, which opens nothing. */
    public String id() {
        return digest.substring(0, 16);
    }

    Session seen(long nowSeconds) {
        return new Session(digest, account, beganSeconds, nowSeconds, from, agent);
    }
}

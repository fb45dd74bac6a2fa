package org.timeball.firmware.sync.source;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How often key exchange was tried in vain, so that it is not tried too often, over restarts, too: the n-th retry waits
 * 10·1.5ⁿ⁻¹ seconds, five days at most.
 *
 * @param attempts          since time was last had with keys of this server, 0 or more
 * @param earliestUtcSecond the next may begin, by the machine's clock, since the Unix epoch
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8915#section-4.2">RFC 8915 §4.2</a>
 */
record KeyExchangeTries(int attempts, long earliestUtcSecond) {

    static final KeyExchangeTries NONE = new KeyExchangeTries(0, 0);

    private static final double FIRST_SECONDS = 10;
    private static final double GROWTH = 1.5;
    private static final double LONGEST_SECONDS = 432_000;

    /** More than lead to the longest pause. */
    private static final int MOST = 1_000;

    private static final Pattern TEXT = Pattern.compile("timeball key exchange tries 1\n(\\d{1,4}) (\\d{1,12})\n");

    KeyExchangeTries {
        if (attempts < 0 || attempts > MOST || earliestUtcSecond < 0) {
            throw new IllegalArgumentException(attempts + " attempts, earliest " + earliestUtcSecond);
        }
    }

    /** How long to wait after the last attempt. */
    Duration pause() {
        return attempts == 0
                ? Duration.ZERO
                : Duration.ofSeconds((long) Math.min(FIRST_SECONDS * Math.pow(GROWTH, attempts - 1), LONGEST_SECONDS));
    }

    /** One more, now. */
    KeyExchangeTries attempted(long nowUtcSecond) {
        var more = new KeyExchangeTries(Math.min(attempts + 1, MOST), 0);
        return new KeyExchangeTries(
                more.attempts, Math.max(0, nowUtcSecond) + more.pause().toSeconds());
    }

    /**
     * How long to wait from now on; the machine's clock may have been set since, but no longer than the whole pause.
     *
     * @param nowUtcSecond by the machine's clock
     */
    Duration left(long nowUtcSecond) {
        long seconds = Math.clamp(earliestUtcSecond - nowUtcSecond, 0, pause().toSeconds());
        return Duration.ofSeconds(seconds);
    }

    byte[] encode() {
        return "timeball key exchange tries 1\n%d %d\n"
                .formatted(attempts, earliestUtcSecond)
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** What a file holds; empty when it is none of ours. */
    static Optional<KeyExchangeTries> decode(byte[] content) {
        var text = TEXT.matcher(new String(content, StandardCharsets.US_ASCII));
        if (!text.matches()) {
            return Optional.empty();
        }
        int attempts = Integer.parseInt(text.group(1));
        return attempts > MOST
                ? Optional.empty()
                : Optional.of(new KeyExchangeTries(attempts, Long.parseLong(text.group(2))));
    }
}

package org.timeball.server.certificates.renewal;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How near the end of a certificate is that nobody has renewed, from mild to severe. */
public enum ExpiryAlarm {
    /** Less than a third of its life is left, and renewal was tried in vain. */
    THIRD_LEFT("less than a third of its life is left"),

    /** Less than a tenth of its life is left. */
    TENTH_LEFT("less than a tenth of its life is left"),

    /** Less than 48 hours are left; of a life that is short itself, a tenth is the later of the two and stays. */
    TWO_DAYS_LEFT("less than 48 hours are left"),

    /** It is over. */
    EXPIRED("it has expired, and clients refuse it");

    private static final int THIRD = 3;
    private static final int TENTH = 10;
    private static final Duration TWO_DAYS = Duration.ofHours(48);

    private final String words;

    ExpiryAlarm(String words) {
        this.words = words;
    }

    /** The end of a sentence that begins with the certificate's name. */
    public String words() {
        return words;
    }

    /**
     * What is to be told, if anything.
     *
     * @param now      nothing while the board does not know the time: then no date is judged
     * @param failures of renewal, in a row: a third left alone is no alarm, since that is when renewal begins
     */
    public static Optional<ExpiryAlarm> of(Optional<Instant> now, Life life, int failures) {
        return now.flatMap(known -> at(known, life, failures));
    }

    private static Optional<ExpiryAlarm> at(Instant now, Life life, int failures) {
        if (!now.isBefore(life.until())) {
            return Optional.of(EXPIRED);
        }
        boolean isTenth = !now.isBefore(life.withOnePartLeft(TENTH));
        boolean isShortLife = life.length().dividedBy(TENTH).compareTo(TWO_DAYS) < 0;
        if (life.left(now).compareTo(TWO_DAYS) < 0 && (isTenth || !isShortLife)) {
            return Optional.of(TWO_DAYS_LEFT);
        }
        if (isTenth) {
            return Optional.of(TENTH_LEFT);
        }
        boolean isThird = !now.isBefore(life.withOnePartLeft(THIRD));
        return isThird && failures > 0 ? Optional.of(THIRD_LEFT) : Optional.empty();
    }
}

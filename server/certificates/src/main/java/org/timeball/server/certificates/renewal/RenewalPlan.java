package org.timeball.server.certificates.renewal;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When a certificate is tried for next: in the authority's window if it names one, else when a third of its life is
 * left; after a failure after longer and longer pauses, six hours at most.
 */
public final class RenewalPlan {

    /** Of its life, what is left when it is renewed where the authority does not say. */
    static final int PARTS = 3;

    /** After the first failure; each further one doubles it. */
    static final Duration FIRST_PAUSE = Duration.ofMinutes(5);

    /** Authorities count failed validations by the hour, and some by the week: four a day are no burden. */
    static final Duration LONGEST_PAUSE = Duration.ofHours(6);

    /** A {@code Retry-After} is heeded for so long at most: one in the far future is a mistake of the authority. */
    static final Duration MOST_PATIENCE = Duration.ofDays(7);

    private static final int MOST_DOUBLINGS = 7;

    private RenewalPlan() {}

    /** What is to be done. */
    public sealed interface Next {}

    /** Nothing before this board knows what time it is: dates would be judged by a clock that may be of 1970. */
    public record OnceTimeIsKnown() implements Next {}

    /** An order, now. */
    public record Now() implements Next {}

    /**
     * An order, later.
     *
     * @param when with what is known now
     */
    public record Later(Instant when) implements Next {}

    /**
     * Decides.
     *
     * @param now      nothing while the board does not know the time
     * @param life     of the certificate that is shown; nothing if there is none yet
     * @param window   the authority's, if it has one for this certificate
     * @param lot      0 to 1, drawn once for each certificate
     * @param attempts since that certificate was had
     */
    public static Next next(
            Optional<Instant> now, Optional<Life> life, Optional<Window> window, double lot, Attempts attempts) {
        if (now.isEmpty()) {
            return new OnceTimeIsKnown();
        }
        var due = life.map(shown -> due(shown, window, lot)).orElse(Instant.MIN);
        var when = later(due, allowed(now.get(), attempts));
        return when.isAfter(now.get()) ? new Later(when) : new Now();
    }

    /** A window that begins after the end is none: whoever believed it would show an expired certificate. */
    private static Instant due(Life life, Optional<Window> window, double lot) {
        return window.map(wanted -> wanted.at(lot))
                .filter(wanted -> wanted.isBefore(life.until()))
                .orElseGet(() -> life.withOnePartLeft(PARTS));
    }

    /** The first moment that failures and authority leave. */
    private static Instant allowed(Instant now, Attempts attempts) {
        if (attempts.last().isEmpty()) {
            return Instant.MIN;
        }
        var last = attempts.last().get();
        // A clock that was set back must not make of minutes years.
        var paused = last.isAfter(now) ? now : last.plus(pause(attempts.failures()));
        return attempts.notBefore()
                .map(wanted -> wanted.isAfter(last.plus(MOST_PATIENCE)) ? last.plus(MOST_PATIENCE) : wanted)
                .map(wanted -> later(wanted, paused))
                .orElse(paused);
    }

    /** What is waited for after so many failures in a row, one at least. */
    static Duration pause(int failures) {
        var doubled = FIRST_PAUSE.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
        return doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}

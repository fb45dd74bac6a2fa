package org.timeball.web.appliance.page.pool;

import java.util.Locale;
import java.util.Optional;
import org.timeball.server.control.Age;
import org.timeball.web.appliance.ntppool.PoolWatcher;
import org.timeball.web.appliance.ntppool.ScoreReply;
import org.timeball.web.appliance.page.Engineering;

/**
 * An address that is registered with pool.ntp.org.
 *
 * @param address in numbers
 * @param line    how it stands, in a sentence
 * @param tone    of that line: good, waiting or bad
 */
public record RegisteredRow(String address, String line, String tone) {

    private static final double NANOS_PER_SECOND = 1e9;

    /** @param nowNanos monotonic */
    public static RegisteredRow of(String address, Optional<PoolWatcher.Seen> seen, long nowNanos) {
        if (seen.isEmpty()) {
            return new RegisteredRow(address, "The pool is asked for its score for the first time.", "waiting");
        }
        String asked = Age.words((nowNanos - seen.get().askedNanos()) / NANOS_PER_SECOND);
        double score = seen.get().reply().map(ScoreReply::score).orElse(Double.NaN);
        String trouble = seen.get().trouble();
        if (Double.isNaN(score)) {
            return new RegisteredRow(
                    address,
                    "No score is known: the pool was asked " + asked + ", and "
                            + (trouble.isEmpty() ? "it tells none" : trouble) + ".",
                    "waiting");
        }
        boolean isInUse = score > ScorePlot.IN_USE;
        return new RegisteredRow(
                address,
                "Score %s: %s. Asked %s%s."
                        .formatted(
                                words(score),
                                isInUse
                                        ? "the pool gives this address to clients"
                                        : "the pool gives it to nobody until it is above 10",
                                asked,
                                trouble.isEmpty() ? "" : ", and " + trouble),
                isInUse ? "good" : "bad");
    }

    static String words(double score) {
        return Double.isNaN(score)
                ? Engineering.UNKNOWN
                : String.format(Locale.ROOT, "%.1f", score).replace('-', Engineering.MINUS);
    }
}

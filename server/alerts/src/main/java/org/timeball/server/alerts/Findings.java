package org.timeball.server.alerts;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.timeball.server.control.CertificateRecord;
import org.timeball.server.control.Pools;
import org.timeball.server.control.Receiver;
import org.timeball.server.control.Source;
import org.timeball.server.control.Spoken;
import org.timeball.server.control.Status;
import org.timeball.server.state.AlertCondition;

/** Which conditions hold, by what the daemon says of itself; what is not known holds not. */
public final class Findings {

    /** What stands for a receiver where there is none. */
    private static final String NO_RECEIVER = "none";

    /** A pool that comes at all comes several times an hour. */
    private static final double POOL_AWAY_SECONDS = 86_400;

    private static final String SUSPECT = "suspect: ";

    private Findings() {}

    /** All that holds; of a condition that has no subject one at most. */
    public static List<Finding> of(AlertFacts facts) {
        var found = new ArrayList<Finding>();
        clock(facts.status()).ifPresent(found::add);
        receiver(facts.status().receiver(), found);
        facts.status().sources().stream()
                .flatMap(source -> source(source).stream())
                .forEach(found::add);
        facts.status().pools().joined().stream()
                .flatMap(pool -> pool(pool).stream())
                .forEach(found::add);
        facts.certificates().certificates().stream()
                .flatMap(one -> certificate(one).stream())
                .forEach(found::add);
        leap(facts.status()).ifPresent(found::add);
        found.addAll(facts.more());
        return found;
    }

    private static Optional<Finding> clock(Status status) {
        return switch (status.state()) {
            case LOCKED -> Optional.empty();
            case HOLDOVER ->
                Optional.of(new Finding(
                        AlertCondition.HOLDOVER,
                        "",
                        "The clock runs on its own, within ±%s of UTC: %s"
                                .formatted(Spoken.bound(status.withinSeconds()), status.reason())));
            case STARTING, ACQUIRING, UNSYNCHRONISED ->
                Optional.of(new Finding(
                        AlertCondition.UNSYNCHRONISED,
                        "",
                        "No time is vouched for (%s): %s"
                                .formatted(status.state().words(), status.reason())));
        };
    }

    private static void receiver(Receiver receiver, List<Finding> found) {
        if (receiver.port().equals(NO_RECEIVER)) {
            return;
        }
        if (!receiver.isPresent()) {
            found.add(new Finding(
                    AlertCondition.RECEIVER_SILENT, "", "Nothing is heard from the receiver at " + receiver.port()));
            return;
        }
        if (receiver.fix().equals("no fix")) {
            found.add(new Finding(
                    AlertCondition.NO_FIX,
                    "",
                    "The receiver has no fix; satellites in view: "
                            + receiver.satellites().size()));
        }
        var health = receiver.health();
        if (List.of("open", "short").contains(health.antenna())) {
            found.add(new Finding(
                    AlertCondition.ANTENNA, "", "The receiver says that its antenna is " + health.antenna()));
        }
        if (health.jamming().equals("jammed")) {
            found.add(new Finding(AlertCondition.JAMMING, "", "The receiver says that it is jammed"));
        }
        if (List.of("indicated", "affirmed").contains(health.spoofing())) {
            found.add(new Finding(
                    AlertCondition.SPOOFING, "", "The receiver says that spoofing is " + health.spoofing()));
        }
        if (receiver.suspicion().startsWith(SUSPECT)) {
            found.add(new Finding(
                    AlertCondition.RECEIVER_SUSPECT, "", receiver.suspicion().substring(SUSPECT.length())));
        }
    }

    /** A reference clock is told of by the receiver's own conditions. */
    private static Optional<Finding> source(Source source) {
        if (source.mode().equals("#")) {
            return Optional.empty();
        }
        if (source.state().equals("x")) {
            return Optional.of(
                    new Finding(AlertCondition.SOURCE_FALSE, source.name(), source.name() + ": " + source.reason()));
        }
        return source.reach() == 0
                ? Optional.of(new Finding(
                        AlertCondition.SOURCE_SILENT, source.name(), source.name() + ": " + source.reason()))
                : Optional.empty();
    }

    private static Optional<Finding> pool(Pools.Pool pool) {
        if (!pool.problem().isEmpty()) {
            return Optional.of(new Finding(AlertCondition.POOL, pool.name(), pool.name() + ": " + pool.problem()));
        }
        return pool.lastSeenSeconds() >= POOL_AWAY_SECONDS // false for NaN: it never came
                ? Optional.of(new Finding(
                        AlertCondition.POOL,
                        pool.name(),
                        "The pool %s was last here %s ago"
                                .formatted(pool.name(), Spoken.span((long) pool.lastSeenSeconds()))))
                : Optional.empty();
    }

    private static Optional<Finding> certificate(CertificateRecord one) {
        return Stream.of(one.alarm())
                .filter(alarm -> !alarm.isEmpty())
                .map(alarm -> new Finding(AlertCondition.CERTIFICATE, one.name(), alarm))
                .findFirst();
    }

    private static Optional<Finding> leap(Status status) {
        var objection = status.tracking().leap().objection();
        return objection.isEmpty() ? Optional.empty() : Optional.of(new Finding(AlertCondition.LEAP, "", objection));
    }
}

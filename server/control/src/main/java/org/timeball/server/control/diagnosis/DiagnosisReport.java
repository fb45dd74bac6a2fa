package org.timeball.server.control.diagnosis;

import java.util.List;
import java.util.Optional;

/**
 * A whole box, looked over.
 *
 * @param utcNanos          when, since the Unix epoch, as well as the looker knew
 * @param isDaemonAnswering whether the daemon's own word is part of it
 * @param checks            in the order in which time flows through the box
 */
public record DiagnosisReport(long utcNanos, boolean isDaemonAnswering, List<Check> checks) {

    /** Copies the list. */
    public DiagnosisReport {
        checks = List.copyOf(checks);
    }

    /** The worst of them. */
    public CheckVerdict worst() {
        return CheckVerdict.worst(checks);
    }

    /** How many came to that. */
    public long count(CheckVerdict verdict) {
        return checks.stream().filter(check -> check.verdict() == verdict).count();
    }

    /** The one with that id; empty if there is none. */
    public Optional<Check> named(String id) {
        return checks.stream().filter(check -> check.id().equals(id)).findFirst();
    }

    /** The checks of an area, in their order. */
    public List<Check> of(CheckArea area) {
        return checks.stream().filter(check -> check.area() == area).toList();
    }
}

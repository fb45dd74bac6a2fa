package org.timeball.firmware.appliance.daemon.certificates;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.timeball.server.certificates.Renewal;
import org.timeball.server.state.StateException;

/**
 * Has certificates renewed, one after the other, on a thread of its own: an order takes minutes at times. Ends when its
 * thread is interrupted.
 */
final class CertificateKeeper implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(CertificateKeeper.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** After a disk refused to remember something: what is due is due still. */
    private static final Duration LONG_PAUSE = Duration.ofMinutes(1);

    private final List<Renewal> renewals;
    private final Supplier<Optional<Instant>> now;
    private final Runnable renewed;

    /** Of each, in order: what it was last alarmed about. */
    private final List<Optional<String>> told = new ArrayList<>();

    /**
     * Does nothing until it runs.
     *
     * @param now     nothing while this box does not know the time
     * @param renewed called after each that came
     */
    CertificateKeeper(List<Renewal> renewals, Supplier<Optional<Instant>> now, Runnable renewed) {
        this.renewals = List.copyOf(renewals);
        this.now = now;
        this.renewed = renewed;
        renewals.forEach(_ -> told.add(Optional.empty()));
    }

    @Override
    public void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Thread.sleep(round());
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private Duration round() throws InterruptedException {
        var pause = PAUSE;
        for (int i = 0; i < renewals.size(); i++) {
            var renewal = renewals.get(i);
            try {
                tell(renewal.seen().name(), renewal.step(now.get()));
                tellAlarm(i, renewal.seen());
            } catch (StateException unwritable) {
                LOG.error(
                        "event=certificate-state-lost name={} reason=\"{}\"",
                        renewal.seen().name(),
                        unwritable.getMessage());
                pause = LONG_PAUSE;
            }
        }
        return pause;
    }

    private void tell(String name, Renewal.Outcome outcome) {
        switch (outcome) {
            case Renewal.Waits() -> {}
            case Renewal.Renewed(var identity) -> {
                LOG.info("event=certificate-renewed name={} shown=\"{}\"", name, identity);
                renewed.run();
            }
            case Renewal.Failed(var why) ->
                LOG.warn("event=certificate-not-renewed name={} reason=\"{}\" shown=\"as before\"", name, why);
        }
    }

    private void tellAlarm(int index, Renewal.Seen seen) {
        var alarm = CertificateReports.alarm(seen);
        if (!alarm.equals(told.get(index))) {
            alarm.ifPresent(words -> LOG.error("event=alarm reason=\"{}\"", words));
            told.set(index, alarm);
        }
    }

    /** A sentence for each certificate that somebody has to see to; for any thread. */
    List<String> alarms() {
        return renewals.stream()
                .flatMap(renewal -> CertificateReports.alarm(renewal.seen()).stream())
                .toList();
    }

    /** How each is; for any thread. */
    List<Renewal.Seen> seen() {
        return renewals.stream().map(Renewal::seen).toList();
    }
}

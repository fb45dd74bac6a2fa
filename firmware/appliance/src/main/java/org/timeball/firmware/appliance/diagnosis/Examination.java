package org.timeball.firmware.appliance.diagnosis;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.timeball.server.control.diagnosis.CheckArea;
import org.timeball.server.control.diagnosis.DiagnosisReport;
import org.timeball.server.diagnosis.CertificateFacts;
import org.timeball.server.diagnosis.ClockFacts;
import org.timeball.server.diagnosis.DaemonFacts;
import org.timeball.server.diagnosis.Diagnosis;
import org.timeball.server.diagnosis.Facts;
import org.timeball.server.diagnosis.MachineFacts;
import org.timeball.server.diagnosis.PpsFacts;
import org.timeball.server.diagnosis.SerialFacts;
import org.timeball.server.diagnosis.ServiceFacts;
import org.timeball.server.diagnosis.SettingsFacts;

/** Looks the box over when somebody asks, and remembers for a while what it saw. Thread-safe. */
public final class Examination {

    /** Askers of the control socket contend for it; a look is taken once for all of them. */
    private final ReentrantLock lock = new ReentrantLock();

    private final LongSupplier monotonicClock;
    private final Remembered<SettingsFacts> settings;
    private final Remembered<SerialFacts> serial;
    private final Remembered<PpsFacts> pps;
    private final Remembered<ClockFacts> clock;
    private final Remembered<ServiceFacts> service;
    private final Remembered<List<CertificateFacts>> certificates;
    private final Remembered<MachineFacts> machine;

    /**
     * Looks at nothing yet.
     *
     * @param looks          how it is done
     * @param monotonicClock nanoseconds, of which only differences count
     */
    public Examination(Looks looks, LongSupplier monotonicClock) {
        this.monotonicClock = monotonicClock;
        settings = new Remembered<>(looks.settings());
        serial = new Remembered<>(looks.serial());
        pps = new Remembered<>(looks.pps());
        clock = new Remembered<>(looks.clock());
        service = new Remembered<>(looks.service());
        certificates = new Remembered<>(looks.certificates());
        machine = new Remembered<>(looks.machine());
    }

    /**
     * What there is to say; blocks for some seconds where a service of this box does not answer.
     *
     * @param daemon   what it says of itself; always of now, whatever else is remembered
     * @param silence  why it says nothing; empty where it does
     * @param utcNanos now, as well as it is known
     * @param anew     what is to be looked at again
     */
    public DiagnosisReport report(Optional<DaemonFacts> daemon, String silence, long utcNanos, Set<CheckArea> anew) {
        lock.lock();
        try {
            long now = monotonicClock.getAsLong();
            var facts = new Facts(
                    daemon,
                    silence,
                    settings.get(anew.contains(CheckArea.SERVICE), now),
                    serial.get(anew.contains(CheckArea.RECEIVER), now),
                    pps.get(anew.contains(CheckArea.PULSE), now),
                    clock.get(anew.contains(CheckArea.CLOCK), now),
                    service.get(anew.contains(CheckArea.SERVICE), now),
                    certificates.get(anew.contains(CheckArea.CERTIFICATES), now),
                    machine.get(anew.contains(CheckArea.MACHINE), now));
            var ages = ages(now);
            return new DiagnosisReport(
                    utcNanos,
                    daemon.isPresent(),
                    Diagnosis.of(facts).stream()
                            .map(check -> check.aged(ages.getOrDefault(check.area(), 0L)))
                            .toList());
        } finally {
            lock.unlock();
        }
    }

    private Map<CheckArea, Long> ages(long now) {
        return Map.of(
                CheckArea.RECEIVER, serial.ageSeconds(now),
                CheckArea.PULSE, pps.ageSeconds(now),
                CheckArea.CLOCK, clock.ageSeconds(now),
                CheckArea.SERVICE, service.ageSeconds(now),
                CheckArea.CERTIFICATES, certificates.ageSeconds(now),
                CheckArea.MACHINE, machine.ageSeconds(now));
    }
}

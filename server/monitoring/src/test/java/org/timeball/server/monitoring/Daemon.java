package org.timeball.server.monitoring;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import java.util.stream.LongStream;
import org.timeball.refclock.time.ClockState;
import org.timeball.server.control.AuthorityRecord;
import org.timeball.server.control.CertificateReport;
import org.timeball.server.control.ClientRecord;
import org.timeball.server.control.ClientReport;
import org.timeball.server.control.Corrections;
import org.timeball.server.control.ErrorSum;
import org.timeball.server.control.KeyExchangeStats;
import org.timeball.server.control.LeapRecord;
import org.timeball.server.control.Pools;
import org.timeball.server.control.PulseCounts;
import org.timeball.server.control.PulseRecord;
import org.timeball.server.control.Receiver;
import org.timeball.server.control.ServerStats;
import org.timeball.server.control.Source;
import org.timeball.server.control.StampStats;
import org.timeball.server.control.Status;
import org.timeball.server.control.Tracking;
import org.timeball.server.control.alert.AlertReport;
import org.timeball.server.control.configuration.ConfigurationReport;
import org.timeball.server.control.diagnosis.CheckArea;
import org.timeball.server.control.diagnosis.DiagnosisReport;
import org.timeball.server.control.event.Event;
import org.timeball.server.control.event.EventRecord;
import org.timeball.server.control.event.EventReport;
import org.timeball.server.control.history.HistoryRange;
import org.timeball.server.control.history.HistoryReport;

/** What stands behind the socket in tests: every status is a second later than the one before. */
final class Daemon {

    private final AtomicLong seconds = new AtomicLong();

    Status status() {
        long second = seconds.incrementAndGet();
        return new Status(
                "timeball test",
                1_795_405_963_000_000_000L + second * 1_000_000_000L,
                second,
                ClockState.LOCKED,
                second,
                "pulses steer the clock",
                4.2e-7,
                1.2e-6,
                new Tracking(
                        0x50505300L,
                        "PPS",
                        1,
                        0,
                        0,
                        5.4e-8,
                        8e-8,
                        -12.3,
                        0,
                        0.01,
                        0,
                        1e-6,
                        1,
                        "Normal",
                        LeapRecord.UNTOLD,
                        0),
                List.of(new Source("#", "*", "it is the only one", "PPS", 0, 0, 255, 0, 5e-8, 6e-8, 1e-7)),
                new Receiver(
                        "/dev/ttyAMA0", true, "UBX", "3D", 0, 0, List.of(), 0, 0, 0, 0, "", Receiver.Health.UNTOLD, ""),
                new PulseCounts("/dev/pps0", second, 0, Map.of()),
                new ServerStats(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, Map.of(), 0, 0, StampStats.NONE),
                new KeyExchangeStats(0, 0, Map.of(), Map.of()),
                Pools.NONE,
                Corrections.NONE,
                ErrorSum.UNTOLD,
                List.of());
    }

    /** As many pulses as are asked for, the last one in the last second told. */
    List<PulseRecord> pulses(int count) {
        long last = seconds.get();
        return LongStream.rangeClosed(last - count + 1, last)
                .mapToObj(second -> new PulseRecord(second, second * 1e-9, true, 1, "used"))
                .toList();
    }

    /** A log of one line, whatever is asked for. */
    EventReport events(int count) {
        var event = new Event(1, "anna", "192.0.2.7", "root", "rekey", "done", count + " were asked for");
        return new EventReport(List.of(EventRecord.of(event, 1, EventRecord.FIRST)), "");
    }

    /** One client, whatever is asked for. */
    ClientReport clients(int count) {
        return new ClientReport(
                "prefix", count, 16, 0, List.of(new ClientRecord("192.0.2.0/24", 5, 0, 0, 0, 64, 300, 12)));
    }

    HistoryReport history(HistoryRange range) {
        return new HistoryReport(range.fromSecondsAgo(), range.points(), List.of());
    }

    private CertificateReport certificates() {
        return new CertificateReport(true, List.of(), AuthorityRecord.NONE);
    }

    private DiagnosisReport diagnosis(Set<CheckArea> anew) {
        return new DiagnosisReport(anew.size(), true, List.of());
    }

    ServerAnswers answers() {
        return answers(this::pulses);
    }

    ServerAnswers answers(IntFunction<List<PulseRecord>> pulses) {
        return new ServerAnswers(
                this::status,
                pulses,
                this::clients,
                this::events,
                this::history,
                this::certificates,
                () -> ConfigurationReport.NONE,
                () -> AlertReport.NONE,
                this::diagnosis);
    }
}

package org.timeball.server.alerts;

import java.util.List;
import java.util.Map;
import org.timeball.refclock.time.ClockState;
import org.timeball.server.control.AuthorityRecord;
import org.timeball.server.control.CertificateRecord;
import org.timeball.server.control.CertificateReport;
import org.timeball.server.control.Corrections;
import org.timeball.server.control.ErrorSum;
import org.timeball.server.control.KeyExchangeStats;
import org.timeball.server.control.LeapRecord;
import org.timeball.server.control.Pools;
import org.timeball.server.control.PulseCounts;
import org.timeball.server.control.Receiver;
import org.timeball.server.control.ServerStats;
import org.timeball.server.control.Source;
import org.timeball.server.control.StampStats;
import org.timeball.server.control.Status;
import org.timeball.server.control.Tracking;

/** A daemon in this situation and that. */
final class Situations {

    static final Receiver WELL = receiver(true, "3D", Receiver.Health.UNTOLD, "");

    private Situations() {}

    static Receiver receiver(boolean isPresent, String fix, Receiver.Health health, String suspicion) {
        return new Receiver(
                "/dev/ttyAMA0", isPresent, "UBX", fix, 1, 8, List.of(), 1, 0, 0, 0, "done", health, suspicion);
    }

    static Receiver receiver(String antenna, String jamming, String spoofing) {
        return receiver(true, "3D", new Receiver.Health("M8T", "1", antenna, jamming, spoofing, ""), "");
    }

    static Status status(ClockState state, Receiver receiver, List<Source> sources, Pools pools, String objection) {
        var leap = new LeapRecord(37, "kernel", "", 0, List.of(), objection, "", 0, 0, false, 0);
        return new Status(
                "timeball",
                1_795_000_000_000_000_000L,
                100,
                state,
                10,
                "no pulse for 14 s",
                1.2e-6,
                5e-6,
                new Tracking(1, "PPS", 1, 0, 0, 0, 0, -0.3, 0, 0.01, 0, 5e-6, 1, "Normal", leap, 1e-6),
                sources,
                receiver,
                new PulseCounts("/dev/pps0", 1, 0, Map.of()),
                new ServerStats(1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, Map.of(), 12, 3, StampStats.NONE),
                new KeyExchangeStats(0, 0, Map.of(), Map.of()),
                pools,
                Corrections.NONE,
                ErrorSum.UNTOLD,
                List.of());
    }

    static AlertFacts facts(Status status) {
        return new AlertFacts(status, certificates(), List.of());
    }

    static CertificateReport certificates(CertificateRecord... records) {
        return new CertificateReport(true, List.of(records), AuthorityRecord.NONE);
    }

    static CertificateRecord certificate(String alarm) {
        return new CertificateRecord(
                "public", "acme", List.of(), 0, List.of(), "", "01", 0, 0, 20, 0, 0, 0, 0, 3, "refused", alarm);
    }

    static AlertFacts facts(Receiver receiver) {
        return facts(status(ClockState.LOCKED, receiver, List.of(), Pools.NONE, ""));
    }
}

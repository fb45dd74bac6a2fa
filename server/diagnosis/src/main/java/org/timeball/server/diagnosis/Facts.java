package org.timeball.server.diagnosis;

import java.util.List;
import java.util.Optional;

/**
 * Everything that is decided by, seen at about the same time.
 *
 * @param daemon       what the daemon says of itself; empty where none answers
 * @param silence      why it does not answer, a sentence without its full stop; empty where it does
 * @param settings     what the operator wants
 * @param serial       ports at which a receiver may be
 * @param pps          what the kernel stamps
 * @param clock        who else has to do with the machine's clock
 * @param service      what came of asking the box's own services
 * @param certificates that clients are shown
 * @param machine      board, kernel and disk
 */
public record Facts(
        Optional<DaemonFacts> daemon,
        String silence,
        SettingsFacts settings,
        SerialFacts serial,
        PpsFacts pps,
        ClockFacts clock,
        ServiceFacts service,
        List<CertificateFacts> certificates,
        MachineFacts machine) {

    /** Copies the list. */
    public Facts {
        certificates = List.copyOf(certificates);
    }
}

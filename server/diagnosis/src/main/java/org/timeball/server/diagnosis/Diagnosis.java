package org.timeball.server.diagnosis;

import java.util.List;
import java.util.stream.Stream;
import org.timeball.server.control.diagnosis.Check;

/** Every check there is, in the order in which time flows through the box; and first of all whether the daemon runs. */
public final class Diagnosis {

    private Diagnosis() {}

    /** What the facts come to. */
    public static List<Check> of(Facts facts) {
        return Stream.of(
                        ReceiverChecks.of(facts),
                        SkyChecks.of(facts),
                        PulseChecks.of(facts),
                        ClockChecks.of(facts),
                        SourceChecks.of(facts),
                        ServiceChecks.of(facts),
                        NtsChecks.of(facts),
                        CertificateChecks.of(facts),
                        MachineChecks.of(facts))
                .flatMap(List::stream)
                .toList();
    }
}

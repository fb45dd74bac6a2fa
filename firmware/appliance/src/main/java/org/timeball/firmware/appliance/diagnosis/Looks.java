package org.timeball.firmware.appliance.diagnosis;

import java.util.List;
import java.util.function.Supplier;
import org.timeball.server.diagnosis.CertificateFacts;
import org.timeball.server.diagnosis.ClockFacts;
import org.timeball.server.diagnosis.MachineFacts;
import org.timeball.server.diagnosis.PpsFacts;
import org.timeball.server.diagnosis.SerialFacts;
import org.timeball.server.diagnosis.ServiceFacts;
import org.timeball.server.diagnosis.SettingsFacts;

/**
 * How each kind of facts is gathered; some of it takes seconds where nobody answers.
 *
 * @param settings     what the operator wants
 * @param serial       for {@code RECEIVER}
 * @param pps          for {@code PULSE}
 * @param clock        for {@code CLOCK}
 * @param service      for {@code SERVICE}
 * @param certificates for {@code CERTIFICATES}
 * @param machine      for {@code MACHINE}
 */
public record Looks(
        Supplier<SettingsFacts> settings,
        Supplier<SerialFacts> serial,
        Supplier<PpsFacts> pps,
        Supplier<ClockFacts> clock,
        Supplier<ServiceFacts> service,
        Supplier<List<CertificateFacts>> certificates,
        Supplier<MachineFacts> machine) {}

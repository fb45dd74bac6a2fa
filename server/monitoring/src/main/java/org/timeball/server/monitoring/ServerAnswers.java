package org.timeball.server.monitoring;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.timeball.server.control.CertificateReport;
import org.timeball.server.control.ClientReport;
import org.timeball.server.control.ControlReply;
import org.timeball.server.control.ControlRequest;
import org.timeball.server.control.PulseRecord;
import org.timeball.server.control.Status;
import org.timeball.server.control.alert.AlertReport;
import org.timeball.server.control.configuration.ConfigurationReport;
import org.timeball.server.control.diagnosis.CheckArea;
import org.timeball.server.control.diagnosis.DiagnosisReport;
import org.timeball.server.control.event.EventReport;
import org.timeball.server.control.history.HistoryRange;
import org.timeball.server.control.history.HistoryReport;

/**
 * What the daemon of a time server answers on its control socket; each is called from many threads.
 *
 * @param status the daemon now
 * @param pulses at most so many of the last pulses, oldest first
 * @param clients at most so many of the clients remembered, those that asked most first
 * @param events at most so many of the last lines of the event log, oldest first
 * @param history what was written down over a range
 * @param certificates those that the daemon keeps
 * @param configuration the operator's file
 * @param alerts what somebody who is not looking is told of
 * @param diagnosis the box looked over, with these areas anew
 */
public record ServerAnswers(
        Supplier<Status> status,
        IntFunction<List<PulseRecord>> pulses,
        IntFunction<ClientReport> clients,
        IntFunction<EventReport> events,
        Function<HistoryRange, HistoryReport> history,
        Supplier<CertificateReport> certificates,
        Supplier<ConfigurationReport> configuration,
        Supplier<AlertReport> alerts,
        Function<Set<CheckArea>, DiagnosisReport> diagnosis)
        implements Function<ControlRequest, ControlReply> {

    @Override
    public ControlReply apply(ControlRequest request) {
        return switch (request) {
            case ControlRequest.CurrentStatus() -> new ControlReply.OfStatus(status.get());
            case ControlRequest.Follow() -> new ControlReply.OfStatus(status.get());
            case ControlRequest.RecentPulses(int count) -> new ControlReply.OfPulses(pulses.apply(count));
            case ControlRequest.Clients(int count) -> new ControlReply.OfClients(clients.apply(count));
            case ControlRequest.Events(int count) -> new ControlReply.OfEvents(events.apply(count));
            case ControlRequest.History(var range) -> new ControlReply.OfHistory(history.apply(range));
            case ControlRequest.Certificates() -> new ControlReply.OfCertificates(certificates.get());
            case ControlRequest.Configuration() -> new ControlReply.OfConfiguration(configuration.get());
            case ControlRequest.Alerts() -> new ControlReply.OfAlerts(alerts.get());
            case ControlRequest.Diagnosis(var anew) -> new ControlReply.OfDiagnosis(diagnosis.apply(anew));
        };
    }
}

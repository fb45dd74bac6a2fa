package org.timeball.server.control;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.timeball.server.control.alert.AlertReport;
import org.timeball.server.control.configuration.ConfigurationReport;
import org.timeball.server.control.diagnosis.DiagnosisReport;
import org.timeball.server.control.event.EventReport;
import org.timeball.server.control.history.HistoryReport;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * What the daemon answers on the socket. The shape of the result tells what it is: an array is pulses, an object that has
 * {@code clients}, {@code certificates} or {@code checks} a report of them, one that has {@code events} the event log, one that has
 * {@code tracks} the history, one that has {@code withRestart} the configuration, one that has {@code channels} the alerts, one that has {@code servers} the status of a daemon that follows these, any other a status.
 */
public sealed interface ControlReply {

    /** The longest reply line that is read, octets without its newline. */
    int LIMIT_OCTETS = 8 * 1024 * 1024;

    /** A daemon at one instant, whichever it is. */
    sealed interface OfDaemon extends ControlReply {}

    /**
     * The daemon at one instant.
     *
     * @param status what it says of itself
     */
    record OfStatus(Status status) implements OfDaemon {}

    /**
     * A daemon that follows servers of the network, at one instant.
     *
     * @param status what it says of itself
     */
    record OfSync(SyncStatus status) implements OfDaemon {}

    /**
     * The last pulses.
     *
     * @param pulses oldest first
     */
    record OfPulses(List<PulseRecord> pulses) implements ControlReply {

        /** Copies the list. */
        public OfPulses {
            pulses = List.copyOf(pulses);
        }
    }

    /**
     * Who asked for the time.
     *
     * @param report those that asked most first
     */
    record OfClients(ClientReport report) implements ControlReply {}

    /**
     * What was changed, by whom.
     *
     * @param report the last lines of the event log
     */
    record OfEvents(EventReport report) implements ControlReply {}

    /**
     * What was written down of the seconds that passed.
     *
     * @param report the range that was asked for
     */
    record OfHistory(HistoryReport report) implements ControlReply {}

    /**
     * The certificates it keeps.
     *
     * @param report in the configuration's order
     */
    record OfCertificates(CertificateReport report) implements ControlReply {}

    /**
     * Its configuration's file.
     *
     * @param report as the disk has it
     */
    record OfConfiguration(ConfigurationReport report) implements ControlReply {}

    /**
     * What somebody who is not looking is told of.
     *
     * @param report what is raised, was told, and by which channels
     */
    record OfAlerts(AlertReport report) implements ControlReply {}

    /**
     * The box, looked over.
     *
     * @param report every check
     */
    record OfDiagnosis(DiagnosisReport report) implements ControlReply {}

    /**
     * The daemon did not do what was asked.
     *
     * @param error why, in a sentence a person understands
     */
    record Refused(String error) implements ControlReply {}

    /** This reply as a line in UTF-8, without its newline. */
    default byte[] octets() {
        return switch (this) {
            case OfStatus(var status) -> ControlJson.granted(status);
            case OfSync(var status) -> LineJson.granted(status).getBytes(StandardCharsets.UTF_8);
            case OfPulses(var pulses) -> ControlJson.granted(pulses);
            case OfClients(var report) -> ControlJson.granted(report);
            case OfEvents(var report) -> ControlJson.granted(report);
            case OfHistory(var report) -> ControlJson.granted(report);
            case OfCertificates(var report) -> ControlJson.granted(report);
            case OfConfiguration(var report) -> ControlJson.granted(report);
            case OfAlerts(var report) -> ControlJson.granted(report);
            case OfDiagnosis(var report) -> ControlJson.granted(report);
            case Refused(var error) -> LineJson.denied(error).getBytes(StandardCharsets.UTF_8);
        };
    }

    /** This reply as a line, without its newline. */
    default String line() {
        return new String(octets(), StandardCharsets.UTF_8);
    }

    /** Reads a line; never throws on its content. */
    static Parsed<ControlReply> parse(String line) {
        try {
            var tree = ControlJson.tree(line);
            if (!tree.isObject()) {
                return new Parsed.Malformed<>("a reply is a JSON object");
            }
            if (tree.path("v").asInt(0) != ControlRequest.VERSION) {
                return new Parsed.Malformed<>("the daemon speaks another version than " + ControlRequest.VERSION);
            }
            return tree.path("ok").asBoolean(false)
                    ? granted(tree.path("result"))
                    : new Parsed.Ok<>(new Refused(tree.path("error").asString("no reason given")));
        } catch (JacksonException e) {
            return new Parsed.Malformed<>(e.getOriginalMessage());
        }
    }

    private static Parsed<ControlReply> granted(JsonNode result) {
        if (result.has("clients")) {
            return clients(ControlJson.read(result, ClientReport.class));
        }
        if (result.has("events")) {
            return new Parsed.Ok<>(new OfEvents(ControlJson.read(result, EventReport.class)));
        }
        if (result.has("tracks")) {
            return new Parsed.Ok<>(new OfHistory(ControlJson.read(result, HistoryReport.class)));
        }
        if (result.has("channels")) {
            return new Parsed.Ok<>(new OfAlerts(ControlJson.read(result, AlertReport.class)));
        }
        if (result.has("certificates")) {
            return certificates(ControlJson.read(result, CertificateReport.class));
        }
        if (result.has("withRestart")) {
            return new Parsed.Ok<>(new OfConfiguration(ControlJson.read(result, ConfigurationReport.class)));
        }
        if (result.has("checks")) {
            return new Parsed.Ok<>(new OfDiagnosis(ControlJson.read(result, DiagnosisReport.class)));
        }
        if (result.has("servers")) {
            return sync(ControlJson.read(result, SyncStatus.class));
        }
        if (result.isObject()) {
            return new Parsed.Ok<>(new OfStatus(ControlJson.read(result, Status.class)));
        }
        if (!result.isArray()) {
            return new Parsed.Malformed<>("\"result\" is neither a status nor a list of pulses");
        }
        PulseRecord[] pulses = ControlJson.read(result, PulseRecord[].class);
        if (Arrays.stream(pulses).anyMatch(Objects::isNull)) {
            return new Parsed.Malformed<>("a pulse is null");
        }
        return new Parsed.Ok<>(new OfPulses(List.of(pulses)));
    }

    private static Parsed<ControlReply> sync(SyncStatus status) {
        return new Parsed.Ok<>(new OfSync(status));
    }

    private static Parsed<ControlReply> clients(ClientReport report) {
        return new Parsed.Ok<>(new OfClients(report));
    }

    private static Parsed<ControlReply> certificates(CertificateReport report) {
        return new Parsed.Ok<>(new OfCertificates(report));
    }
}

package org.timeball.firmware.appliance.support;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.timeball.server.control.AuthorityRecord;
import org.timeball.server.control.CertificateReport;
import org.timeball.server.control.ControlJson;
import org.timeball.server.control.Pools;
import org.timeball.server.control.Receiver;
import org.timeball.server.control.Status;
import org.timeball.server.control.diagnosis.DiagnosisReport;
import org.timeball.server.control.event.EventRecord;
import org.timeball.server.control.event.EventReport;

/**
 * What helps whoever helps, and nothing that hurts. It is made of what the daemon tells anybody who may ask it, and of the
 * configuration's text; no file that holds a secret is read for it.
 *
 * @param files in the order in which they are shown
 */
record SupportBundle(List<SupportFile> files) {

    /** An elevation and an azimuth that were not told: where satellites stand tells where the antenna is. */
    private static final int NO_ELEVATION = -91;

    private static final int NO_AZIMUTH = -1;

    /** Copies the list. */
    SupportBundle {
        files = List.copyOf(files);
    }

    /**
     * What there is to tell.
     *
     * @param about         program, Java, kernel and board, a line each
     * @param diagnosis     the box looked over
     * @param status        how the daemon is; empty where none answers
     * @param certificates  those that it keeps; empty where none answers
     * @param events        the last of its log; empty where none answers
     * @param configuration the text of the file; empty where it cannot be read
     */
    record Told(
            String about,
            DiagnosisReport diagnosis,
            Optional<Status> status,
            Optional<CertificateReport> certificates,
            Optional<EventReport> events,
            String configuration) {}

    /** The files of it. */
    static SupportBundle of(Told told) {
        var files = new ArrayList<SupportFile>();
        add(files, "about.txt", "versions of program, Java and kernel; the board", told.about());
        add(
                files,
                "diagnosis.json",
                "every check of timeball diag, with what was seen",
                ControlJson.pretty(told.diagnosis()) + "\n");
        told.status()
                .ifPresent(status -> add(
                        files,
                        "status.json",
                        "the daemon's state and counters; no position, no token, satellites without their place",
                        ControlJson.pretty(anonymous(status)) + "\n"));
        told.certificates()
                .ifPresent(report -> add(
                        files,
                        "certificates.json",
                        "names, issuers, dates and attempts of certificates; no key",
                        ControlJson.pretty(anonymous(report)) + "\n"));
        told.events()
                .ifPresent(report -> add(
                        files,
                        "events.json",
                        "the last lines of the event log: who changed what, from which network",
                        ControlJson.pretty(anonymous(report)) + "\n"));
        add(
                files,
                "configuration.toml",
                "its sections and keys, numbers and switches; other texts and comments left out",
                RedactedConfiguration.of(told.configuration()));
        return new SupportBundle(files);
    }

    private static void add(List<SupportFile> files, String name, String about, String text) {
        files.add(new SupportFile(name, about, ShortenedAddresses.in(text)));
    }

    private static CertificateReport anonymous(CertificateReport report) {
        return new CertificateReport(report.isTimeKnown(), report.certificates(), AuthorityRecord.NONE);
    }

    /** A digest of what is left out lets it be guessed. */
    private static EventReport anonymous(EventReport report) {
        return new EventReport(
                report.events().stream()
                        .map(event -> new EventRecord(
                                event.number(),
                                event.utcNanos(),
                                event.user(),
                                event.from(),
                                event.by(),
                                event.what(),
                                event.outcome(),
                                event.sentence(),
                                "",
                                ""))
                        .toList(),
                report.complaint());
    }

    private static Status anonymous(Status status) {
        return new Status(
                status.program(),
                status.utcNanos(),
                status.upSeconds(),
                status.state(),
                status.stateSeconds(),
                status.reason(),
                status.withinSeconds(),
                status.boundSeconds(),
                status.tracking(),
                status.sources(),
                anonymous(status.receiver()),
                status.pulses(),
                status.service(),
                status.keyExchange(),
                anonymous(status.pools()),
                status.corrections(),
                status.errorSum(),
                status.alarms());
    }

    private static Receiver anonymous(Receiver receiver) {
        var satellites = receiver.satellites().stream()
                .map(seen -> new Receiver.SatelliteInView(
                        seen.constellation(), 0, NO_ELEVATION, NO_AZIMUTH, seen.signalDbHz(), seen.isUsed()))
                .toList();
        return new Receiver(
                receiver.port(),
                receiver.isPresent(),
                receiver.protocol(),
                receiver.fix(),
                receiver.utcSecond(),
                receiver.satellitesUsed(),
                satellites,
                receiver.messages(),
                receiver.discarded(),
                receiver.checksumErrors(),
                receiver.reopened(),
                receiver.setUp(),
                receiver.health(),
                receiver.suspicion());
    }

    /** Even the ends of a token are nobody's business. */
    private static Pools anonymous(Pools pools) {
        var joined = pools.joined().stream()
                .map(pool -> new Pools.Pool(
                        pool.name(),
                        pool.site(),
                        pool.host(),
                        pool.oldNumbers(),
                        List.of(),
                        pool.problem(),
                        pool.lists(),
                        pool.cookies(),
                        pool.refused(),
                        pool.connections(),
                        pool.places(),
                        pool.lastSeenSeconds()))
                .toList();
        return new Pools(joined, pools.wrongTokens(), pools.wrongNetworks(), pools.lastWrongSeconds());
    }

    /** All of it as one file. */
    byte[] zip() {
        var octets = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(octets)) {
            for (var file : files) {
                zip.putNextEntry(new ZipEntry("timeball-support/" + file.name()));
                zip.write(file.text().getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException("writing to memory", impossible);
        }
        return octets.toByteArray();
    }
}

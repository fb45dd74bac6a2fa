package org.timeball.firmware.appliance.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.timeball.refclock.time.ClockState;
import org.timeball.server.control.AuthorityRecord;
import org.timeball.server.control.CertificateReport;
import org.timeball.server.control.Corrections;
import org.timeball.server.control.ErrorSum;
import org.timeball.server.control.KeyExchangeStats;
import org.timeball.server.control.LeapRecord;
import org.timeball.server.control.Pools;
import org.timeball.server.control.PulseCounts;
import org.timeball.server.control.Receiver;
import org.timeball.server.control.ServerStats;
import org.timeball.server.control.StampStats;
import org.timeball.server.control.Status;
import org.timeball.server.control.Tracking;
import org.timeball.server.control.diagnosis.DiagnosisReport;
import org.timeball.server.control.event.Event;
import org.timeball.server.control.event.EventRecord;
import org.timeball.server.control.event.EventReport;

/** What goes into a bundle of a box that has things to hide. */
class SupportBundleTest {

    private static final String TOKEN_ENDS = "q7w8…e9r0";
    private static final String FINGERPRINT = "fe1dface";
    private static final String CLIENT = "203.0.113.77";
    private static final String SECRET = "hunter2hunter2";
    private static final int ELEVATION = 61;
    private static final int AZIMUTH = 287;

    private static Status status() {
        var seen = new Receiver.SatelliteInView("Galileo", 33, ELEVATION, AZIMUTH, 44, true);
        var token = new Pools.Token(FINGERPRINT, TOKEN_ENDS, "2026-11-27", "mine", 3);
        return new Status(
                "timeball test",
                1_795_405_963_000_000_000L,
                10,
                ClockState.LOCKED,
                9,
                "pulses steer the clock",
                1e-6,
                2e-6,
                new Tracking(0, "PPS", 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, "Normal", LeapRecord.UNTOLD, 0),
                List.of(),
                new Receiver(
                        "/dev/ttyAMA0",
                        true,
                        "UBX",
                        "3D",
                        1,
                        1,
                        List.of(seen),
                        1,
                        0,
                        0,
                        0,
                        "",
                        Receiver.Health.UNTOLD,
                        ""),
                new PulseCounts("/dev/pps0", 1, 0, Map.of()),
                new ServerStats(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, Map.of(), 0, 0, StampStats.NONE),
                new KeyExchangeStats(0, 0, Map.of(), Map.of()),
                new Pools(
                        List.of(new Pools.Pool("trial", "", "", false, List.of(token), "", 0, 0, 0, 0, 8, 3)), 0, 0, 0),
                Corrections.NONE,
                ErrorSum.UNTOLD,
                List.of());
    }

    private static SupportBundle bundle(Optional<Status> status) {
        var event = new Event(1, "anna", CLIENT, "root", "rekey", "done", "asked for from " + CLIENT);
        return SupportBundle.of(new SupportBundle.Told(
                "timeball test\n",
                new DiagnosisReport(0, true, List.of()),
                status,
                status.map(_ -> new CertificateReport(true, List.of(), AuthorityRecord.NONE)),
                status.map(_ -> new EventReport(List.of(EventRecord.of(event, 1, EventRecord.FIRST)), "")),
                "schema = 1\npassword = \"" + SECRET + "\"\n"));
    }

    @Test
    void hidesWhatABoxHasToHide() {
        for (var file : bundle(Optional.of(status())).files()) {
            for (String hidden : List.of(TOKEN_ENDS, FINGERPRINT, CLIENT, SECRET, "" + AZIMUTH, ": " + ELEVATION)) {
                assertFalse(file.text().contains(hidden), () -> file.name() + " has " + hidden);
            }
        }
    }

    @Test
    void tellsWhatHelps() {
        var files = bundle(Optional.of(status())).files();
        assertEquals(
                List.of(
                        "about.txt",
                        "diagnosis.json",
                        "status.json",
                        "certificates.json",
                        "events.json",
                        "configuration.toml"),
                files.stream().map(SupportFile::name).toList());
        assertTrue(
                files.get(2).text().contains("\"signalDbHz\" : 44"),
                files.get(2).text());
        assertTrue(files.get(4).text().contains("203.0.113.x"), files.get(4).text());
        assertEquals(3, bundle(Optional.empty()).files().size());
    }

    @Test
    void writesWhatItShows() throws IOException {
        var bundle = bundle(Optional.of(status()));
        var read = new LinkedHashMap<String, String>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(bundle.zip()))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                read.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        assertEquals(bundle.files().size(), read.size());
        bundle.files().forEach(file -> assertEquals(file.text(), read.get("timeball-support/" + file.name())));
    }
}

package org.timeball.firmware.appliance.diagnosis;

import java.io.ByteArrayInputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.timeball.refclock.linux.PpsListing;
import org.timeball.refclock.linux.RawClock;
import org.timeball.server.certificates.CertificateNames;
import org.timeball.server.control.CertificateRecord;
import org.timeball.server.control.CertificateReport;
import org.timeball.server.control.diagnosis.CheckArea;
import org.timeball.server.control.diagnosis.DiagnosisReport;
import org.timeball.server.diagnosis.CertificateFacts;
import org.timeball.server.diagnosis.DaemonFacts;
import org.timeball.server.diagnosis.ServiceFacts;
import org.timeball.server.diagnosis.SettingsFacts;
import org.timeball.server.state.TimeballConfig;

/**
 * The box looked over by its daemon, which knows most of it already; for any thread.
 *
 * @param sight       what the daemon knows
 * @param examination what else there is, and what was seen of it
 */
public record DaemonExamination(Sight sight, Examination examination) {

    private static final Path ROOT = Path.of("/");
    private static final double SECONDS_PER_NANO = 1e-9;

    /**
     * What the daemon knows.
     *
     * @param configuration as it was started with
     * @param file          the configuration's, if it was read from one
     * @param facts         how it is now
     * @param certificates  those that it keeps
     * @param ntp           where it serves time, with the ports it has
     */
    public record Sight(
            TimeballConfig configuration,
            Supplier<Optional<Path>> file,
            Supplier<DaemonFacts> facts,
            Supplier<CertificateReport> certificates,
            Supplier<List<InetSocketAddress>> ntp) {}

    /** Looks at nothing yet. */
    public static DaemonExamination of(Sight sight) {
        var user = DeviceUser.self();
        var looks = new Looks(
                () -> settings(sight),
                () -> new SerialLook(ROOT, user).look(used(sight)),
                () -> new PpsLook(PpsListing.ofSystem(), ROOT, user).look(seconds()),
                () -> new ClockLook(ROOT).look(seconds()),
                () -> service(sight),
                () -> certificates(sight),
                () -> new MachineLook(ROOT, SettingsLook.folders(sight.configuration())).look());
        return new DaemonExamination(sight, new Examination(looks, System::nanoTime));
    }

    /**
     * What there is to say.
     *
     * @param anew what is to be looked at again
     */
    public DiagnosisReport report(Set<CheckArea> anew) {
        var facts = sight.facts().get();
        return examination.report(Optional.of(facts), "", facts.status().utcNanos(), anew);
    }

    private static double seconds() {
        return RawClock.nanos() * SECONDS_PER_NANO;
    }

    private static Optional<Path> used(Sight sight) {
        return SerialLook.used(List.of(
                sight.facts().get().status().receiver().port(),
                sight.configuration().receiver().port().map(Path::toString).orElse("")));
    }

    /** What it wants, by what it was started with; mistakes, by the file as it is now. */
    private static SettingsFacts settings(Sight sight) {
        var file = sight.file().get();
        return new SettingsFacts(
                file.map(Path::toString).orElse(""),
                file.map(it -> SettingsLook.Read.of(it).mistakes()).orElse(List.of()),
                Optional.of(SettingsLook.wanted(sight.configuration())));
    }

    /** Empty while nobody vouches for the time. */
    private static Optional<Instant> now(Sight sight) {
        var status = sight.facts().get().status();
        return status.state().isSynchronised()
                ? Optional.of(Instant.ofEpochSecond(0, status.utcNanos()))
                : Optional.empty();
    }

    private static List<CertificateFacts> certificates(Sight sight) {
        var now = now(sight);
        var alarms = sight.certificates().get().certificates().stream()
                .collect(Collectors.toMap(CertificateRecord::name, CertificateRecord::alarm, (first, _) -> first));
        return SettingsLook.certificates(sight.configuration()).stream()
                .map(shown -> CertificateLook.look(shown, now, alarms))
                .toList();
    }

    private static ServiceFacts service(Sight sight) {
        var authority = authority(sight.certificates().get().authority().pem());
        var now = now(sight);
        var trials = sight.configuration().keyExchangeServers().stream()
                .filter(server -> server.listen().getPort() != 0)
                .map(server -> trial(sight.configuration(), server, authority, now))
                .toList();
        return new ServiceLook(ROOT).ask(sight.ntp().get(), trials);
    }

    /** Its certificate vouches for itself here: who else does is said of the certificate. */
    private static KeyExchangeTrial trial(
            TimeballConfig configuration,
            TimeballConfig.KeyExchangeServer server,
            List<X509Certificate> authority,
            Optional<Instant> now) {
        var file = server.certificates().getFirst().certificateChainPath();
        var chain = SettingsLook.certificates(configuration).stream()
                .filter(shown -> shown.file().equals(file))
                .map(CertificateLook.Shown::chain)
                .findFirst()
                .orElse(List.of());
        var authorities = new ArrayList<>(authority);
        authorities.addAll(chain.subList(Math.min(chain.size(), 1), chain.size()));
        if (authorities.isEmpty()) {
            authorities.addAll(chain);
        }
        var names = chain.stream().limit(1).map(CertificateNames::of).flatMap(List::stream);
        return new KeyExchangeTrial(
                server.listen(),
                names.filter(name -> !name.startsWith("*")).findFirst().orElse(""),
                authorities,
                RawClock.nanos(),
                now.isPresent());
    }

    private static List<X509Certificate> authority(String pem) {
        if (pem.isEmpty()) {
            return List.of();
        }
        try {
            var in = new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII));
            return Stream.of((X509Certificate)
                            CertificateFactory.getInstance("X.509").generateCertificate(in))
                    .toList();
        } catch (GeneralSecurityException impossible) {
            return List.of();
        }
    }
}

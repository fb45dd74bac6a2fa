package org.timeball.firmware.appliance.diagnosis;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.timeball.refclock.linux.PpsListing;
import org.timeball.refclock.linux.RawClock;
import org.timeball.server.control.diagnosis.DiagnosisReport;
import org.timeball.server.diagnosis.ServiceFacts;
import org.timeball.server.diagnosis.SettingsFacts;

/** The box looked over without its daemon: what can be seen of the machine, and by the right of whoever looks. */
public final class MachineExamination {

    private static final Path ROOT = Path.of("/");

    /** Where the daemon of a package keeps what outlives a restart. */
    private static final Path STATE = Path.of("/var/lib/timeball");

    private static final double SECONDS_PER_NANO = 1e-9;

    private MachineExamination() {}

    /**
     * What there is to say.
     *
     * @param file    the configuration's
     * @param silence why no daemon answers
     */
    public static DiagnosisReport report(Path file, String silence) {
        var read = SettingsLook.Read.of(file);
        var wanted = read.configuration().map(SettingsLook::wanted);
        var user = DeviceUser.ofService(ROOT);
        var port = read.configuration().flatMap(it -> it.receiver().port());
        double now = RawClock.nanos() * SECONDS_PER_NANO;
        var looks = new Looks(
                () -> new SettingsFacts(file.toString(), read.mistakes(), wanted),
                () -> new SerialLook(ROOT, user).look(port),
                () -> new PpsLook(PpsListing.ofSystem(), ROOT, user).look(now),
                () -> new ClockLook(ROOT).look(now),
                () -> service(wanted),
                () -> read.configuration().map(SettingsLook::certificates).orElse(List.of()).stream()
                        .map(shown -> CertificateLook.look(shown, time(), Map.of()))
                        .toList(),
                () -> new MachineLook(
                                ROOT,
                                read.configuration().map(SettingsLook::folders).orElse(List.of(STATE)))
                        .look());
        return new Examination(looks, System::nanoTime).report(Optional.empty(), silence, RawClock.nanos(), Set.of());
    }

    private static ServiceFacts service(Optional<SettingsFacts.Wanted> wanted) {
        return new ServiceLook(ROOT)
                .look(
                        wanted.map(SettingsFacts.Wanted::ntpPorts).orElse(List.of()),
                        wanted.map(SettingsFacts.Wanted::keyExchangePorts).orElse(List.of()));
    }

    /** Empty where nobody vouches for this machine's clock. */
    private static Optional<Instant> time() {
        return ClockLook.isSynchronised().filter(is -> is).map(_ -> Instant.now());
    }
}

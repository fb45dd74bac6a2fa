package org.timeball.firmware.appliance.daemon.certificates;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.timeball.firmware.sync.service.Closing;
import org.timeball.firmware.sync.service.RootThread;
import org.timeball.refclock.linux.RawClock;
import org.timeball.refclock.time.ClockSnapshot;
import org.timeball.server.certificates.CertificateStore;
import org.timeball.server.certificates.Issuer;
import org.timeball.server.certificates.OwnCertificateAuthority;
import org.timeball.server.certificates.OwnIssuer;
import org.timeball.server.certificates.Renewal;
import org.timeball.server.certificates.UnusableCertificateException;
import org.timeball.server.certificates.acme.AcmeIssuer;
import org.timeball.server.control.AuthorityRecord;
import org.timeball.server.control.CertificateRecord;
import org.timeball.server.control.CertificateReport;
import org.timeball.server.control.admin.AdminReply;
import org.timeball.server.control.admin.BroughtFiles;
import org.timeball.server.state.CertificateSettings;
import org.timeball.server.state.CertificateSettings.Acme;
import org.timeball.server.state.CertificateSettings.Imported;
import org.timeball.server.state.CertificateSettings.Kept;
import org.timeball.server.state.CertificateSettings.OwnAuthority;
import org.timeball.server.state.StateDirectory;
import org.timeball.server.state.StateException;
import org.timeball.server.state.TimeballConfig;

/** Certificates that renew themselves, from the configuration to their files. */
public final class CertificateService {

    private final TimeballConfig configuration;
    private final Supplier<ClockSnapshot> clock;
    private final StateDirectory state;
    private final CertificateKeeper keeper;
    private final CertificateDesk desk;

    private CertificateService(
            TimeballConfig configuration,
            StateDirectory state,
            Supplier<ClockSnapshot> clock,
            List<Renewal> renewals,
            CertificateDesk desk) {
        this.configuration = configuration;
        this.state = state;
        this.clock = clock;
        this.desk = desk;
        keeper = new CertificateKeeper(renewals, this::now, desk.renewed());
    }

    /**
     * Starts to renew what is due.
     *
     * @param state   where all is kept
     * @param clock   what is known of time
     * @param renewed called after each that came, from a thread of its own
     * @throws StateException if what is kept cannot be read
     */
    public static CertificateService start(
            TimeballConfig configuration,
            StateDirectory state,
            Supplier<ClockSnapshot> clock,
            Runnable renewed,
            Closing closing)
            throws StateException {
        var store = new CertificateStore(state);
        var renewals = new ArrayList<Renewal>();
        for (var kept : configuration.certificates().kept()) {
            var issuer = issuer(kept, configuration.certificates().authority(), state, store);
            renewals.add(new Renewal(kept.name(), kept.hostNames(), store, issuer, new SecureRandom()));
        }
        var desk = new CertificateDesk(configuration.certificates().kept(), store, renewed);
        var service = new CertificateService(configuration, state, clock, renewals, desk);
        if (!renewals.isEmpty()) {
            var thread = RootThread.startVirtual("certificates", service.keeper);
            closing.add(thread::interrupt);
        }
        return service;
    }

    private static Optional<Issuer> issuer(
            Kept kept, CertificateSettings.Authority authority, StateDirectory state, CertificateStore store)
            throws StateException {
        return switch (kept.origin()) {
            case OwnAuthority() -> Optional.of(new OwnIssuer(state, authority, kept.hostNames()));
            case Imported() -> Optional.empty();
            case Acme acme -> Optional.of(new AcmeIssuer(acme, kept.hostNames(), store, DnsRecords.of(acme.proof())));
        };
    }

    /** Nothing while this box does not know the time. */
    private Optional<Instant> now() {
        var snapshot = clock.get();
        return snapshot.state().isSynchronised()
                ? Optional.of(Instant.ofEpochSecond(0, snapshot.utcNanos(RawClock.nanos())))
                : Optional.empty();
    }

    /** A sentence for each certificate that somebody has to see to; for any thread. */
    public List<String> alarms() {
        return keeper.alarms();
    }

    /** Has one ordered now; for any thread. */
    public AdminReply renew(String name) {
        return desk.renew(name);
    }

    /** Keeps one that somebody brought, if it can be used; for any thread. */
    public AdminReply bring(String name, BroughtFiles files) {
        return desk.bring(name, files);
    }

    /** How each is; for any thread. */
    public CertificateReport report() {
        var now = now();
        var records = new ArrayList<CertificateRecord>();
        var kept = configuration.certificates().kept();
        var seen = keeper.seen();
        for (int i = 0; i < seen.size(); i++) {
            records.add(
                    CertificateReports.record(seen.get(i), kept.get(i).origin().words(), servers(kept.get(i)), now));
        }
        return new CertificateReport(now.isPresent(), records, authority());
    }

    private List<TimeballConfig.KeyExchangeServer> servers(Kept kept) {
        var file = CertificateSettings.file(configuration.stateDirectory(), kept.name());
        return configuration.keyExchangeServers().stream()
                .filter(server -> server.certificates().stream()
                        .anyMatch(one -> one.certificateChainPath().equals(file)))
                .toList();
    }

    private AuthorityRecord authority() {
        try {
            return OwnCertificateAuthority.openIfThere(state)
                    .map(CertificateReports::record)
                    .orElse(AuthorityRecord.NONE);
        } catch (StateException | UnusableCertificateException damaged) {
            // Told where it is used: at the next order.
            return AuthorityRecord.NONE;
        }
    }
}

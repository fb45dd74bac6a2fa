package org.timeball.firmware.appliance.daemon;

import java.security.SecureRandom;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.timeball.firmware.appliance.daemon.certificates.CertificateService;
import org.timeball.firmware.appliance.daemon.configuration.ConfigurationClerk;
import org.timeball.firmware.appliance.pool.PoolClerk;
import org.timeball.server.control.admin.AdminAct;
import org.timeball.server.control.admin.AdminReply;
import org.timeball.server.control.admin.AdminRequest;
import org.timeball.server.control.admin.ConfigurationAct;
import org.timeball.server.control.admin.PoolAct;

/**
 * Does what is asked for on the admin socket, on the thread that owns what is changed.
 *
 * @param errands    to the thread of the small chores, which owns configuration and keys
 * @param reload     empty where the configuration came from no file
 * @param configuration writes its file; empty where it came from none
 * @param keys       of cookies
 * @param certificates that the daemon keeps
 * @param random     makes new keys
 * @param pools      does what is asked about them
 * @param alerts     tells those who are not looking
 * @param nowSeconds since the Unix epoch, by the best clock there is
 */
record AdminActs(
        Errands errands,
        Supplier<Optional<Reload>> reload,
        Supplier<Optional<ConfigurationClerk>> configuration,
        CookieKeys keys,
        CertificateService certificates,
        SecureRandom random,
        PoolClerk pools,
        AlertService alerts,
        LongSupplier nowSeconds)
        implements Function<AdminRequest, AdminReply> {

    private static final long SECONDS_PER_DAY = 86_400;

    @Override
    public AdminReply apply(AdminRequest request) {
        return switch (request.act()) {
            case AdminAct.ReloadConfiguration() -> owned(this::reloaded);
            case AdminAct.RotateCookieKeys() -> owned(this::rekeyed);
            case AdminAct.RenewCertificate(var name) -> certificates.renew(name);
            case AdminAct.BringCertificate(var name, var files) -> certificates.bring(name, files);
            case AdminAct.TestAlert(var name) -> alerts.test(name);
            case AdminAct.Tell _ -> new AdminReply.Done("noted");
            case ConfigurationAct act -> owned(() -> configured(request, act));
            case PoolAct.Check check -> pools.check(check);
            case PoolAct.Change change -> owned(() -> pools.watch().apply(change, today()));
        };
    }

    private AdminReply owned(Supplier<AdminReply> errand) {
        return errands.ask(errand)
                .orElseGet(() -> new AdminReply.Failed("the daemon is busy, and may be doing it now: look again"));
    }

    private LocalDate today() {
        return LocalDate.ofEpochDay(Math.floorDiv(nowSeconds.getAsLong(), SECONDS_PER_DAY));
    }

    private AdminReply configured(AdminRequest request, ConfigurationAct act) {
        return configuration
                .get()
                .map(clerk -> clerk.apply(request, act))
                .orElseGet(() -> new AdminReply.Refused("this daemon's configuration came from no file"));
    }

    private AdminReply reloaded() {
        return reload.get()
                .map(Reload::run)
                .orElseGet(() -> new AdminReply.Refused("this daemon's configuration came from no file"));
    }

    private AdminReply rekeyed() {
        if (keys.isShared()) {
            return new AdminReply.Refused("the keys are made from a secret that other servers share, and change with"
                    + " its day: put another secret on all of them instead");
        }
        return keys.renew(random, nowSeconds.getAsLong())
                .<AdminReply>map(why -> new AdminReply.Failed("the new key is in force and not saved: " + why))
                .orElseGet(
                        () -> new AdminReply.Done("cookies are sealed under a new key; those that are out still open"));
    }
}

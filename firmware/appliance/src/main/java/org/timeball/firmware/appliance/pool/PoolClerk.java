package org.timeball.firmware.appliance.pool;

import java.time.Instant;
import java.util.function.Supplier;
import javax.net.ssl.SSLSocketFactory;
import org.timeball.firmware.appliance.daemon.DaemonException;
import org.timeball.firmware.appliance.daemon.Identities;
import org.timeball.server.control.Status;
import org.timeball.server.control.admin.AdminReply;
import org.timeball.server.control.admin.PoolAct;
import org.timeball.server.state.PoolSettings;
import org.timeball.server.state.TimeballConfig;

/**
 * Does for the admin socket what is asked about pools.
 *
 * @param watch         knows the pools, and holds their tokens
 * @param configuration for the listeners, which are those of the start
 * @param status        the daemon now
 * @param now           by which dates are judged
 */
public record PoolClerk(PoolWatch watch, TimeballConfig configuration, Supplier<Status> status, Supplier<Instant> now) {

    /**
     * Looks whether a pool could use this server as it is, also from outside, which takes seconds; for any thread.
     *
     * @return done if nothing is to be mended, else refused; after the first line one for each point
     */
    public AdminReply check(PoolAct.Check act) {
        return watch.settings(act.pool()).map(this::check).orElseGet(watch::noSuchPool);
    }

    private AdminReply check(PoolSettings pool) {
        var findings = new PoolFindings((SSLSocketFactory) SSLSocketFactory.getDefault(), now.get());
        findings.tokens(new TokenFile(pool.tokensPath()).read(), pool.name());
        int port = findings.port(configuration.keyExchangeServers());
        try {
            findings.certificates(pool.host(), Identities.load(configuration, now.get()));
        } catch (DaemonException unusable) {
            findings.mend(String.valueOf(unusable.getMessage()), "put a certificate there that can be used");
        }
        if (!pool.host().isEmpty()) {
            findings.reached(pool.host(), port);
        }
        findings.clock(status.get());
        var lines = '\n' + String.join("\n", findings.lines());
        return findings.isGood()
                ? new AdminReply.Done(pool.name() + " could use this server" + lines)
                : new AdminReply.Refused(pool.name() + " could not use this server yet" + lines);
    }
}

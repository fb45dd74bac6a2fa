package org.timeball.firmware.sync.source;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.timeball.refclock.linux.RawClock;
import org.timeball.refclock.time.Build;
import org.timeball.server.client.AgreedKeys;
import org.timeball.server.client.CertificateClock;
import org.timeball.server.client.Security;
import org.timeball.server.client.net.AddressFamily;
import org.timeball.server.client.net.BlockingClient;
import org.timeball.server.client.net.ClientSettings;
import org.timeball.server.discovery.net.PoolKeyExchange;
import org.timeball.server.protocol.AeadAlgorithm;
import org.timeball.server.state.SourceSettings;
import org.timeball.server.state.StateDirectory;

/**
 * What it takes to ask sources, whichever.
 *
 * @param state        where cookies and retries outlive a restart
 * @param trust        who vouches for them
 * @param isClockRight whether the machine's clock is one to judge certificates by
 */
public record SourceAccess(StateDirectory state, SourceTrust trust, BooleanSupplier isClockRight) {

    /** For one answer, and ten times as long for a key exchange; a long way and a busy server take a second. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final int KEY_EXCHANGE_PATIENCE = 10;

    /** One packet may be lost on the way. */
    private static final int TRIES = 2;

    /** A server that exchanges its keys itself, or that needs none; keeps its cookies in a file that has its name. */
    Whom server(String name, SourceSettings source) {
        return new Whom(
                name,
                source,
                true,
                isClockBelieved -> new ServerAsker(
                        new BlockingClient(settings(source, isClockBelieved, "cookies-" + Whom.fileName(name)))));
    }

    /** A server for which a pool has given keys; the same asker serves, whatever becomes of the clock. */
    Whom given(String name, SourceSettings pool, AgreedKeys keys) {
        var client = new GivenKeysClient(keys, family(pool.family()), PATIENCE, TRIES);
        return new Whom(name, pool, false, _ -> client);
    }

    /**
     * How a source is asked.
     *
     * @param isClockBelieved see {@link ClientSettings#isClockBelieved}
     * @param cookies         name of the file that keeps them
     */
    private ClientSettings settings(SourceSettings source, boolean isClockBelieved, String cookies) {
        var usual =
                switch (source.protection()) {
                    case SourceSettings.None() -> ClientSettings.plain(source.host());
                    case SourceSettings.ByNts(var file, var offered) ->
                        ClientSettings.nts(source.host(), trust.trusted(file))
                                .withOffered(offered(offered))
                                .keptIn(state.resolve(cookies));
                };
        var settings = usual.withPort(source.port())
                .withFamily(family(source.family()))
                .withPatience(PATIENCE, TRIES);
        return isClockBelieved ? settings : settings.withoutClock();
    }

    private static List<AeadAlgorithm> offered(List<Integer> ids) {
        return ids.isEmpty()
                ? Security.USUAL_OFFER
                : ids.stream().flatMap(id -> AeadAlgorithm.ofId(id).stream()).toList();
    }

    private static AddressFamily family(SourceSettings.Family family) {
        return switch (family) {
            case ANY -> AddressFamily.ANY;
            case IPV4 -> AddressFamily.IPV4;
            case IPV6 -> AddressFamily.IPV6;
        };
    }

    /** How the server is asked that exchanges keys for a pool. */
    PoolKeyExchange keyExchange(SourceSettings pool) {
        return switch (pool.protection()) {
            case SourceSettings.None() -> throw new IllegalStateException("a pool without keys");
            case SourceSettings.ByNts(var file, var offered) ->
                new PoolKeyExchange(
                        trust.trusted(file),
                        family(pool.family()),
                        offered(offered),
                        this::certificateClock,
                        PATIENCE.multipliedBy(KEY_EXCHANGE_PATIENCE));
        };
    }

    private CertificateClock certificateClock() {
        long built = TimeUnit.SECONDS.toNanos(Build.DATE.getEpochSecond());
        return new CertificateClock(RawClock.nanos(), built, isClockRight.getAsBoolean());
    }
}

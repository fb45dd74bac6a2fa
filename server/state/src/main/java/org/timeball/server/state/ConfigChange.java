package org.timeball.server.state;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.timeball.server.state.TimeballConfig.KeyExchangeServer;

/**
 * What becomes of a configuration that is read while a daemon runs: who is asked, and who is served, how often, with
 * which certificates and by which ciphers, and who is told of trouble changes at once, the rest with the next start.
 *
 * @param next        what holds from now on
 * @param atOnce      the settings that are others in it than before, by their names in the file
 * @param withRestart those that the file has otherwise, and that stay as they were
 */
public record ConfigChange(TimeballConfig next, List<String> atOnce, List<String> withRestart) {

    /** One or several settings, and what they are. */
    private record Part(String name, Function<TimeballConfig, Object> value) {

        boolean differs(TimeballConfig one, TimeballConfig other) {
            return !value.apply(one).equals(value.apply(other));
        }
    }

    private static final Part ASKED =
            new Part("source", config -> config.sources().asked());

    private static final List<Part> AT_ONCE = List.of(
            new Part("ntp.allow", config -> config.ntp().allow()),
            new Part("ntp.deny", config -> config.ntp().deny()),
            new Part("ntp.deny-kiss", config -> config.ntp().denyKiss()),
            new Part("ntp.requests-per-second", config -> config.ntp().requestsPerSecond()),
            new Part("ntp.burst", config -> config.ntp().burst()),
            new Part("ntp.rate-kiss", config -> config.ntp().rateKiss()),
            ASKED,
            new Part("nts.nettle", config -> config.nts().nettle()),
            new Part("nts-ke-server's certificates", each(KeyExchangeServer::certificates)),
            new Part("nts-ke-server.ntp-port", each(KeyExchangeServer::ntpPort)),
            new Part("nts-ke-server.ntp-server", each(KeyExchangeServer::ntpServer)),
            new Part("nts-ke-server's limits", each(KeyExchangeServer::limits)),
            new Part("pool", TimeballConfig::pools),
            new Part("alert", TimeballConfig::alerts));

    private static final List<Part> WITH_RESTART = List.of(
            new Part("state-directory", TimeballConfig::stateDirectory),
            new Part("control-socket", TimeballConfig::controlSocket),
            new Part("admin-socket-group", TimeballConfig::adminSocketGroup),
            new Part("warm-up-seconds", TimeballConfig::warmUpSeconds),
            new Part("clock", TimeballConfig::clock),
            new Part("receiver", TimeballConfig::receiver),
            new Part("sources", config -> config.sources().askingNobody()),
            new Part("board", TimeballConfig::board),
            new Part("server", TimeballConfig::servers),
            new Part("nts-ke-server", ConfigChange::addresses),
            new Part("keyset", TimeballConfig::keyset),
            new Part("web", TimeballConfig::web),
            new Part("leap", TimeballConfig::leap),
            new Part("certificate", TimeballConfig::certificates),
            new Part("ntp.threads", config -> config.ntp().threads()),
            new Part("ntp.oldest-version", config -> config.ntp().oldestVersion()),
            new Part("ntp.interleaved", config -> config.ntp().interleaved()),
            new Part("ntp.hardware-stamps", config -> config.ntp().hardwareStamps()),
            new Part("ntp.clients", config -> config.ntp().clients()),
            new Part("ntp.client-names", config -> config.ntp().clientNames()));

    /** Copies the lists. */
    public ConfigChange {
        atOnce = List.copyOf(atOnce);
        withRestart = List.copyOf(withRestart);
    }

    /**
     * Compares.
     *
     * @param running what holds now
     * @param wanted  what the file says now
     */
    public static ConfigChange of(TimeballConfig running, TimeballConfig wanted) {
        var next = running.with(
                running.sources().asking(asked(running, wanted)),
                running.ntp().admittingAs(wanted.ntp()),
                wanted.nts(),
                keyExchange(running, wanted),
                pools(running, wanted),
                wanted.alerts());
        var withRestart = new ArrayList<>(differing(WITH_RESTART, running, wanted));
        if (ASKED.differs(next, wanted)) {
            withRestart.add(ASKED.name);
        }
        return new ConfigChange(next, differing(AT_ONCE, running, next), withRestart);
    }

    private static List<PoolSettings> pools(TimeballConfig running, TimeballConfig wanted) {
        return wanted.pools().stream()
                .map(pool -> pool.within(running.stateDirectory(), wanted.stateDirectory()))
                .toList();
    }

    /** Where a receiver is only wanted and not there yet, somebody has to tell the time. */
    private static List<SourceSettings> asked(TimeballConfig running, TimeballConfig wanted) {
        boolean isSomebodyNeeded = !running.receiver().isUsed();
        var asked = wanted.sources().asked();
        return isSomebodyNeeded && asked.isEmpty() ? running.sources().asked() : asked;
    }

    private static List<String> differing(List<Part> parts, TimeballConfig one, TimeballConfig other) {
        return parts.stream()
                .filter(part -> part.differs(one, other))
                .map(Part::name)
                .toList();
    }

    /** What is a listener's changes where the listeners are those that run, in the same order: else whose is whose? */
    private static List<KeyExchangeServer> keyExchange(TimeballConfig running, TimeballConfig wanted) {
        return addresses(running).equals(addresses(wanted))
                ? wanted.keyExchangeServers()
                : running.keyExchangeServers();
    }

    private static List<?> addresses(TimeballConfig config) {
        return config.keyExchangeServers().stream()
                .map(KeyExchangeServer::listen)
                .toList();
    }

    private static Function<TimeballConfig, Object> each(Function<KeyExchangeServer, Object> value) {
        return config -> config.keyExchangeServers().stream().map(value).toList();
    }
}

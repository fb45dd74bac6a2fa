package org.timeball.server.diagnosis;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.timeball.server.control.Spoken;
import org.timeball.server.control.Status;
import org.timeball.server.control.diagnosis.Check;
import org.timeball.server.control.diagnosis.CheckArea;

/** Whether the daemon runs, and whether NTP gets through. */
final class ServiceChecks {

    private static final Subject DAEMON = new Subject("daemon.answers", CheckArea.SERVICE, "The daemon");
    private static final Subject CONFIGURATION =
            new Subject("daemon.configuration", CheckArea.SERVICE, "Configuration");
    private static final Subject ALARMS = new Subject("daemon.alarms", CheckArea.SERVICE, "Alarms");
    private static final Subject PORT = new Subject("ntp.port", CheckArea.SERVICE, "NTP port");
    private static final Subject REQUESTS = new Subject("ntp.requests", CheckArea.SERVICE, "NTP requests");
    private static final Subject NETWORK = new Subject("network.path", CheckArea.SERVICE, "Way to clients");

    private static final int NTP_PORT = 123;

    /** Without a client for so long, a server that is open to others may not be reached. */
    private static final long LONELY_SECONDS = 60 * 60;

    private static final double WORST_DROPPED_SHARE = 0.2;
    private static final long FEW_DROPPED = 100;
    private static final String OVERFLOW = "receive queue full";
    private static final int FEW = 3;

    private ServiceChecks() {}

    static List<Check> of(Facts facts) {
        return Stream.of(
                        Optional.of(daemon(facts)),
                        configuration(facts),
                        facts.daemon().map(daemon -> alarms(daemon.status())),
                        facts.daemon().isPresent() ? Optional.of(answered(facts)) : free(facts),
                        facts.daemon().map(daemon -> requests(daemon, facts)),
                        Optional.of(network(facts.service())))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Check daemon(Facts facts) {
        return facts.daemon()
                .map(daemon -> DAEMON.good(Sentence.of(
                        "%s has run for %s.",
                        daemon.status().program(), Spoken.span(daemon.status().upSeconds()))))
                .orElseGet(() -> DAEMON.bad(
                        facts.silence() + ".",
                        "sudo systemctl start timeball; why it ended says journalctl -u timeball -e."));
    }

    private static Optional<Check> configuration(Facts facts) {
        var settings = facts.settings();
        if (settings.file().isEmpty()) {
            return Optional.empty();
        }
        if (settings.mistakes().isEmpty()) {
            return Optional.of(CONFIGURATION.good(settings.file() + " can be used."));
        }
        var seen = Sentence.of(
                "%s has %d %s: %s.",
                settings.file(),
                settings.mistakes().size(),
                settings.mistakes().size() == 1 ? "mistake" : "mistakes",
                settings.mistakes().stream().limit(FEW).collect(Collectors.joining("; ")));
        var remedy = "timeball validate shows each with its place and its remedy.";
        return Optional.of(
                facts.daemon().isPresent()
                        ? CONFIGURATION.attention(seen + " The daemon goes on with what it read before.", remedy)
                        : CONFIGURATION.bad(seen, remedy));
    }

    private static Check alarms(Status status) {
        return status.alarms().isEmpty()
                ? ALARMS.good("The daemon raises no alarm.")
                : ALARMS.attention(
                        Sentence.of(
                                "The daemon raises %d: %s.",
                                status.alarms().size(), String.join("; ", status.alarms())),
                        "Each says what to do.");
    }

    private static Check answered(Facts facts) {
        var asked = facts.service().ntp();
        var silent = asked.stream().filter(one -> !one.trouble().isEmpty()).toList();
        if (asked.isEmpty()) {
            return PORT.unknown("NTP could not be asked.", "timeball query 127.0.0.1 asks it.");
        }
        if (!silent.isEmpty()) {
            return PORT.bad(
                    silent.stream()
                                    .map(one -> one.where() + ": " + one.trouble())
                                    .collect(Collectors.joining("; "))
                            + ".",
                    "See whether a firewall of this machine drops UDP to itself, and the daemon's log: journalctl -u"
                            + " timeball -e.");
        }
        var seen = Sentence.of(
                "NTP answers at %s.",
                asked.stream().map(ServiceFacts.Asked::where).collect(Collectors.joining(", ")));
        var wanted = facts.settings().wanted();
        if (wanted.filter(SettingsFacts.Wanted::isLocal).isPresent()) {
            return PORT.notApplicable(
                    seen + " That is this machine alone.", "For others write listen = \"[::]:123\" under [[server]].");
        }
        return wanted.filter(it -> !it.ntpPorts().contains(NTP_PORT)).isPresent()
                ? PORT.attention(seen + " Clients ask at port 123.", "Write listen = \"[::]:123\" under [[server]].")
                : PORT.good(seen);
    }

    /** Without a daemon: whether somebody else has the port. */
    private static Optional<Check> free(Facts facts) {
        if (facts.settings().wanted().isEmpty()) {
            return Optional.empty();
        }
        var holders = facts.service().holders();
        if (holders.isEmpty()) {
            return Optional.of(PORT.good("The ports that the configuration names are free."));
        }
        return Optional.of(PORT.bad(
                holders.stream().map(ServiceChecks::words).collect(Collectors.joining("; ")) + ".",
                "Stop whoever has it: sudo ss -ulnp 'sport = :123' names the program; sudo systemctl disable --now chrony"
                        + " (or ntpsec) ends the usual ones."));
    }

    private static String words(ServiceFacts.Holder holder) {
        return Sentence.of(
                "%s port %d at %s is taken by a program of user %s",
                holder.isUdp() ? "UDP" : "TCP", holder.port(), holder.address(), holder.user());
    }

    private static Check requests(DaemonFacts daemon, Facts facts) {
        var status = daemon.status();
        var service = status.service();
        boolean isLocal =
                facts.settings().wanted().filter(SettingsFacts.Wanted::isLocal).isPresent();
        // The watchdog asks at each of its addresses, and so does this check.
        boolean isLonely = daemon.clients() <= facts.service().ntp().size();
        if (isLonely && status.upSeconds() > LONELY_SECONDS && !isLocal) {
            return REQUESTS.attention(
                    Sentence.of(
                            "In %s nobody but this box itself has asked for the time.",
                            Spoken.span(status.upSeconds())),
                    "From another machine: timeball query THIS-BOX. If that is silent, let UDP port 123 in, at this machine's"
                            + " firewall and the router's.");
        }
        var seen = Sentence.of(
                "%s requests came and %s were not answered%s.",
                Spoken.count(service.ntpReceived()),
                Spoken.count(service.ntpDropped()),
                Spoken.reasons(service.dropReasons()));
        if (service.dropReasons().getOrDefault(OVERFLOW, 0L) > FEW_DROPPED) {
            return REQUESTS.attention(
                    seen, "More comes at times than is taken: raise net.core.rmem_max, or limit rates under [ntp].");
        }
        return service.ntpDropped() > Math.max(FEW_DROPPED, WORST_DROPPED_SHARE * service.ntpReceived())
                ? REQUESTS.attention(
                        seen, "Clients shows who asks; rate limits and access rules are in [ntp] of the configuration.")
                : REQUESTS.good(seen);
    }

    private static Check network(ServiceFacts service) {
        if (service.interfaceName().isEmpty()) {
            return NETWORK.unknown(
                    "This machine has no default route: only its own networks can ask.",
                    "That is well where nobody else is to.");
        }
        return service.isWireless()
                ? NETWORK.attention(
                        Sentence.of(
                                "Clients come by radio (%s), which delays packets by up to milliseconds, unevenly.",
                                service.interfaceName()),
                        "Use a cable: the clock stays right, and clients see it so.")
                : NETWORK.good(Sentence.of("Clients come by %s.", service.interfaceName()));
    }
}

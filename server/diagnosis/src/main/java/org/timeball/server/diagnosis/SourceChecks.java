package org.timeball.server.diagnosis;

import java.util.List;
import java.util.stream.Collectors;
import org.timeball.refclock.time.ClockState;
import org.timeball.server.control.Source;
import org.timeball.server.control.Spoken;
import org.timeball.server.control.diagnosis.Check;
import org.timeball.server.control.diagnosis.CheckArea;

/** Whether servers of the network answer, and what they have to say of the receiver's second. */
final class SourceChecks {

    private static final Subject REACH = new Subject("sources.reach", CheckArea.CLOCK, "Answers of servers");
    private static final Subject AGREEMENT = new Subject("sources.agreement", CheckArea.CLOCK, "The right second");

    /** One server can be wrong by itself. */
    private static final int ENOUGH = 2;

    /** More than any way over the network is lopsided by, and less than the length of a pulse. */
    private static final double NEAR_SECONDS = 0.05;

    /** Offsets by a whole second lie so near to it. */
    private static final double WHOLE_SECONDS = 0.3;

    private SourceChecks() {}

    static List<Check> of(Facts facts) {
        return facts.daemon().map(daemon -> of(daemon, facts)).orElse(List.of());
    }

    private static List<Check> of(DaemonFacts daemon, Facts facts) {
        var servers = daemon.status().sources().stream()
                .filter(source -> source.mode().equals("^"))
                .toList();
        if (servers.isEmpty()) {
            return List.of(AGREEMENT.notApplicable(
                    "No server is asked, so that nobody would notice if the receiver named a wrong second.",
                    "Three [[source]]s of different operators, with nts = true, would."));
        }
        return List.of(reach(servers, facts.settings().isWithoutReceiver()), agreement(daemon, servers));
    }

    private static Check reach(List<Source> servers, boolean isAllThereIs) {
        var silent = servers.stream().filter(server -> server.reach() == 0).toList();
        if (silent.isEmpty()) {
            return REACH.good(
                    servers.size() == 1 ? "The one server answers." : "All " + servers.size() + " servers answer.");
        }
        var seen = Sentence.of(
                "%d of %d servers %s not answer: %s.",
                silent.size(),
                servers.size(),
                silent.size() == 1 ? "does" : "do",
                silent.stream()
                        .map(server -> server.name() + " (" + server.reason() + ")")
                        .collect(Collectors.joining(", ")));
        if (silent.size() < servers.size()) {
            return REACH.attention(seen, "timeball query NAME says what each of them stumbles over.");
        }
        var remedy =
                "Let UDP to port 123 and TCP to port 4460 out, and see that names resolve; some networks drop packets as"
                        + " large as those of NTS.";
        return isAllThereIs ? REACH.bad(seen, remedy) : REACH.attention(seen, remedy);
    }

    private static Check agreement(DaemonFacts daemon, List<Source> servers) {
        var heard = servers.stream()
                .filter(server -> server.reach() != 0 && server.lastSampleSeconds() >= 0)
                .toList();
        if (heard.isEmpty()) {
            return AGREEMENT.unknown("No server has answered yet.", "See to their answers first.");
        }
        boolean isByReceiver = daemon.status().state() == ClockState.LOCKED
                && daemon.status().sources().stream()
                        .anyMatch(source ->
                                source.mode().equals("#") && source.state().equals("*"));
        var away = heard.stream().filter(SourceChecks::isAway).toList();
        if (away.size() >= ENOUGH && away.size() > heard.size() / 2 && isByReceiver) {
            return apart(away, heard.size());
        }
        var liars = heard.stream().filter(server -> server.state().equals("x")).toList();
        if (!liars.isEmpty()) {
            return AGREEMENT.attention(
                    Sentence.of(
                            "%d of %d servers %s another time than the others: %s.",
                            liars.size(),
                            heard.size(),
                            liars.size() == 1 ? "tells" : "tell",
                            liars.stream().map(SourceChecks::words).collect(Collectors.joining(", "))),
                    "They steer nothing. Take out whoever is wrong for days.");
        }
        return AGREEMENT.good(Sentence.of(
                "%d of %d servers agree with this clock; the farthest is %s away.",
                heard.size() - away.size(),
                heard.size(),
                Spoken.bound(heard.stream()
                        .mapToDouble(server -> Math.abs(server.offsetSeconds()))
                        .max()
                        .orElse(0))));
    }

    private static boolean isAway(Source server) {
        return Math.abs(server.offsetSeconds()) > Math.max(NEAR_SECONDS, server.errorSeconds());
    }

    private static String words(Source server) {
        double offset = server.offsetSeconds();
        return Sentence.of(
                "by %s this clock is %s %s",
                server.name(), Spoken.bound(Math.abs(offset)), offset > 0 ? "ahead" : "behind");
    }

    /** The receiver's clock is locked, and most of the world says that it is wrong. */
    private static Check apart(List<Source> away, int heard) {
        double offset = away.stream()
                .mapToDouble(Source::offsetSeconds)
                .sorted()
                .skip(away.size() / 2)
                .findFirst()
                .orElse(0);
        var seen = Sentence.of(
                "%d of %d servers say that this clock is %s %s.",
                away.size(), heard, Spoken.bound(Math.abs(offset)), offset > 0 ? "ahead" : "behind");
        long seconds = Math.round(offset);
        if (seconds != 0 && Math.abs(offset - seconds) < WHOLE_SECONDS) {
            return AGREEMENT.bad(
                    seen,
                    "That is the receiver's second: its sentences are taken for the second before or after (see the delay of"
                            + " the sentences), or it reckons with an old number of leap seconds until it has heard the"
                            + " almanac, a quarter of an hour after a cold start.");
        }
        return AGREEMENT.bad(
                seen,
                "A part of a second is the length of a pulse: the wrong edge is stamped, so write assert_falling_edge=1"
                        + " behind dtoverlay=pps-gpio,… in config.txt.");
    }
}

package org.timeball.firmware.appliance.daemon.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.timeball.firmware.sync.source.PoolFacts;
import org.timeball.firmware.sync.source.SourceFacts;
import org.timeball.refclock.discipline.fallback.CombinedReport;
import org.timeball.refclock.discipline.fallback.Steering;
import org.timeball.refclock.discipline.network.Finding;
import org.timeball.refclock.discipline.network.SourceFigures;
import org.timeball.refclock.discipline.network.SourceState;
import org.timeball.refclock.discipline.network.SourceVerdict;
import org.timeball.refclock.discipline.network.clock.NetworkClockReport;
import org.timeball.server.control.Source;

/**
 * Says of the network's servers what a table of sources shows, and what is an alarm. Signs are turned round here: what goes
 * out is positive when our clock is ahead.
 */
public final class NetworkReport {

    private NetworkReport() {}

    /**
     * A row for each in the order in which they came, and at the end one for each pool that has nobody who could be asked.
     *
     * @param report how things stand
     * @param facts  what is known of asking each, by its name
     * @param pools  that there are
     */
    public static List<Source> sources(CombinedReport report, Map<String, SourceFacts> facts, List<PoolFacts> pools) {
        var asked = report.network().stream()
                .flatMap(network -> network.sources().stream())
                .map(verdict -> source(
                        verdict,
                        PoolFacts.of(verdict.name(), pools),
                        Optional.ofNullable(facts.get(verdict.name())),
                        report));
        var nobody = pools.stream()
                .filter(pool -> pool.members().isEmpty())
                .map(pool -> Source.nobody(pool.name(), pool.whyEmpty()));
        return Stream.concat(asked, nobody).toList();
    }

    private static Source source(
            SourceVerdict verdict, String pool, Optional<SourceFacts> asked, CombinedReport report) {
        var figures = verdict.figures();
        double apart = report.steering() == Steering.RECEIVER ? report.apartSeconds() : 0;
        double offset = figures.map(it -> 0 - (it.offsetSeconds() + apart)).orElse(0.0);
        return new Source(
                "^",
                letter(verdict.state(), report.steering()),
                reason(verdict, asked, report),
                verdict.name(),
                pool,
                figures.map(it -> it.last().stratum()).orElse(0),
                asked.map(SourceFacts::pollLog2).orElse(0),
                verdict.reach(),
                figures.map(it -> (long) it.ageSeconds()).orElse(-1L),
                offset,
                offset,
                figures.map(SourceFigures::distanceSeconds).orElse(0.0));
    }

    /** Beside a receiver that steers nobody is selected. */
    private static String letter(SourceState state, Steering steering) {
        return steering == Steering.RECEIVER && state.isUsed() ? SourceState.NOT_COMBINED.letter() : state.letter();
    }

    private static String reason(SourceVerdict verdict, Optional<SourceFacts> asked, CombinedReport report) {
        var reason = new StringBuilder();
        if (report.steering() == Steering.RECEIVER && verdict.state().isUsed()) {
            reason.append("agrees, and the receiver steers");
        } else {
            reason.append(verdict.finding().sentence());
        }
        asked.map(SourceFacts::protection)
                .filter(by -> !by.isEmpty())
                .ifPresent(by -> reason.append("; ").append(by));
        asked.map(SourceFacts::trouble)
                .filter(why -> !why.isEmpty())
                .ifPresent(why -> reason.append("; ").append(why));
        return reason.toString();
    }

    /** What an operator has to see to. */
    public static List<String> alarms(CombinedReport report) {
        var alarms = new ArrayList<>(report.alarms());
        report.network().ifPresent(network -> {
            network.alarms().forEach(alarm -> alarms.add(alarm.sentence()));
            network.sources().stream()
                    .filter(verdict -> verdict.finding() instanceof Finding.Excluded)
                    .map(verdict -> "source " + verdict.name() + ": "
                            + verdict.finding().sentence())
                    .forEach(alarms::add);
        });
        return alarms;
    }

    /** The name of the source that goes out as reference; empty where there is none. */
    public static String selected(NetworkClockReport network) {
        return network.sources().stream()
                .filter(verdict -> verdict.state() == SourceState.SELECTED)
                .map(SourceVerdict::name)
                .findFirst()
                .orElse("");
    }
}

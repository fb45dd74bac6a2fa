package org.timeball.refclock.discipline.network;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.timeball.refclock.discipline.crosscheck.OtherSource;

/**
 * All sources of the network, each by its last words, and who of them is right.
 *
 * <p>It lives on one time line, that of the readings and offsets it is told: beside a reference clock the disciplined
 * clock's own, which does not move but by steps. Not thread-safe.
 */
public final class SourcePanel {

    private final SelectionSettings settings;
    private final Map<String, NetworkSource> sources = new LinkedHashMap<>();
    private String followed = "";

    /** No source yet. */
    public SourcePanel(SelectionSettings settings) {
        this.settings = settings;
    }

    /** From now on there is a source of this name; one that is there already is left alone. */
    public void add(String name) {
        sources.putIfAbsent(name, new NetworkSource(name));
    }

    /** From now on there is none. */
    public void remove(String name) {
        sources.remove(name);
    }

    /** A source is asked: its reach register moves on. One that is not there is none of ours. */
    public void onPoll(String name) {
        Optional.ofNullable(sources.get(name)).ifPresent(NetworkSource::onPoll);
    }

    /**
     * A source has answered.
     *
     * @param sample what it says, its reading and offset on this panel's time line
     */
    public void hear(String name, NetworkSample sample) {
        Optional.ofNullable(sources.get(name)).ifPresent(source -> source.onSample(sample));
    }

    /** Whether every source has answered, or was asked in vain often enough to be gone on without. */
    public boolean hasEveryoneHadTheirSay() {
        return sources.values().stream().allMatch(NetworkSource::hadItsSay);
    }

    /** Our clock was stepped; nanoseconds, positive = forward. */
    public void onStep(long deltaNanos) {
        sources.values().forEach(source -> source.onStep(deltaNanos));
    }

    /** Our clock was moved together with UTC. */
    public void onLeap(int seconds) {
        sources.values().forEach(source -> source.onLeap(seconds));
    }

    /** Nothing that was said holds any more, as when the machine has slept; reach stays. */
    public void forgetAnswers() {
        sources.values().forEach(NetworkSource::forgetAnswers);
    }

    /**
     * Who is right.
     *
     * @param readingNanos  now
     * @param slewedSeconds how far our clock was slewed since the time line began: what was said of it at the beginning
     *     is less by so much now; 0 beside a reference clock
     * @param ageing        what has become of our clock besides
     */
    public Selection select(long readingNanos, double slewedSeconds, Ageing ageing) {
        var figures = new LinkedHashMap<String, Optional<SourceFigures>>();
        var findings = new HashMap<String, Finding>();
        var candidates = new ArrayList<Candidate>();
        for (var source : sources.values()) {
            var said = source.figures(readingNanos, slewedSeconds, ageing);
            figures.put(source.name(), said);
            source.objection(said, settings)
                    .ifPresentOrElse(
                            finding -> findings.put(source.name(), finding),
                            () -> said.ifPresent(it -> candidates.add(new Candidate(source.name(), it))));
        }
        var agreement = Optional.<Selection.Agreement>empty();
        if (!candidates.isEmpty()) {
            var outcome = Selector.select(candidates, settings, followed);
            findings.putAll(outcome.findings());
            agreement = outcome.agreement();
        }
        followed = agreement.map(Selection.Agreement::selected).orElse(followed);
        return new Selection(readingNanos, verdicts(figures, findings), agreement);
    }

    private List<SourceVerdict> verdicts(Map<String, Optional<SourceFigures>> figures, Map<String, Finding> findings) {
        var verdicts = new ArrayList<SourceVerdict>();
        figures.forEach((name, said) -> {
            int reach = Objects.requireNonNull(sources.get(name)).reach();
            verdicts.add(new SourceVerdict(name, Objects.requireNonNull(findings.get(name)), reach, said));
        });
        return verdicts;
    }

    /**
     * What those that are right say of a clock that something else disciplines, for its judge: each speaks for itself, and
     * the judge counts. False tickers have no vote, nor does anybody while no majority agrees.
     *
     * @param rawNanos the machine's own clock at the instant of the selection
     */
    public static List<OtherSource> witnesses(Selection selection, long rawNanos) {
        return selection.verdicts().stream()
                .filter(verdict -> Selection.isRight(verdict.state()))
                .flatMap(verdict -> verdict.figures().stream()
                        .map(figures -> new OtherSource(
                                verdict.name(),
                                figures.offsetSeconds(),
                                figures.distanceSeconds(),
                                figures.last().isAuthenticated(),
                                true,
                                rawNanos)))
                .toList();
    }
}

package org.timeball.server.alerts;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.timeball.server.state.AlertCondition;
import org.timeball.server.state.AlertTiming;

/**
 * Decides what of that which is so is worth a message: one when it has lasted, one when it has stayed away.
 *
 * <p>Nothing is told while the daemon is young, but what was raised before it began anew goes on. What comes and goes is one
 * alert: each time it comes back, within an hour of having been over as well, it has to stay away for twice as long,
 * {@value #MOST_DOUBLINGS} times over.
 *
 * <p>Confined to one thread.
 */
public final class AlertBook {

    /** From two minutes to an hour. */
    static final int MOST_DOUBLINGS = 5;

    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final long NANOS_PER_HOUR = 3_600 * NANOS_PER_SECOND;

    private final Map<Key, Entry> entries = new TreeMap<>();
    private final Map<Key, Past> pasts = new HashMap<>();
    private final long startedNanos;
    private AlertTiming timing;
    private Optional<String> restart;
    private boolean isQuiet = true;

    /** What makes two findings the same alert; what is worse comes first. */
    private record Key(AlertCondition condition, String subject) implements Comparable<Key> {

        private static final Comparator<Key> ORDER =
                Comparator.comparing(Key::condition).thenComparing(Key::subject);

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }

    /**
     * What is so, or was until a moment ago.
     *
     * @param alert     its since counts once it was told
     * @param foundNanos when it was first seen
     * @param isTold    whether it was
     * @param goneNanos since when it is not so any more
     * @param toldNanos when it was told last
     * @param doublings of the time that it has to stay away
     */
    private record Entry(
            RaisedAlert alert, long foundNanos, boolean isTold, OptionalLong goneNanos, long toldNanos, int doublings) {

        Entry seen(String sentence) {
            int again = goneNanos.isPresent() ? doubled(doublings) : doublings;
            return new Entry(alert.saying(sentence), foundNanos, isTold, OptionalLong.empty(), toldNanos, again);
        }

        Entry gone(OptionalLong since) {
            return new Entry(alert, foundNanos, isTold, since, toldNanos, doublings);
        }

        Entry told(RaisedAlert as, long nowNanos) {
            return new Entry(as, foundNanos, true, goneNanos, nowNanos, doublings);
        }
    }

    /** How something ended. */
    private record Past(long overNanos, int doublings) {}

    /**
     * Begins.
     *
     * @param timing       when something is told
     * @param before       what was raised when the daemon last ran
     * @param restart      what is to be told of having begun anew; empty if that is nothing to tell
     * @param startedNanos when the daemon began, monotonic
     */
    public AlertBook(AlertTiming timing, List<RaisedAlert> before, Optional<String> restart, long startedNanos) {
        this.timing = timing;
        this.restart = restart;
        this.startedNanos = startedNanos;
        before.forEach(alert -> entries.put(
                new Key(alert.condition(), alert.subject()),
                new Entry(alert, startedNanos, true, OptionalLong.empty(), startedNanos, 0)));
    }

    /** Other times count from now on; what was told was told. */
    public void adopt(AlertTiming other) {
        timing = other;
    }

    /**
     * Looks at what is so, about once a second.
     *
     * @param found     all that is
     * @param nowNanos  monotonic
     * @param utcSecond since the Unix epoch, for what is written
     * @return what is to be told, in the order in which it is
     */
    public List<AlertNews> look(List<Finding> found, long nowNanos, long utcSecond) {
        isQuiet = nowNanos - startedNanos < timing.quietAtStartSeconds() * NANOS_PER_SECOND;
        pasts.values().removeIf(past -> nowNanos - past.overNanos >= NANOS_PER_HOUR);
        var now = found.stream()
                .collect(Collectors.toMap(
                        one -> new Key(one.condition(), one.subject()),
                        Function.identity(),
                        AlertBook::both,
                        TreeMap::new));
        now.forEach((key, one) ->
                entries.merge(key, begun(key, one, nowNanos, utcSecond), (known, _) -> known.seen(one.sentence())));
        var news = new ArrayList<AlertNews>();
        tellOfRestart(now, utcSecond).ifPresent(news::add);
        for (var key : List.copyOf(entries.keySet())) {
            var entry = entries.get(key);
            if (entry != null) {
                step(key, entry, now, nowNanos, utcSecond).ifPresent(news::add);
            }
        }
        return news;
    }

    private static Finding both(Finding one, Finding other) {
        return one.sentence().equals(other.sentence())
                ? one
                : new Finding(one.condition(), one.subject(), one.sentence() + "; " + other.sentence());
    }

    private Entry begun(Key key, Finding one, long nowNanos, long utcSecond) {
        var past = Optional.ofNullable(pasts.get(key));
        return new Entry(
                new RaisedAlert(key.condition, key.subject, one.sentence(), utcSecond),
                nowNanos,
                false,
                OptionalLong.empty(),
                nowNanos,
                past.map(it -> doubled(it.doublings)).orElse(0));
    }

    private static int doubled(int doublings) {
        return Math.min(MOST_DOUBLINGS, doublings + 1);
    }

    /** Once there is time again, or when it is late enough that its want is told. */
    private Optional<AlertNews> tellOfRestart(Map<Key, Finding> now, long utcSecond) {
        if (isQuiet && now.containsKey(new Key(AlertCondition.UNSYNCHRONISED, ""))) {
            return Optional.empty();
        }
        var told = restart.map(sentence ->
                new AlertNews(AlertNews.Kind.ONCE, new RaisedAlert(AlertCondition.RESTART, "", sentence, utcSecond)));
        restart = Optional.empty();
        return told;
    }

    private Optional<AlertNews> step(Key key, Entry entry, Map<Key, Finding> now, long nowNanos, long utcSecond) {
        if (now.containsKey(key)) {
            return entry.isTold ? remind(key, entry, nowNanos) : begin(key, entry, nowNanos, utcSecond);
        }
        if (!entry.isTold) {
            entries.remove(key);
            return Optional.empty();
        }
        return end(key, entry, now, nowNanos);
    }

    private Optional<AlertNews> begin(Key key, Entry entry, long nowNanos, long utcSecond) {
        long lasted = (nowNanos - entry.foundNanos) / NANOS_PER_SECOND;
        boolean isIncluded = key.condition
                .worse()
                .map(worse -> entries.get(new Key(worse, key.subject)))
                .filter(Entry::isTold)
                .isPresent();
        if (isQuiet || isIncluded || lasted < timing.holdOffSeconds(key.condition)) {
            return Optional.empty();
        }
        // By the clock of now: when it was first seen there may have been no time.
        var alert = new RaisedAlert(key.condition, key.subject, entry.alert.sentence(), utcSecond - lasted);
        entries.put(key, entry.told(alert, nowNanos));
        entries.keySet()
                .removeIf(other -> other.subject.equals(key.subject)
                        && other.condition.worse().filter(key.condition::equals).isPresent());
        return Optional.of(new AlertNews(AlertNews.Kind.BEGAN, alert));
    }

    private Optional<AlertNews> remind(Key key, Entry entry, long nowNanos) {
        if (timing.reminderHours() == 0 || nowNanos - entry.toldNanos < timing.reminderHours() * NANOS_PER_HOUR) {
            return Optional.empty();
        }
        entries.put(key, entry.told(entry.alert, nowNanos));
        return Optional.of(new AlertNews(AlertNews.Kind.REMINDER, entry.alert));
    }

    /** What turned into something worse is not over. */
    private Optional<AlertNews> end(Key key, Entry entry, Map<Key, Finding> now, long nowNanos) {
        boolean isWorse = key.condition
                .worse()
                .map(worse -> new Key(worse, key.subject))
                .filter(now::containsKey)
                .isPresent();
        if (isWorse || isQuiet) {
            entries.put(key, entry.gone(OptionalLong.empty()));
            return Optional.empty();
        }
        long gone = entry.goneNanos.orElse(nowNanos);
        long enough = (timing.overAfterSeconds() * NANOS_PER_SECOND) << entry.doublings;
        if (nowNanos - gone < enough) {
            entries.put(key, entry.gone(OptionalLong.of(gone)));
            return Optional.empty();
        }
        entries.remove(key);
        pasts.put(key, new Past(nowNanos, entry.doublings));
        return Optional.of(new AlertNews(AlertNews.Kind.OVER, entry.alert));
    }

    /** Whether nothing is told, for the daemon is young. */
    public boolean isQuiet() {
        return isQuiet;
    }

    /** What was told and is not over, what is worst first. */
    public List<RaisedAlert> raised() {
        return entries.values().stream().filter(Entry::isTold).map(Entry::alert).toList();
    }

    /** Whether one of those is gone, and waited for to stay away. */
    public boolean isSettling(RaisedAlert alert) {
        return Optional.ofNullable(entries.get(new Key(alert.condition(), alert.subject())))
                .filter(entry -> entry.goneNanos.isPresent())
                .isPresent();
    }
}

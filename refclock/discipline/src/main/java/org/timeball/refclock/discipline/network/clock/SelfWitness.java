package org.timeball.refclock.discipline.network.clock;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;
import org.timeball.refclock.discipline.Figure;
import org.timeball.refclock.discipline.holdover.HoldoverSlopes;
import org.timeball.refclock.discipline.network.Interval;

/**
 * The clock as a witness of its own: what it knew up to an hour ago says where the truth can be now and how its
 * frequency can have changed, and what sources say can contradict that. So a majority that lies is found out, and one
 * source alone that draws time away.
 *
 * <p>Not thread-safe.
 */
final class SelfWitness {

    /** How long a source may draw before it is compared with what was known before it began. */
    private static final double LONGEST_SECONDS = 3_600;

    private static final double APART_SECONDS = 256;

    /**
     * What contradicts.
     *
     * @param anchor   by what was known when
     * @param sentence for people
     */
    record Contradiction(Anchor anchor, String sentence) {}

    private final HoldoverSlopes slopes;
    private final Deque<Anchor> anchors = new ArrayDeque<>();

    /** @param slopes how far a clock strays that is left alone */
    SelfWitness(HoldoverSlopes slopes) {
        this.slopes = slopes;
    }

    /** What is known now, undisputed. */
    void remember(Anchor now) {
        var last = anchors.peekLast();
        if (last == null || last.ageSeconds(now.course().freeNanos()) >= APART_SECONDS) {
            anchors.addLast(now);
        }
        while (anchors.getFirst().ageSeconds(now.course().freeNanos()) > LONGEST_SECONDS) {
            anchors.removeFirst();
        }
    }

    /** What was known says nothing any more. */
    void forget() {
        anchors.clear();
    }

    /** As {@link Course#moved}. */
    void move(long deltaNanos, long utcNanos) {
        var moved = anchors.stream()
                .map(anchor -> anchor.moved(deltaNanos, utcNanos))
                .toList();
        anchors.clear();
        anchors.addAll(moved);
    }

    /** Whether what sources say now cannot be, by the earliest that was known. */
    Optional<Contradiction> against(Course course, Interval truth) {
        for (var anchor : anchors) {
            var sentence = contradiction(anchor, course, truth);
            if (sentence.isPresent()) {
                return Optional.of(new Contradiction(anchor, sentence.get()));
            }
        }
        return Optional.empty();
    }

    private Optional<String> contradiction(Anchor anchor, Course course, Interval truth) {
        double gap = anchor.truthAt(course.freeNanos(), slopes).gapTo(truth);
        if (gap > 0) {
            return Optional.of("what the sources say is " + Figure.ofSeconds(gap)
                    + " beyond where the clock can be by what it knew " + ago(anchor, course));
        }
        if (anchor.rateBeyond(course, slopes) > 0) {
            return Optional.of(String.format(
                    Locale.ROOT,
                    "the sources say that the frequency changed by %.2f ppm within %s, more than an oscillator's does",
                    Math.abs(course.rate() - anchor.course().rate()) * 1e6,
                    Figure.ofSeconds(anchor.ageSeconds(course.freeNanos()))));
        }
        return Optional.empty();
    }

    private static String ago(Anchor anchor, Course course) {
        return Figure.ofSeconds(anchor.ageSeconds(course.freeNanos())) + " ago";
    }
}

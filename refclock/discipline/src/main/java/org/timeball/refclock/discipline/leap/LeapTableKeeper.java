package org.timeball.refclock.discipline.leap;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.timeball.refclock.discipline.leap.LeapNews.Kind;

/**
 * Holds the best leap table offered so far, and says when it grows old.
 *
 * <p>Better is what was made later and continues what is held: a list that has lost leap seconds, or tells the past
 * otherwise, is refused, as is one that was made tomorrow. While the time is not known the last of these cannot be
 * judged; it is made up for as soon as it is. Not thread-safe.
 */
final class LeapTableKeeper {

    private static final long WARNED_SECONDS = 60 * LeapSecond.DAY_SECONDS;

    /** Makers date their lists to the day. */
    private static final long AHEAD_SECONDS = LeapSecond.DAY_SECONDS;

    /** Before the time is known: the system's file, another, a local one, and one more. */
    private static final int MOST_HELD = 4;

    private record Held(String name, LeapTable table) {}

    private final Deque<Held> held = new ArrayDeque<>();
    private final Held builtIn = new Held("", LeapTable.BUILT_IN);
    private OptionalLong warnedDay = OptionalLong.empty();

    /** The best one; {@link LeapTable#BUILT_IN} before any was taken. */
    LeapTable table() {
        return best().table;
    }

    /** Where the best one came from; empty when it is built in. */
    String name() {
        return best().name;
    }

    private Held best() {
        return held.isEmpty() ? builtIn : held.peekLast();
    }

    /**
     * Judges what was read.
     *
     * @param name      of the file
     * @param utcSecond now, if that is known
     * @return what to tell; nothing where it is merely no better than what is held
     */
    Optional<LeapNews> offer(String name, LeapReading reading, OptionalLong utcSecond) {
        return switch (reading) {
            case LeapReading.Malformed(int line, var reason) ->
                Optional.of(refusal(name, line == 0 ? reason : "line " + line + ": " + reason));
            case LeapReading.Whole(var table) -> offer(new Held(name, table), utcSecond);
        };
    }

    private Optional<LeapNews> offer(Held offered, OptionalLong utcSecond) {
        if (!offered.table.continues(table())) {
            return Optional.of(refusal(offered.name, "it lacks or changes leap seconds of the list in use"));
        }
        if (utcSecond.isPresent() && isOfTomorrow(offered, utcSecond.getAsLong())) {
            return Optional.of(refusal(offered.name, "it was made in the future"));
        }
        if (offered.table.updatedUtcSecond() <= table().updatedUtcSecond()
                && offered.table.expiresUtcSecond() <= table().expiresUtcSecond()) {
            return Optional.empty();
        }
        if (held.size() == MOST_HELD) {
            held.removeFirst();
        }
        held.addLast(offered);
        warnedDay = OptionalLong.empty();
        return Optional.of(new LeapNews(
                Kind.FILE_TAKEN,
                offered.name + ": " + offered.table.entries().size() + " entries, TAI − UTC "
                        + offered.table.entries().getLast().taiMinusUtcSeconds() + " s"));
    }

    /** Looks at the calendar; returns what to tell. */
    List<LeapNews> onSecond(long utcSecond) {
        var news = new ArrayList<LeapNews>();
        while (!held.isEmpty() && isOfTomorrow(best(), utcSecond)) {
            news.add(refusal(held.removeLast().name, "it was made in the future"));
        }
        warning(utcSecond).ifPresent(news::add);
        return news;
    }

    /** Once a day in the two months before it expires and in the two after; later, once. */
    private Optional<LeapNews> warning(long utcSecond) {
        long day = Math.floorDiv(utcSecond, LeapSecond.DAY_SECONDS);
        long left = table().expiresUtcSecond() - utcSecond;
        boolean isToday = warnedDay.isPresent() && (warnedDay.getAsLong() == day || left < -WARNED_SECONDS);
        if (left > WARNED_SECONDS || isToday) {
            return Optional.empty();
        }
        warnedDay = OptionalLong.of(day);
        return Optional.of(new LeapNews(Kind.FILE_EXPIRES, expiry(left)));
    }

    private String expiry(long leftSeconds) {
        if (name().isEmpty()) {
            return "there is no leap-second file: leap seconds are announced only where two other sources agree";
        }
        long days = Math.abs(leftSeconds) / LeapSecond.DAY_SECONDS;
        return leftSeconds > 0
                ? name() + " expires in " + days + " days"
                : name() + " expired " + days + " days ago: it announces nothing any more";
    }

    private static boolean isOfTomorrow(Held held, long utcSecond) {
        return held.table.updatedUtcSecond() > utcSecond + AHEAD_SECONDS;
    }

    private static LeapNews refusal(String name, String why) {
        return new LeapNews(Kind.FILE_REFUSED, name + " is not used: " + why);
    }
}

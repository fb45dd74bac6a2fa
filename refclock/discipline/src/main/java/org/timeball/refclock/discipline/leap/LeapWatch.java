package org.timeball.refclock.discipline.leap;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.timeball.refclock.discipline.leap.LeapNews.Kind;
import org.timeball.refclock.gnss.Epoch;
import org.timeball.refclock.gnss.LeapNotice;
import org.timeball.refclock.time.Leap;
import org.timeball.refclock.time.LeapMode;

/**
 * Knows which leap second is coming and what is to be done about it at any second.
 *
 * <p>It gathers the sources' votes, lets {@link LeapMajority} decide once a second, announces on the last day, says when
 * the clock has to be moved and how served time is smeared. It moves nothing itself: who does calls {@link #taken}. Seconds
 * are those of the disciplined clock, and are given only while that clock knows what second it is. Not thread-safe.
 */
public final class LeapWatch {

    /** Receivers apply a leap second early, late, or after minutes: this long on either side only our count is used. */
    private static final long UNCLEAR_SECONDS = 1_800;

    /** So near to a leap second nobody who has no count yet can tell which second a receiver means. */
    private static final long NAMELESS_SECONDS = 2;

    /** A receiver must have said the same for a minute. */
    private static final int REPEATED = 60;

    private final LeapSettings settings;
    private final LeapTableKeeper tables = new LeapTableKeeper();
    private final UtcTrust trust;
    private final Map<LeapSource, LeapVote> votes = new EnumMap<>(LeapSource.class);
    private LeapVote heard = new LeapVote.Abstained(LeapSource.RECEIVER);
    private int repeated;

    private OptionalLong lastSecond = OptionalLong.empty();
    private Optional<LeapSecond> agreed = Optional.empty();
    private Optional<LeapSecond> taken = Optional.empty();
    private String objection = "";
    private String doubted = "";

    /** Knows only what is built in. */
    public LeapWatch(LeapSettings settings) {
        this.settings = settings;
        this.trust = new UtcTrust(settings.coldStartSeconds());
    }

    /** What is done when a leap second comes. */
    public LeapMode mode() {
        return settings.mode();
    }

    /** Takes what was read from a file; returns what to tell of it. */
    public List<LeapNews> offer(String name, LeapReading reading) {
        return tables.offer(name, reading, lastSecond).stream().toList();
    }

    /** Takes the vote of a source other than the file, which votes by what it holds. */
    public void vote(LeapVote vote) {
        votes.put(vote.source(), vote);
    }

    /**
     * Takes a burst of the receiver.
     *
     * @param clockNanos when it began, by the disciplined clock
     * @param isNamed    whether that clock knows what second it is
     * @return what to tell
     */
    public List<LeapNews> hear(Epoch epoch, long clockNanos, boolean isNamed) {
        long second = Math.floorDiv(clockNanos, 1_000_000_000L);
        if (isNamed && isUnclear(second)) {
            return List.of();
        }
        trust.hear(epoch, clockNanos, isNamed);
        if (isNamed) {
            epoch.leapNotice().ifPresent(notice -> hear(notice, second));
        }
        var doubt = trust.objection(tables.table(), epoch.utcSecond());
        boolean isNews = trust.isTold() && !doubt.isEmpty() && !doubt.equals(doubted);
        doubted = doubt;
        return isNews ? List.of(new LeapNews(Kind.COUNT_DOUBTED, doubt)) : List.of();
    }

    private void hear(LeapNotice notice, long utcSecond) {
        var said = voteOf(notice, utcSecond);
        repeated = said.equals(heard) ? Math.min(repeated + 1, REPEATED) : 1;
        heard = said;
        if (repeated == REPEATED) {
            vote(said);
        }
    }

    private static LeapVote voteOf(LeapNotice notice, long utcSecond) {
        long event = notice.eventUtcSecond().orElse(0);
        if (notice.change() != 0 && event > utcSecond && Math.floorMod(event, LeapSecond.DAY_SECONDS) == 0) {
            return new LeapVote.Announced(LeapSource.RECEIVER, new LeapSecond(event, notice.change()));
        }
        return notice.isEventKnown() && notice.change() == 0
                ? new LeapVote.Denied(LeapSource.RECEIVER)
                : new LeapVote.Abstained(LeapSource.RECEIVER);
    }

    /** Why the receiver's seconds are not to be believed for its count of leap seconds; empty when they are. */
    public String doubt() {
        return doubted;
    }

    /** Whether the satellites' own count of leap seconds is behind the receiver's seconds. */
    public boolean isCountTold() {
        return trust.isTold();
    }

    /** A second has begun, or was given another name: decides anew; returns what to tell. */
    public List<LeapNews> onSecond(long utcSecond) {
        if (lastSecond.isPresent() && lastSecond.getAsLong() == utcSecond) {
            return List.of();
        }
        lastSecond = OptionalLong.of(utcSecond);
        var news = new ArrayList<>(tables.onSecond(utcSecond));
        var decision = LeapMajority.decide(allVotes(utcSecond), utcSecond);
        var next = decision.agreed().filter(leap -> !taken.equals(Optional.of(leap)));
        boolean isOver = agreed.isPresent() && agreed.get().eventUtcSecond() <= utcSecond;
        if (!next.equals(agreed) && !isDue(utcSecond)) {
            if (next.isPresent()) {
                news.add(new LeapNews(Kind.ANNOUNCED, next.get().words()));
            } else if (!isOver) {
                news.add(new LeapNews(
                        Kind.WITHDRAWN, agreed.map(LeapSecond::words).orElse("")));
            }
            agreed = next;
        }
        boolean isNewObjection =
                !decision.objection().isEmpty() && !decision.objection().equals(objection);
        objection = taken.isPresent() && isUnclear(utcSecond) ? "" : decision.objection();
        if (isNewObjection && !objection.isEmpty()) {
            news.add(new LeapNews(Kind.OBJECTION, objection));
        }
        return news;
    }

    private boolean isDue(long utcSecond) {
        return agreed.isPresent() && utcSecond >= agreed.get().dueSecond();
    }

    private List<LeapVote> allVotes(long utcSecond) {
        return List.of(
                fileVote(utcSecond),
                vote(LeapSource.RECEIVER),
                vote(LeapSource.OTHER_SATELLITES),
                vote(LeapSource.PEERS));
    }

    private LeapVote vote(LeapSource source) {
        var vote = votes.get(source);
        return vote == null ? new LeapVote.Abstained(source) : vote;
    }

    /** An expired file says nothing, and one that has not says nothing of what comes after it will have. */
    private LeapVote fileVote(long utcSecond) {
        var table = tables.table();
        if (table.isExpiredAt(utcSecond)) {
            return new LeapVote.Abstained(LeapSource.FILE);
        }
        var next = table.next(utcSecond);
        if (next.isPresent()) {
            return new LeapVote.Announced(LeapSource.FILE, next.get());
        }
        boolean isBeyond = votes.values().stream()
                .anyMatch(vote -> vote instanceof LeapVote.Announced(var _, var leap)
                        && leap.eventUtcSecond() > table.expiresUtcSecond());
        return isBeyond ? new LeapVote.Abstained(LeapSource.FILE) : new LeapVote.Denied(LeapSource.FILE);
    }

    /** The clock was given a second anew: a leap second that is past by then is none of its business any more. */
    public void named(long utcSecond) {
        if (isDue(utcSecond)) {
            taken = agreed;
            agreed = Optional.empty();
        }
    }

    /** What is announced to clients at a second: nothing until the last day, and never what they are not to see. */
    public Leap leapAt(long utcSecond) {
        return switch (settings.mode()) {
            case KERNEL, STEP, SLEW -> comingAt(utcSecond);
            case SMEAR, IGNORE -> Leap.NONE;
        };
    }

    /** What the kernel is to hold armed at a second. */
    public Leap armedAt(long utcSecond) {
        return settings.mode() == LeapMode.KERNEL ? comingAt(utcSecond) : Leap.NONE;
    }

    private Leap comingAt(long utcSecond) {
        boolean isComing = agreed.isPresent() && agreed.get().eventUtcSecond() - utcSecond <= LeapSecond.DAY_SECONDS;
        return isComing ? agreed.get().indicator() : Leap.NONE;
    }

    /** Whether a second is so near to a leap second that a receiver's word on the second is not to be used. */
    public boolean isUnclear(long utcSecond) {
        return settings.mode() != LeapMode.IGNORE && (isNear(agreed, utcSecond) || isNear(taken, utcSecond));
    }

    private static boolean isNear(Optional<LeapSecond> leap, long utcSecond) {
        return leap.isPresent() && Math.abs(utcSecond - leap.get().eventUtcSecond()) <= UNCLEAR_SECONDS;
    }

    /** Whether a second that a receiver names may be the one before, or after: too near to a leap second to begin a count. */
    public boolean isNameless(long utcSecond) {
        return tables.table().entries().stream().anyMatch(entry -> isNameless(entry.fromUtcSecond(), utcSecond))
                || votes.values().stream()
                        .anyMatch(vote -> vote instanceof LeapVote.Announced(var _, var leap)
                                && isNameless(leap.eventUtcSecond(), utcSecond));
    }

    private static boolean isNameless(long eventSecond, long utcSecond) {
        return Math.abs(eventSecond - utcSecond) <= NAMELESS_SECONDS;
    }

    /** The leap second over which the clock has to be carried now that it reads {@code utcSecond}, until it is taken. */
    public Optional<LeapSecond> dueAt(long utcSecond) {
        return isDue(utcSecond) ? agreed : Optional.empty();
    }

    /** The leap second that is believed, until it is taken. */
    public Optional<LeapSecond> coming() {
        return agreed;
    }

    /** The clock was carried over the leap second that was due, or was let pass it; returns what to tell. */
    public LeapNews taken() {
        var leap = agreed.orElseThrow();
        taken = agreed;
        agreed = Optional.empty();
        trust.leapt(leap.change());
        return new LeapNews(Kind.TAKEN, leap.words());
    }

    /** The smear at an instant of the disciplined clock. */
    public Smear smear(long utcNanos) {
        if (settings.mode() != LeapMode.SMEAR) {
            return Smear.NONE;
        }
        long second = Math.floorDiv(utcNanos, 1_000_000_000L);
        if (agreed.isPresent() && Smear.covers(agreed.get(), second)) {
            return Smear.at(agreed.get(), utcNanos, false, settings.shape());
        }
        return taken.or(() -> tables.table().last(second))
                .filter(leap -> Smear.covers(leap, second))
                .map(leap -> Smear.at(leap, utcNanos, true, settings.shape()))
                .orElse(Smear.NONE);
    }

    /** TAI − UTC at a second: the file's while it is good, else what the satellites say, else the file's all the same. */
    public int taiMinusUtcSeconds(long utcSecond) {
        int listed = taken.isPresent()
                ? afterTaken(taken.get(), utcSecond)
                : tables.table().taiMinusUtcSeconds(utcSecond);
        return tables.table().isExpiredAt(utcSecond) && trust.isTold()
                ? trust.gpsMinusUtcSeconds().getAsInt() + UtcTrust.TAI_MINUS_GPS_SECONDS
                : listed;
    }

    /** By the file, and by the leap second that was taken if the file does not know of it. */
    private int afterTaken(LeapSecond leap, long utcSecond) {
        boolean isListed = tables.table().last(leap.eventUtcSecond()).equals(taken);
        int listed = tables.table().taiMinusUtcSeconds(Math.max(utcSecond, leap.eventUtcSecond()));
        return isListed ? listed : listed + leap.change();
    }

    /** How things stand at an instant of the disciplined clock. */
    public LeapReport report(long utcNanos) {
        long second = Math.floorDiv(utcNanos, 1_000_000_000L);
        return new LeapReport(
                taiMinusUtcSeconds(second),
                agreed,
                allVotes(second),
                objection,
                tables.name(),
                tables.table().updatedUtcSecond(),
                tables.table().expiresUtcSecond(),
                settings.mode(),
                smear(utcNanos).offsetNanos() * 1e-9);
    }
}

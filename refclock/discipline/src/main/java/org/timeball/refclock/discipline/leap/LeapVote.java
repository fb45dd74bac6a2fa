package org.timeball.refclock.discipline.leap;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.timeball.refclock.time.Leap;

/** What one source says about the next leap second; stands until that source says otherwise. */
public sealed interface LeapVote {

    /** Whose vote it is. */
    LeapSource source();

    /** For people: {@code a second inserted before 2027-01-01}, {@code none}, {@code nothing}. */
    String words();

    /** It announces one. */
    record Announced(LeapSource source, LeapSecond leapSecond) implements LeapVote {
        @Override
        public String words() {
            return leapSecond.words();
        }
    }

    /** It says that none is near. */
    record Denied(LeapSource source) implements LeapVote {
        @Override
        public String words() {
            return "none";
        }
    }

    /** It does not know, or was not heard. */
    record Abstained(LeapSource source) implements LeapVote {
        @Override
        public String words() {
            return "nothing";
        }
    }

    /**
     * The vote of NTP servers by their leap indicators: what more than half of at least two of them announce for the
     * end of this month. A server without the bits denies nothing, for many set them late or smear.
     *
     * @param indicators of the servers that may be believed, {@link Leap#UNKNOWN} not among them
     * @param utcSecond  now
     */
    static LeapVote ofPeers(List<Leap> indicators, long utcSecond) {
        for (var leap : List.of(Leap.INSERT, Leap.DELETE)) {
            long count = indicators.stream().filter(leap::equals).count();
            if (count >= 2 && 2 * count > indicators.size()) {
                return new Announced(
                        LeapSource.PEERS, new LeapSecond(nextMonth(utcSecond), leap == Leap.INSERT ? 1 : -1));
            }
        }
        return new Abstained(LeapSource.PEERS);
    }

    private static long nextMonth(long utcSecond) {
        var day = Instant.ofEpochSecond(utcSecond).atOffset(ZoneOffset.UTC).toLocalDate();
        return day.withDayOfMonth(1).plusMonths(1).toEpochDay() * LeapSecond.DAY_SECONDS;
    }
}

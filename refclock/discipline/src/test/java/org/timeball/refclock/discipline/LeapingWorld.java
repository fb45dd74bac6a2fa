package org.timeball.refclock.discipline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.IntToLongFunction;
import org.timeball.refclock.discipline.leap.LeapNews;
import org.timeball.refclock.discipline.leap.LeapReading;
import org.timeball.refclock.discipline.leap.LeapSecond;
import org.timeball.refclock.discipline.leap.LeapSettings;
import org.timeball.refclock.discipline.leap.LeapTable;
import org.timeball.refclock.discipline.leap.LeapVote;
import org.timeball.refclock.discipline.leap.SlewingClock;
import org.timeball.refclock.gnss.LeapNotice;
import org.timeball.refclock.simulation.Crystal;
import org.timeball.refclock.simulation.PulseNoise;
import org.timeball.refclock.simulation.SimulatedClock;
import org.timeball.refclock.time.Leap;
import org.timeball.refclock.time.LeapMode;

/**
 * A world with a leap second {@code lead} seconds after its start, and a clock in it. The world's own count knows of none:
 * true UTC falls a second behind it where one is inserted, and gets a second ahead where one is left out.
 */
final class LeapingWorld {

    static final long NEW_YEAR = Instant.parse("2027-01-01T00:00:00Z").getEpochSecond();
    static final long MIDSUMMER = Instant.parse("2027-07-01T00:00:00Z").getEpochSecond();
    static final int DAY = 86_400;

    /** So long before the leap second most of these begin. */
    static final int LEAD = 400;

    final LeapSecond leap;
    final int lead;
    final SimulatedClock raw;
    final Rig rig;

    LeapingWorld(LeapSecond leap, int lead, LeapSettings settings, boolean isSteered, IntToLongFunction names) {
        this(leap, lead, settings, isSteered, Script.PLAIN.wrongName(names));
    }

    LeapingWorld(LeapSecond leap, int lead, LeapSettings settings, boolean isSteered, Script script) {
        this.leap = leap;
        this.lead = lead;
        long start = (leap.eventUtcSecond() - lead) * Rig.SECOND;
        raw = new SimulatedClock(start + 400_000_000);
        var beneath = isSteered ? raw : new SoftwareClock(raw::rawNanos);
        boolean isSlewed = settings.mode() == LeapMode.SLEW || settings.mode() == LeapMode.SMEAR;
        double granularity = isSteered ? SimulatedClock.KERNEL_GRANULARITY_PPB : 0;
        rig = new Rig(
                start,
                raw,
                isSteered && isSlewed ? new SlewingClock(beneath) : beneath,
                ReferenceClockSettings.defaults().withGranularityPpb(granularity),
                settings,
                Crystal.Traits.onABoard(12_000),
                PulseNoise.Traits.ofKernelStamps(),
                script);
    }

    LeapingWorld(LeapSecond leap, int lead, LeapSettings settings, boolean isSteered) {
        this(leap, lead, settings, isSteered, k -> shift(leap, k - lead));
    }

    LeapingWorld offerFile() {
        rig.referenceClock.accept(new ClockInput.LeapFileRead("list", new LeapReading.Whole(listing(leap))));
        return this;
    }

    LeapingWorld vote(LeapVote vote) {
        rig.referenceClock.accept(new ClockInput.LeapVoted(vote));
        return this;
    }

    LeapingWorld run(int secondsFromLeap) {
        rig.runUntilSecond(lead + secondsFromLeap);
        return this;
    }

    Leap announced() {
        return rig.referenceClock.snapshot().leap();
    }

    /** Served less true time, in the middle of a second counted from the leap second by the world. */
    double errorSeconds(int secondsFromLeap) {
        var look = rig.looks.get(lead + secondsFromLeap - 1);
        assertEquals(lead + secondsFromLeap, look.second());
        return look.errorSeconds() - shift(leap, secondsFromLeap);
    }

    double worstErrorSeconds(int from, int to) {
        double worst = 0;
        for (int k = from; k <= to; k++) {
            boolean isSynchronised = rig.looks.get(lead + k - 1).state().isSynchronised();
            worst = k == 0 || !isSynchronised ? worst : Math.max(worst, Math.abs(errorSeconds(k)));
        }
        return worst;
    }

    List<LeapNews.Kind> news() {
        List<LeapNews.Kind> kinds = new ArrayList<>();
        for (var event : rig.events) {
            if (event instanceof ClockEvent.LeapTold(long _, var told)) {
                kinds.add(told.kind());
            }
        }
        return kinds;
    }

    /** What true UTC gains on the world's count in its second {@code k} from the event. */
    static long shift(LeapSecond leap, int k) {
        return k >= (leap.change() > 0 ? 0 : -1) ? -leap.change() : 0;
    }

    private static LeapTable listing(LeapSecond leap) {
        var entries = new ArrayList<>(LeapTable.BUILT_IN.entries());
        entries.add(new LeapTable.Entry(leap.eventUtcSecond(), entries.getLast().taiMinusUtcSeconds() + leap.change()));
        return new LeapTable(leap.eventUtcSecond() - 170 * DAY, leap.eventUtcSecond() + 150L * DAY, entries);
    }

    /** What a receiver says of the leap second at new year; 0: that there is none. */
    static LeapNotice notice(int change) {
        return new LeapNotice(
                OptionalInt.of(18), change == 0 ? OptionalLong.empty() : OptionalLong.of(NEW_YEAR), change, true);
    }
}

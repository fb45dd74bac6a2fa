package org.timeball.web.appliance.page;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.timeball.refclock.time.ClockState;
import org.timeball.refclock.time.Leap;
import org.timeball.server.control.PulseRecord;
import org.timeball.server.control.Status;

/**
 * The overview in words and numbers: is the time right, who is getting it, what does the receiver see.
 *
 * @param box        the box's name
 * @param mark       the state's word, shape and tone
 * @param statement  the one sentence that answers whether the time is right
 * @param errorTable of what the statement's number is the sum
 * @param time       the clock, empty when none was ever told
 * @param figures    sky and pulse
 * @param tiles      the groups of numbers
 * @param sources    where time comes from
 * @param program    the daemon's name, version and age; empty when it was never heard
 */
public record Overview(
        String box,
        StateMark mark,
        Statement statement,
        ErrorTable errorTable,
        Optional<Time> time,
        Figures figures,
        Tiles tiles,
        List<SourceRow> sources,
        String program) {

    /** Copies the list. */
    public Overview {
        sources = List.copyOf(sources);
    }

    /** Before the daemon's first word, or when a bound is this large, nothing is vouched for (RFC 5905's MAXDISP). */
    private static final double NOTHING_VOUCHED_SECONDS = 16;

    /**
     * What is vouched for.
     *
     * @param title       of the window
     * @param state       the state and how long it has been so
     * @param headline    how far from UTC, or that nothing is vouched for
     * @param confidence  of the headline's number, or empty
     * @param reason      why the state is what it is
     * @param consequence what that means for clients
     */
    public record Statement(
            String title, String state, String headline, String confidence, String reason, String consequence) {}

    /**
     * Served time.
     *
     * @param utcMillis since the Unix epoch
     * @param clock     time of day
     * @param day       the date in words
     * @param leap      the leap second's status in words
     */
    public record Time(long utcMillis, String clock, String day, String leap) {}

    /** Sky and pulse; made anew every few seconds only, so that a glance stays calm. */
    public record Figures(SkyPlot sky, PulsePlot pulses) {

        /** Nothing to draw yet. */
        public static Figures empty() {
            return new Figures(SkyPlot.empty(), PulsePlot.empty());
        }

        /**
         * Draws anew.
         *
         * @param status   for the sky
         * @param pulses   of the last ten minutes or more, in the order in which they came
         * @param previous what this replaces
         */
        public static Figures of(Status status, List<PulseRecord> pulses, Figures previous) {
            return new Figures(
                    SkyPlot.of(status.receiver().satellites(), status.receiver().satellitesUsed()),
                    PulsePlot.of(pulses, instant(status).getEpochSecond(), previous.pulses.fullScaleSeconds()));
        }
    }

    /** Says what is known. */
    public static Overview of(String box, Sighting sighting, Figures figures) {
        var mark = mark(sighting);
        return new Overview(
                box,
                mark,
                statement(box, mark, sighting),
                errorTable(sighting),
                sighting.lastWord().map(Overview::time),
                figures,
                sighting.lastWord().map(Tiles::of).orElseGet(Tiles::unknown),
                sighting.lastWord().stream()
                        .flatMap(status -> status.sources().stream())
                        .map(SourceRow::of)
                        .toList(),
                sighting.lastWord().map(Overview::program).orElse(""));
    }

    /** What a screen reader says when the state changes. */
    public String announcement() {
        return mark.words() + ". " + statement.headline() + ". " + statement.reason();
    }

    /** Whether the daemon speaks, and what is shown is of now. */
    public boolean isLive() {
        return mark != StateMark.NO_DAEMON;
    }

    private static StateMark mark(Sighting sighting) {
        return switch (sighting) {
            case Sighting.Heard(Status status) -> StateMark.of(status.state());
            case Sighting.Silent silent -> StateMark.NO_DAEMON;
        };
    }

    /** What was so is not summed up when it may no longer be. */
    private static ErrorTable errorTable(Sighting sighting) {
        return switch (sighting) {
            case Sighting.Heard(Status status) ->
                isVouchedFor(status) ? ErrorTable.of(status.errorSum()) : ErrorTable.UNTOLD;
            case Sighting.Silent silent -> ErrorTable.UNTOLD;
        };
    }

    private static Statement statement(String box, StateMark mark, Sighting sighting) {
        String title = mark.glyph() + " " + box + " · " + mark.words();
        return switch (sighting) {
            case Sighting.Heard(Status status) -> heard(title, mark, status);
            case Sighting.Silent silent -> silent(title, mark, silent);
        };
    }

    private static Statement heard(String title, StateMark mark, Status status) {
        String state = mark.words() + ", " + Wording.lasting(status.stateSeconds());
        if (!isVouchedFor(status)) {
            return new Statement(
                    title,
                    state,
                    "Nothing is vouched for",
                    "",
                    Wording.sentence(status.reason()),
                    "Clients are told that this server is not synchronised." + alarms(status));
        }
        return new Statement(
                title + " " + Engineering.withinBriefly(status.withinSeconds()),
                state,
                "Within " + Engineering.within(status.withinSeconds()) + " of UTC",
                "95\u00a0%",
                Wording.sentence(status.reason()),
                consequence(status) + alarms(status));
    }

    /** What somebody has to see to, each in a sentence behind a space. */
    private static String alarms(Status status) {
        return status.alarms().stream()
                .map(alarm -> " Alarm: " + Wording.sentence(alarm))
                .collect(Collectors.joining());
    }

    private static boolean isVouchedFor(Status status) {
        return status.state().isSynchronised() && status.withinSeconds() < NOTHING_VOUCHED_SECONDS;
    }

    private static String consequence(Status status) {
        return status.state() == ClockState.HOLDOVER
                ? "Clients still get time good to " + Engineering.within(status.boundSeconds()) + "."
                : "Clients are served at stratum " + status.tracking().stratum() + ".";
    }

    private static Statement silent(String title, StateMark mark, Sighting.Silent silent) {
        String state = mark.words() + ", " + Wording.lasting(silent.silentSeconds());
        String consequence = silent.last()
                .map(last -> "What stands below was last heard at " + Wording.timeOfDay(instant(last))
                        + "\u00a0UTC and may no longer be so.")
                .orElse("Nothing is known of the time until it answers.");
        return new Statement(title, state, "Nothing is known of the time now", "", silent.why(), consequence);
    }

    private static Time time(Status status) {
        var utc = instant(status);
        return new Time(
                utc.toEpochMilli(),
                Wording.timeOfDay(utc),
                Wording.day(utc),
                leap(status.tracking().leapStatus()));
    }

    private static Instant instant(Status status) {
        return Instant.EPOCH.plusNanos(status.utcNanos());
    }

    /** The daemon sends {@link Leap#words()}; other words can only come from another version of it. */
    private static String leap(String words) {
        if (words.equals(Leap.NONE.words())) {
            return "No leap second announced";
        }
        if (words.equals(Leap.INSERT.words())) {
            return "A leap second follows 23:59:59 UTC tonight";
        }
        if (words.equals(Leap.DELETE.words())) {
            return "23:59:59 UTC is left out tonight";
        }
        return "Whether a leap second comes is not known";
    }

    private static String program(Status status) {
        return status.program() + ", up " + Wording.lasting(status.upSeconds());
    }
}

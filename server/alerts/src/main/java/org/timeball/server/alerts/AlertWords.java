package org.timeball.server.alerts;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.timeball.server.control.Spoken;
import org.timeball.server.state.AlertCondition;
import org.timeball.server.state.AlertSeverity;

/** How an alert is said: what happened, since when, what it means for clients, what to do. */
public final class AlertWords {

    /** What a receiver or another server says may be as long as it likes; a message is for a telephone. */
    static final int LONGEST_SENTENCE = 500;

    private static final DateTimeFormatter SHOWN =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private AlertWords() {}

    /** What it is, in a few words. */
    public static String title(AlertCondition condition) {
        return switch (condition) {
            case UNSYNCHRONISED -> "Not synchronised";
            case HOLDOVER -> "Holdover";
            case RECEIVER_SILENT -> "Receiver silent";
            case NO_FIX -> "No fix";
            case ANTENNA -> "Antenna fault";
            case JAMMING -> "Jamming";
            case SPOOFING -> "Spoofing";
            case RECEIVER_SUSPECT -> "Receiver suspected";
            case SOURCE_FALSE -> "Source with another time";
            case SOURCE_SILENT -> "Source silent";
            case SOURCES_DISAGREE -> "Sources disagree";
            case CERTIFICATE -> "Certificate";
            case STORAGE -> "Storage";
            case POOL -> "Pool";
            case SERVICE -> "Service";
            case LEAP -> "Leap second in doubt";
            case RESTART -> "Restarted";
        };
    }

    /** What it means for clients, and what to do. */
    public static String advice(AlertCondition condition) {
        return switch (condition) {
            case UNSYNCHRONISED ->
                "Clients are told that no time is vouched for, and turn to other servers."
                        + " See the page Overview, or timeball status.";
            case HOLDOVER ->
                "Clients get good time until the bound has grown to its limit. Check the antenna and its cable.";
            case RECEIVER_SILENT -> "Without it the clock runs on its own. Check its cable and its power.";
            case NO_FIX -> "Its pulses are not used without one. Check that the antenna sees the sky.";
            case ANTENNA -> "The clock will run on its own when no satellite is heard. Check plug and cable.";
            case JAMMING ->
                "Satellites may be lost. Look for transmitters near the antenna, chargers and cameras among them.";
            case SPOOFING ->
                "Its time may be wrong. Compare with other servers on the page Sources before you trust it.";
            case RECEIVER_SUSPECT ->
                "Its pulses are not used, and other servers are followed where there are any."
                        + " See the page Sources for who says what.";
            case SOURCE_FALSE -> "It is not followed. If it is yours, see to it; else name another.";
            case SOURCE_SILENT -> "The others are asked. If it stays away, name another.";
            case SOURCES_DISAGREE ->
                "Clients may be told that no time is vouched for. See the page Sources for who says what.";
            case CERTIFICATE ->
                "When it is over, clients of NTS cannot exchange keys any more. See the page Certificates.";
            case STORAGE -> "Clients are served as before; what was learned is lost with a restart. See to the disk.";
            case POOL -> "Its clients are not sent here, or not answered. See the page Pools.";
            case SERVICE -> "Part of the clients are not served as configured. See timeball status.";
            case LEAP -> "A leap second may be announced wrongly or not at all. Update the list of leap seconds.";
            case RESTART -> "Clients were not answered meanwhile. Nothing is to be done if it was meant.";
        };
    }

    /**
     * The message for some news.
     *
     * @param number of the message
     * @param box    what the server is called
     */
    public static AlertMessage message(long number, String box, AlertNews news, long utcSecond) {
        var alert = news.alert();
        return new AlertMessage(
                number,
                news.kind(),
                alert.condition().word(),
                line(alert.subject()),
                alert.condition().severity(),
                box,
                alert.sinceUtcSecond(),
                utcSecond,
                box + ": " + headline(news),
                text(news, utcSecond));
    }

    /** A message that only shows that messages arrive. */
    public static AlertMessage test(String box, String channel, long utcSecond) {
        return new AlertMessage(
                0,
                AlertNews.Kind.TEST,
                "test",
                "",
                AlertSeverity.NOTICE,
                box,
                utcSecond,
                utcSecond,
                box + ": Test",
                "Somebody asked for this test of the channel %s. Nothing is wrong.".formatted(channel));
    }

    private static String headline(AlertNews news) {
        var alert = news.alert();
        String of = alert.subject().isEmpty() ? "" : " (" + line(alert.subject()) + ")";
        String title = title(alert.condition()) + of;
        return switch (news.kind()) {
            case BEGAN, ONCE, TEST -> title;
            case OVER -> title + " is over";
            case REMINDER -> title + " goes on";
        };
    }

    private static String text(AlertNews news, long utcSecond) {
        var alert = news.alert();
        String since = SHOWN.format(Instant.ofEpochSecond(alert.sinceUtcSecond()));
        String lasted = Spoken.span(Math.max(0, utcSecond - alert.sinceUtcSecond()));
        String what = sentence(alert.sentence());
        return switch (news.kind()) {
            case BEGAN, REMINDER ->
                "%s It began at %s UTC, %s ago. %s".formatted(what, since, lasted, advice(alert.condition()));
            case OVER -> "It is over. It began at %s UTC, %s ago. It was: %s".formatted(since, lasted, what);
            case ONCE, TEST -> what + ' ' + advice(alert.condition());
        };
    }

    private static String sentence(String told) {
        String line = line(told);
        return line.isEmpty() || ".!?…".indexOf(line.charAt(line.length() - 1)) >= 0 ? line : line + '.';
    }

    /** Strangers' words go into headers and onto screens. */
    private static String line(String told) {
        String harmless =
                told.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}]+", " ").strip();
        return harmless.length() <= LONGEST_SENTENCE ? harmless : harmless.substring(0, LONGEST_SENTENCE) + '…';
    }
}

package org.timeball.firmware.sync.status;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.timeball.server.control.AskedServer;
import org.timeball.server.control.Spoken;
import org.timeball.server.control.SyncStatus;

/** A daemon that follows servers on one screen: how it is in two lines, the clocks as timedatectl shows them, the servers. */
public final class SyncStatusText {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("EEE uuuu-MM-dd HH:mm:ss zzz", Locale.ENGLISH);
    private static final ZoneId UTC = ZoneId.of("UTC");
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private SyncStatusText() {}

    /**
     * The report, with a newline at its end.
     *
     * @param zone      in which local time is told
     * @param rtcSecond what the machine's battery-backed clock shows, since the Unix epoch; empty where there is none
     */
    public static String report(SyncStatus status, ZoneId zone, OptionalLong rtcSecond) {
        return headline(status)
                + "\n"
                + clocks(status, zone, rtcSecond)
                + tracking(status)
                + status.servers().stream().map(SyncStatusText::server).collect(Collectors.joining())
                + row("Daemon", "%s, up %s", status.program(), Spoken.span(status.upSeconds()));
    }

    /** The same for a script: state, bound, offset and UTC in seconds, source, polls, polls answered. */
    public static String csv(SyncStatus status) {
        return String.format(
                Locale.ROOT,
                "%s,%.9f,%.9f,%d.%09d,%s,%d,%d\n",
                status.state().words(),
                status.boundSeconds(),
                status.clock().systemTimeSeconds(),
                Math.floorDiv(status.utcNanos(), NANOS_PER_SECOND),
                Math.floorMod(status.utcNanos(), NANOS_PER_SECOND),
                status.clock().server(),
                status.servers().stream().mapToLong(AskedServer::asked).sum(),
                status.servers().stream().mapToLong(AskedServer::answered).sum());
    }

    private static String headline(SyncStatus status) {
        var promise = status.state().isSynchronised()
                ? "within ±" + Spoken.bound(status.boundSeconds()) + " of UTC if the servers are as good as their word"
                : "no time is vouched for";
        var alarms =
                status.alarms().stream().map(alarm -> "Alarm: " + alarm + "\n").collect(Collectors.joining());
        return "%s for %s: %s\n%s\n%s"
                .formatted(
                        status.state().words(), Spoken.span(status.stateSeconds()), status.reason(), promise, alarms);
    }

    private static String clocks(SyncStatus status, ZoneId zone, OptionalLong rtcSecond) {
        var now = Instant.ofEpochSecond(0, status.utcNanos());
        var rtc = rtcSecond.isPresent()
                ? TIME.format(Instant.ofEpochSecond(rtcSecond.getAsLong()).atZone(UTC))
                : "none";
        return row("Local time", "%s", TIME.format(now.atZone(zone)))
                + row("UTC time", "%s", TIME.format(now.atZone(UTC)))
                + row("RTC time", "%s", rtc)
                + row("Synchronised", "%s", status.state().isSynchronised() ? "yes" : "no")
                + row("Clock is set", "%s", status.isSteered() ? "yes" : "no, steer = false");
    }

    private static String tracking(SyncStatus status) {
        var clock = status.clock();
        var source = clock.server().isEmpty()
                ? "none, leap status " + clock.leapStatus()
                : "%s, stratum %d, leap status %s".formatted(clock.server(), clock.stratum(), clock.leapStatus());
        return row("Source", "%s", source)
                + row("Last update", "%s", lastUpdate(status))
                + row("Offset", "%s, jitter %s", offset(clock.systemTimeSeconds()), size(clock.jitterSeconds()))
                + row("Frequency", "%+.3f ppm (oscillator), ±%.3f", clock.frequencyPpm(), clock.skewPpm())
                + row("Poll interval", "%s", poll(clock.pollLog2()));
    }

    private static String lastUpdate(SyncStatus status) {
        var clock = status.clock();
        if (clock.refTimeNanos() == 0) {
            return "never";
        }
        long seconds = Math.max(0, (status.utcNanos() - clock.refTimeNanos()) / NANOS_PER_SECOND);
        return "%s ago, %s since start".formatted(Spoken.span(seconds), Spoken.count(clock.updates()));
    }

    private static String server(AskedServer server) {
        var said = server.lastSampleSeconds() < 0
                ? "no answer yet"
                : "stratum %d (%s), offset %s ±%s, delay %s, jitter %s, %s ago"
                        .formatted(
                                server.stratum(),
                                server.refId(),
                                offset(server.offsetSeconds()),
                                size(server.boundSeconds()),
                                size(server.delaySeconds()),
                                size(server.jitterSeconds()),
                                Spoken.span(server.lastSampleSeconds()));
        if (server.hasNobody()) {
            return row("Pool " + server.state(), "%s", server.name()) + row("", "%s", server.reason());
        }
        return row("Server " + server.state(), "%s%s%s", server.name(), of(server), at(server))
                + row("", "%s", said)
                + row("", "%s", server.reason())
                + row("", "authenticated: %s", server.protection().isEmpty() ? "no" : "yes, " + server.protection())
                + row(
                        "",
                        "polls every %s: %s, answered %s, reach %o",
                        poll(server.pollLog2()),
                        Spoken.count(server.asked()),
                        Spoken.count(server.answered()),
                        server.reach())
                + (server.trouble().isEmpty() ? "" : row("", "last poll: %s", server.trouble()));
    }

    private static String of(AskedServer server) {
        return server.pool().isEmpty() ? "" : " of " + server.pool();
    }

    private static String at(AskedServer server) {
        return server.address().isEmpty() ? "" : ", " + server.address();
    }

    /** What we are ahead or behind, in words: signs are read both ways. */
    private static String offset(double seconds) {
        if (!Double.isFinite(seconds)) {
            return "?";
        }
        return size(seconds) + (seconds < 0 ? " behind" : " ahead");
    }

    private static String size(double seconds) {
        return Double.isFinite(seconds) ? Spoken.bound(Math.abs(seconds)) : "?";
    }

    private static String poll(int log2) {
        return Spoken.span(1L << log2);
    }

    private static String row(String name, String format, Object... values) {
        return String.format(Locale.ROOT, "%-15s%s\n", name, String.format(Locale.ROOT, format, values));
    }
}

package org.timeball.server.state;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.timeball.server.state.SourceSettings.ByNts;
import org.timeball.server.state.SourceSettings.Family;
import org.timeball.server.state.SourceSettings.None;
import org.timeball.server.state.SourceSettings.Protection;

/** Reads {@code [[source]]}, of any daemon's file; units, limits and defaults are those of {@link SourceSettings}. */
public final class SourceSection {

    /** How many servers are asked: more is a burden on others, and no better. */
    public static final Range SOURCES = new Range(1, 16, "sources");

    private static final Path NOWHERE = Path.of("/dev/null");

    private SourceSection() {}

    /** All of them, in the order of the file; what is wrong is reported. */
    public static List<SourceSettings> read(ConfigTable top) {
        var sources = new ArrayList<SourceSettings>();
        var names = new HashSet<String>();
        for (var table : top.sections("source")) {
            var source = source(table);
            if (!source.host().equals(MembersSection.NOBODY)
                    && !names.add(source.name().toLowerCase(Locale.ROOT))) {
                table.report(
                        new MembersSection(table).key(),
                        source.name() + " is a source already",
                        "leave one of the two out");
            }
            sources.add(source);
        }
        int most = mostAsked(sources);
        if (!sources.isEmpty() && !SOURCES.contains(most)) {
            top.report(
                    "source",
                    "%d sources, at most %.0f are asked".formatted(most, SOURCES.max()),
                    most > sources.size()
                            ? "leave some out, or write a smaller count for those that are pools"
                            : "leave out those that are farthest away");
        }
        return List.copyOf(sources);
    }

    /** How many servers they come to, with all members of pools. */
    public static int mostAsked(List<SourceSettings> sources) {
        return sources.stream().mapToInt(source -> source.members().most()).sum();
    }

    private static SourceSettings source(ConfigTable table) {
        var named = new MembersSection(table);
        var host = named.name();
        boolean saysProven = table.flag("nts", true);
        var members = named.read(saysProven);
        boolean isProven = saysProven || !(members instanceof SourceMembers.Itself);
        int usualPort = isProven ? SourceSettings.KEY_EXCHANGE_PORT : SourceSettings.NTP_PORT;
        int port = table.integer("port", TimeballConfig.PORT, usualPort);
        var protection = isProven ? byNts(table) : none(table);
        var family = table.choice("family", List.of(Family.values()), Family::words, Family.ANY);
        int shortest = poll(table, "shortest-poll-seconds", SourceSettings.SHORTEST_POLL_LOG2);
        int longest = poll(table, "longest-poll-seconds", SourceSettings.LONGEST_POLL_LOG2);
        if (longest < shortest) {
            table.report(
                    "longest-poll-seconds",
                    "%d is less than the shortest, %d".formatted(1 << longest, 1 << shortest),
                    "write " + (1 << shortest) + " or more");
            longest = shortest;
        }
        table.refuseTheRest();
        return new SourceSettings(host, port, members, protection, family, shortest, longest);
    }

    private static Protection none(ConfigTable table) {
        for (String key : List.of("ca-path", "aead")) {
            if (table.has(key)) {
                table.report(key, "nothing is proven with nts = false", "leave this line out, or write nts = true");
            }
        }
        return new None();
    }

    private static Protection byNts(ConfigTable table) {
        return new ByNts(
                table.has("ca-path") ? Optional.of(table.existingFile("ca-path", NOWHERE)) : Optional.empty(),
                offered(table));
    }

    private static List<Integer> offered(ConfigTable table) {
        if (!table.has("aead")) {
            return List.of();
        }
        var ids = table.integers("aead", "[30, 15]");
        var known = ids.stream()
                .map(id -> Math.clamp(id, 0, 0xffff))
                .filter(ByNts.KNOWN::contains)
                .distinct()
                .toList();
        if (known.size() < ids.size()) {
            table.report("aead", "not all are algorithms that are known here", "write 15, 16, 17 and 30, each once");
        } else if (known.isEmpty()) {
            table.report("aead", "nothing is offered", "write aead = [30, 15], or leave this line out");
        }
        return known;
    }

    /** Seconds in the file, for people; only powers of two can be told on the wire. */
    private static int poll(ConfigTable table, String key, int fallback) {
        var choices = IntStream.rangeClosed(SourceSettings.SHORTEST_POLL_LOG2, SourceSettings.LONGEST_POLL_LOG2)
                .boxed()
                .toList();
        var range = new Range(1 << choices.getFirst(), 1 << choices.getLast(), "seconds");
        int seconds = table.integer(key, range, 1 << fallback);
        int log2 = Integer.numberOfTrailingZeros(seconds);
        if (1 << log2 != seconds) {
            int lower = Integer.highestOneBit(seconds);
            table.report(key, seconds + " is no power of two", "write " + lower + " or " + 2 * lower);
            return fallback;
        }
        return log2;
    }
}

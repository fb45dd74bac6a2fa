package org.timeball.firmware.sync.daemon;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.timeball.firmware.sync.daemon.SourceConfig.Protection;
import org.timeball.server.client.net.AddressFamily;
import org.timeball.server.protocol.AeadAlgorithm;
import org.timeball.server.state.ConfigException;
import org.timeball.server.state.ConfigFile;
import org.timeball.server.state.ConfigTable;
import org.timeball.server.state.Range;

/** Turns the text of a sync configuration into a {@link SyncConfig}, or into all that is wrong with it at once. */
final class SyncConfigReader {

    /** Stands in for a source that was missing or wrong, so that reading can go on; never reaches a caller. */
    private static final String NOBODY = "nobody.invalid";

    private static final Range PORT = new Range(1, 65_535, "a port");

    private SyncConfigReader() {}

    /**
     * Reads a file.
     *
     * @throws ConfigException if it cannot be read, is not TOML, or says what cannot be
     */
    static SyncConfig read(Path file) throws ConfigException {
        return ConfigFile.read(file, SyncConfigReader::config);
    }

    /**
     * Reads a text. The files it names are looked for, but not opened.
     *
     * @param name what to call the text in messages; relative paths in it count from this name's folder
     * @throws ConfigException if it is not TOML, or says what cannot be
     */
    static SyncConfig parse(String name, String toml) throws ConfigException {
        return ConfigFile.parse(name, toml, SyncConfigReader::config);
    }

    private static SyncConfig config(ConfigTable top) {
        top.require("schema", Integer.toString(SyncConfig.SCHEMA));
        top.integer("schema", new Range(SyncConfig.SCHEMA, SyncConfig.SCHEMA, "the schema of this version"), 0);
        var sources = sources(top);
        var state = top.path("state-directory", SyncConfig.DEFAULT_STATE_DIRECTORY);
        var socket = top.path("control-socket", SyncConfig.DEFAULT_CONTROL_SOCKET);
        boolean isSteered = top.flag("steer", false);
        int agreeing = top.integer("minimum-agreeing-sources", SyncConfig.SOURCES, 1);
        if (agreeing > sources.size()) {
            top.report(
                    "minimum-agreeing-sources",
                    "%d of %d sources cannot agree".formatted(agreeing, sources.size()),
                    "write at most " + sources.size() + ", or name more sources");
            agreeing = 1;
        }
        return new SyncConfig(state, socket, isSteered, agreeing, sources);
    }

    private static List<SourceConfig> sources(ConfigTable top) {
        if (!top.has("source")) {
            top.require("source", "[{ host = \"time.example.org\" }]");
        }
        var sources = new ArrayList<SourceConfig>();
        var names = new HashSet<String>();
        for (var table : top.sections("source")) {
            var source = source(table);
            if (!names.add(source.name().toLowerCase(Locale.ROOT))
                    && !source.host().equals(NOBODY)) {
                table.report("host", source.name() + " is a source already", "leave one of the two out");
            }
            sources.add(source);
        }
        if (sources.size() > SyncConfig.SOURCES.max()) {
            top.report(
                    "source",
                    "%d sources, at most %.0f are asked".formatted(sources.size(), SyncConfig.SOURCES.max()),
                    "leave out those that are farthest away");
        }
        var kept = sources.stream().limit((long) SyncConfig.SOURCES.max()).toList();
        return kept.isEmpty() ? List.of(nobody()) : kept;
    }

    private static SourceConfig nobody() {
        return new SourceConfig(
                NOBODY,
                SourceConfig.NTP_PORT,
                new SourceConfig.None(),
                AddressFamily.ANY,
                SourceConfig.SHORTEST_POLL_LOG2,
                SourceConfig.LONGEST_POLL_LOG2);
    }

    private static SourceConfig source(ConfigTable table) {
        boolean isProven = table.flag("nts", true);
        int usualPort = isProven ? SourceConfig.KEY_EXCHANGE_PORT : SourceConfig.NTP_PORT;
        var host = host(table);
        int port = table.integer("port", PORT, usualPort);
        var protection = isProven ? byNts(table) : none(table);
        var family =
                table.choice("family", List.of(AddressFamily.values()), SyncConfigReader::words, AddressFamily.ANY);
        int shortest = poll(table, "shortest-poll-seconds", SourceConfig.SHORTEST_POLL_LOG2);
        int longest = poll(table, "longest-poll-seconds", SourceConfig.LONGEST_POLL_LOG2);
        if (longest < shortest) {
            table.report(
                    "longest-poll-seconds",
                    "%d is less than the shortest, %d".formatted(1 << longest, 1 << shortest),
                    "write " + (1 << shortest) + " or more");
            longest = shortest;
        }
        table.refuseTheRest();
        return new SourceConfig(host, port, protection, family, shortest, longest);
    }

    private static String host(ConfigTable table) {
        table.require("host", "\"time.example.org\"");
        var host = table.text("host", NOBODY);
        var problem = HostName.problem(host);
        problem.ifPresent(what -> table.report("host", what, HostName.ADVICE));
        return problem.isPresent() ? NOBODY : host;
    }

    private static String words(AddressFamily family) {
        return family.name().toLowerCase(Locale.ROOT);
    }

    private static Protection none(ConfigTable table) {
        for (String key : List.of("ca-path", "aead")) {
            if (table.has(key)) {
                table.report(key, "nothing is proven with nts = false", "leave this line out, or write nts = true");
            }
        }
        return new SourceConfig.None();
    }

    private static Protection byNts(ConfigTable table) {
        var nowhere = Path.of("/dev/null");
        var authorities =
                table.has("ca-path") ? Optional.of(table.existingFile("ca-path", nowhere)) : Optional.<Path>empty();
        return new SourceConfig.ByNts(authorities, offered(table));
    }

    private static List<AeadAlgorithm> offered(ConfigTable table) {
        if (!table.has("aead")) {
            return SourceConfig.USUAL_OFFER;
        }
        var ids = table.integers("aead", "[30, 15]");
        var known = ids.stream()
                .flatMap(id -> AeadAlgorithm.ofId(Math.clamp(id, 0, 0xffff)).stream())
                .toList();
        if (known.size() < ids.size() || new HashSet<>(known).size() < known.size()) {
            table.report("aead", "not all are algorithms that are known here", "write 15, 16, 17 and 30, each once");
        } else if (known.isEmpty()) {
            table.report("aead", "nothing is offered", "write aead = [30, 15], or leave this line out");
        }
        return known.isEmpty() ? SourceConfig.USUAL_OFFER : known;
    }

    /** Seconds in the file, for people; only powers of two can be told on the wire. */
    private static int poll(ConfigTable table, String key, int fallback) {
        var choices = IntStream.rangeClosed(SourceConfig.SHORTEST_POLL_LOG2, SourceConfig.LONGEST_POLL_LOG2)
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

package org.timeball.firmware.sync.daemon;

import java.nio.file.Path;
import java.util.List;
import org.timeball.server.state.ConfigException;
import org.timeball.server.state.ConfigFile;
import org.timeball.server.state.ConfigTable;
import org.timeball.server.state.Range;
import org.timeball.server.state.SourceSection;
import org.timeball.server.state.SourceSettings;

/** Turns the text of a sync configuration into a {@link SyncConfig}, or into all that is wrong with it at once. */
final class SyncConfigReader {

    /** Stands in for a source that was missing, so that reading can go on; never reaches a caller. */
    private static final SourceSettings NOBODY = new SourceSettings(
            "nobody.invalid",
            SourceSettings.NTP_PORT,
            new SourceSettings.None(),
            SourceSettings.Family.ANY,
            SourceSettings.SHORTEST_POLL_LOG2,
            SourceSettings.LONGEST_POLL_LOG2);

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
        int agreeing = top.integer("minimum-agreeing-sources", SourceSection.SOURCES, 1);
        int most = SourceSection.mostAsked(sources);
        if (agreeing > most) {
            top.report(
                    "minimum-agreeing-sources",
                    "%d of %d sources cannot agree".formatted(agreeing, most),
                    "write at most " + most + ", or name more sources");
            agreeing = 1;
        }
        return new SyncConfig(state, socket, isSteered, agreeing, sources);
    }

    private static List<SourceSettings> sources(ConfigTable top) {
        if (!top.has("source")) {
            top.require("source", "[{ host = \"time.example.org\" }]");
        }
        var sources = SourceSection.read(top);
        // None, or too many, was reported.
        return SourceSection.SOURCES.contains(SourceSection.mostAsked(sources)) ? sources : List.of(NOBODY);
    }
}

package org.timeball.firmware.sync.daemon;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.timeball.firmware.sync.source.SourceTrust;
import org.timeball.server.state.ConfigException;
import org.timeball.server.state.SourceSettings;

/** Reads the configuration again when it is told to: who is asked changes at once, of all else is said that it did not. */
final class SyncReload {

    private static final Logger LOG = LoggerFactory.getLogger(SyncReload.class);

    private final Path file;
    private final SyncConfig running;
    private final BiConsumer<List<SourceSettings>, SourceTrust> sources;
    private final AtomicBoolean isAsked = new AtomicBoolean();

    /**
     * @param running what the daemon was started with
     * @param sources told whom to ask from now on
     */
    SyncReload(Path file, SyncConfig running, BiConsumer<List<SourceSettings>, SourceTrust> sources) {
        this.file = file;
        this.running = running;
        this.sources = sources;
    }

    /** Wants it done soon; for any thread. */
    void ask() {
        isAsked.set(true);
    }

    /** Does it if it was asked for. A file that is wrong changes nothing. */
    boolean runIfAsked() {
        if (!isAsked.getAndSet(false)) {
            return false;
        }
        try {
            var read = SyncConfigReader.read(file);
            sources.accept(read.sources(), SourceTrust.read(read.sources()));
            LOG.info(
                    "event=reloaded sources={} unchanged-until-restart=\"{}\"",
                    read.sources().size(),
                    left(read));
        } catch (ConfigException | IOException wrong) {
            LOG.error("event=reload-refused reason=\"{}\"", wrong.getMessage());
        }
        return true;
    }

    private String left(SyncConfig read) {
        var left = new ArrayList<String>();
        if (!read.stateDirectory().equals(running.stateDirectory())) {
            left.add("state-directory");
        }
        if (!read.controlSocket().equals(running.controlSocket())) {
            left.add("control-socket");
        }
        if (read.isSteered() != running.isSteered()) {
            left.add("steer");
        }
        if (read.minimumAgreeing() != running.minimumAgreeing()) {
            left.add("minimum-agreeing-sources");
        }
        return String.join(", ", left);
    }
}

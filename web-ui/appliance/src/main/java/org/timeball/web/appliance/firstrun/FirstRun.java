package org.timeball.web.appliance.firstrun;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.timeball.server.control.ControlJson;
import org.timeball.server.control.Parsed;
import org.timeball.server.state.DurableFile;
import org.timeball.server.state.StateDirectory;
import org.timeball.server.state.StateException;
import org.timeball.server.state.Stored;

/**
 * How far the first set-up went, in a file of the web process, so that it goes on where it was after a restart.
 *
 * <p>Thread-safe. The lock is contended by two browsers that go through it at once.
 */
public final class FirstRun {

    private static final Logger LOG = LoggerFactory.getLogger(FirstRun.class);
    private static final String FILE = "first-run";

    private final DurableFile file;
    private Kept kept;

    private FirstRun(DurableFile file, Kept kept) {
        this.file = file;
        this.kept = kept;
    }

    /** The file's content. */
    private record Kept(boolean isOpen, List<String> done) {
        Kept {
            done = List.copyOf(done);
        }

        static final Kept NONE = new Kept(false, List.of());
    }

    /**
     * Reads how far it went. What is damaged is forgotten: nobody is sent through it twice, and all its pages are still there.
     *
     * @throws StateException if the file cannot be read, or if others can read it
     */
    public static FirstRun open(Path folder) throws StateException {
        var file = StateDirectory.open(folder).durableFile(FILE);
        return new FirstRun(
                file,
                switch (file.read()) {
                    case Stored.Current(byte[] content) -> parsed(content);
                    case Stored.Previous(byte[] content, var _) -> parsed(content);
                    case Stored.Absent() -> Kept.NONE;
                    case Stored.Damaged(var why) -> {
                        LOG.warn("event=first-run-forgotten reason=\"{}\"", why);
                        yield Kept.NONE;
                    }
                });
    }

    private static Kept parsed(byte[] content) {
        return switch (ControlJson.parsed(new String(content, StandardCharsets.UTF_8), Kept.class)) {
            case Parsed.Ok<Kept>(var kept) -> kept;
            case Parsed.Malformed<Kept> _ -> Kept.NONE;
        };
    }

    /** Whether it was begun and has not come to its end. */
    public synchronized boolean isOpen() {
        return kept.isOpen();
    }

    /** Begins it, where nothing of it is done. */
    public synchronized void begin() {
        keep(new Kept(true, List.of()));
    }

    /** A step is done, or passed over by whoever had it before them. */
    public synchronized void done(SetupStep step) {
        if (!isDone(step)) {
            var done = new ArrayList<>(kept.done());
            done.add(step.key());
            keep(new Kept(kept.isOpen(), done));
        }
    }

    /** Whether it was. */
    public synchronized boolean isDone(SetupStep step) {
        return kept.done().contains(step.key());
    }

    /** Where to go on: the first step that is not done; the last one where all are. */
    public synchronized SetupStep next() {
        return Arrays.stream(SetupStep.values())
                .filter(step -> !isDone(step))
                .findFirst()
                .orElse(SetupStep.CLIENTS);
    }

    /** Nobody is sent to it by itself any more. */
    public synchronized void end() {
        keep(new Kept(false, kept.done()));
    }

    /** A disk that takes nothing costs no more than that somebody is asked again after a restart. */
    private void keep(Kept next) {
        kept = next;
        try {
            file.write(ControlJson.line(next).getBytes(StandardCharsets.UTF_8));
        } catch (StateException refused) {
            LOG.error("event=first-run-unsaved reason=\"{}\"", refused.getMessage());
        }
    }
}

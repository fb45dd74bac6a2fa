package org.timeball.firmware.appliance.daemon.configuration;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.timeball.server.control.ControlJson;
import org.timeball.server.control.Parsed;
import org.timeball.server.control.configuration.ConfigurationStep;
import org.timeball.server.state.DurableFile;
import org.timeball.server.state.StateDirectory;
import org.timeball.server.state.StateException;
import org.timeball.server.state.Stored;

/**
 * The last changes of the configuration and the text before each, in a file of the state directory.
 *
 * <p>One thread changes it; any may read.
 */
final class UndoSteps {

    private static final Logger LOG = LoggerFactory.getLogger(UndoSteps.class);

    private static final String FILE = "configuration-steps";

    /** A state file holds 1 MiB; five long texts with all their lines changed could be more. */
    private static final int LIMIT_OCTETS = 1 << 20;

    private final DurableFile file;
    private volatile Kept kept;

    private UndoSteps(DurableFile file, Kept kept) {
        this.file = file;
        this.kept = kept;
    }

    /**
     * A change, and what it changed.
     *
     * @param step   what is told of it
     * @param before the file's text before
     */
    record Step(ConfigurationStep step, String before) {}

    /** The file's content: newest first. */
    record Kept(long last, List<Step> steps) {
        Kept {
            steps = List.copyOf(steps);
        }

        static final Kept NONE = new Kept(0, List.of());

        byte[] octets() {
            return ControlJson.line(this).getBytes(StandardCharsets.UTF_8);
        }
    }

    /**
     * Reads what is kept; what is damaged is told and forgotten, for it is not what the daemon runs by.
     *
     * @throws StateException if the file cannot be read, or if others can read it
     */
    static UndoSteps open(StateDirectory directory) throws StateException {
        var file = directory.durableFile(FILE);
        return new UndoSteps(
                file,
                switch (file.read()) {
                    case Stored.Current(byte[] content) -> parsed(content);
                    case Stored.Previous(byte[] content, var _) -> parsed(content);
                    case Stored.Absent() -> Kept.NONE;
                    case Stored.Damaged(var why) -> {
                        LOG.error("event=configuration-steps-lost reason=\"{}\"", why);
                        yield Kept.NONE;
                    }
                });
    }

    private static Kept parsed(byte[] content) {
        return switch (ControlJson.parsed(new String(content, StandardCharsets.UTF_8), Kept.class)) {
            case Parsed.Ok<Kept>(var kept) -> kept;
            case Parsed.Malformed<Kept>(var why) -> {
                LOG.error("event=configuration-steps-lost reason=\"{}\"", why);
                yield Kept.NONE;
            }
        };
    }

    /**
     * Those that can be undone, newest first. One that was noted and, as the power went, never done is none.
     *
     * @param now the file's text
     */
    List<Step> steps(String now) {
        var all = kept.steps();
        return !all.isEmpty() && all.getFirst().before().equals(now) ? all.subList(1, all.size()) : all;
    }

    Optional<Step> step(long number, String now) {
        return steps(now).stream()
                .filter(step -> step.step().number() == number)
                .findFirst();
    }

    /** The number of the next one. */
    long next() {
        return kept.last() + 1;
    }

    /**
     * Notes a change that is about to be made; the oldest give way.
     *
     * @param now the file's text
     * @throws StateException if the disk refuses; all is as before
     */
    void note(Step step, String now) throws StateException {
        var steps = new ArrayList<>(steps(now));
        steps.addFirst(step);
        while (steps.size() > ConfigurationStep.MOST) {
            steps.removeLast();
        }
        var next = new Kept(step.step().number(), steps);
        while (next.octets().length > LIMIT_OCTETS && steps.size() > 1) {
            steps.removeLast();
            next = new Kept(step.step().number(), steps);
        }
        file.write(next.octets());
        kept = next;
    }
}

package org.timeball.firmware.appliance.daemon.configuration;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.timeball.server.control.admin.Actor;
import org.timeball.server.control.admin.AdminReply;
import org.timeball.server.control.admin.AdminRequest;
import org.timeball.server.control.admin.ConfigurationAct;
import org.timeball.server.control.configuration.ConfigurationReport;
import org.timeball.server.control.configuration.ConfigurationStep;
import org.timeball.server.state.ConfigChange;
import org.timeball.server.state.ConfigException;
import org.timeball.server.state.ConfigFile;
import org.timeball.server.state.ConfigReader;
import org.timeball.server.state.StateDirectory;
import org.timeball.server.state.StateException;
import org.timeball.server.state.TimeballConfig;
import org.timeball.server.state.edit.TextDifference;

/**
 * Writes the configuration's file for those who may change it: checks the text before, notes what it was, replaces it as a
 * whole, and has it taken up.
 *
 * <p>One thread changes; any may ask for the report.
 */
public final class ConfigurationClerk {

    private final Path file;
    private final Taking taking;
    private final UndoSteps steps;
    private final LongSupplier utcNanos;

    /**
     * The daemon that runs by the file.
     *
     * @param running what holds now; for any thread
     * @param check   says of a text what it would change, or why it cannot be taken; changes nothing
     * @param take    reads the file again and says what changed
     */
    public record Taking(
            Supplier<TimeballConfig> running, Function<String, AdminReply> check, Supplier<AdminReply> take) {}

    private ConfigurationClerk(Path file, Taking taking, UndoSteps steps, LongSupplier utcNanos) {
        this.file = file;
        this.taking = taking;
        this.steps = steps;
        this.utcNanos = utcNanos;
    }

    /**
     * Reads the steps that are kept.
     *
     * @param file     as the daemon was given it
     * @param utcNanos the time now, since the Unix epoch
     * @throws StateException if they cannot be read, or if others can read them
     */
    public static ConfigurationClerk open(Path file, StateDirectory state, Taking taking, LongSupplier utcNanos)
            throws StateException {
        return new ConfigurationClerk(file, taking, UndoSteps.open(state), utcNanos);
    }

    /** Does it, on the one thread that may. */
    public AdminReply apply(AdminRequest request, ConfigurationAct act) {
        try {
            return switch (act) {
                case ConfigurationAct.Check(var text) -> taking.check().apply(text);
                case ConfigurationAct.Apply(var text, var revision) ->
                    changed(request.actor(), revision, text, "changed");
                case ConfigurationAct.Undo(long number, var revision) -> undone(request.actor(), revision, number);
            };
        } catch (ConfigException unreadable) {
            return new AdminReply.Failed(String.valueOf(unreadable.getMessage()));
        } catch (StateException refused) {
            return new AdminReply.Failed("all is as before. " + refused.getMessage());
        }
    }

    private AdminReply undone(Actor actor, String revision, long number) throws ConfigException, StateException {
        var step = steps.step(number, ConfigFile.text(file));
        return step.isEmpty()
                ? new AdminReply.Refused("there is no change " + number + " that can be undone")
                : changed(actor, revision, step.get().before(), "change " + number + " undone");
    }

    private AdminReply changed(Actor actor, String revision, String text, String what)
            throws ConfigException, StateException {
        String now = ConfigFile.text(file);
        if (!ConfigurationReport.revision(now).equals(revision)) {
            return new AdminReply.Refused(
                    "all is as before. Somebody changed " + file + " since this change was begun: look at it again");
        }
        var difference = TextDifference.of(now, text);
        if (difference.isEmpty()) {
            return new AdminReply.Refused("all is as before. The two texts have the same lines");
        }
        var checked = taking.check().apply(text);
        if (!(checked instanceof AdminReply.Done)) {
            return checked;
        }
        // First the note: a change without one could not be undone, a note without one is passed over.
        var step =
                new ConfigurationStep(steps.next(), utcNanos.getAsLong(), actor.user(), actor.from(), what, difference);
        steps.note(new UndoSteps.Step(step, now), now);
        ConfigFile.replace(file, text);
        var reply = taking.take().get();
        if (!(reply instanceof AdminReply.Done)) {
            // A certificate was exchanged in this instant, say; what does not hold must not stand in the file.
            ConfigFile.replace(file, now);
        }
        return reply;
    }

    /** The file as the disk has it, and what of it is not in force. */
    public ConfigurationReport report() {
        String text;
        try {
            text = ConfigFile.text(file);
        } catch (ConfigException unreadable) {
            return new ConfigurationReport(file.toString(), "", lines(unreadable), List.of(), List.of(), List.of());
        }
        var told = steps.steps(text).stream().map(UndoSteps.Step::step).toList();
        try {
            var change = ConfigChange.of(taking.running().get(), ConfigReader.parse(file.toString(), text));
            return new ConfigurationReport(
                    file.toString(), text, List.of(), change.atOnce(), change.withRestart(), told);
        } catch (ConfigException mistakes) {
            return new ConfigurationReport(file.toString(), text, lines(mistakes), List.of(), List.of(), told);
        }
    }

    private static List<String> lines(ConfigException mistakes) {
        return mistakes.problems().stream()
                .map(ConfigException.Problem::toString)
                .toList();
    }
}

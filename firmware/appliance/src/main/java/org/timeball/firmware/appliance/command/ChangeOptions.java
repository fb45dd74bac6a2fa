package org.timeball.firmware.appliance.command;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.timeball.firmware.sync.status.DaemonOptions;
import org.timeball.firmware.sync.status.ExitCode;
import org.timeball.server.control.Printable;
import org.timeball.server.control.admin.Actor;
import org.timeball.server.control.admin.AdminAct;
import org.timeball.server.control.admin.AdminReply;
import org.timeball.server.control.admin.AdminRequest;
import org.timeball.server.control.net.AdminClient;
import org.timeball.server.control.net.AdminSocketPath;
import org.timeball.server.control.net.ControlClient;
import org.timeball.server.control.net.ControlException;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;

/** The options of the commands that change the daemon, and the asking. */
public final class ChangeOptions {

    /** The daemon did not do it. */
    static final int NOT_DONE = 1;

    @Mixin
    private DaemonOptions daemon = new DaemonOptions();

    /** For picocli, which fills the fields. */
    public ChangeOptions() {}

    /**
     * Asks for a change and prints what became of it.
     *
     * @return 0 if it was done, {@link #NOT_DONE} if not, {@link ExitCode#NO_DAEMON} if nobody answers
     */
    public int ask(CommandLine command, AdminAct act) {
        try {
            var client = new AdminClient(AdminSocketPath.beside(daemon.socket()), AdminClient.PATIENCE);
            return tell(
                    command,
                    client.ask(new AdminRequest(actor(command.getCommandSpec().qualifiedName()), act)));
        } catch (ControlException e) {
            complain(command, String.valueOf(e.getMessage()));
            return ExitCode.NO_DAEMON;
        }
    }

    /**
     * The same of an act that is made of what was typed; a text that no act can hold is told as refused.
     *
     * @param act makes it, or throws with a reason that repeats nothing of it
     */
    public int ask(CommandLine command, Supplier<AdminAct> act) {
        AdminAct made;
        try {
            made = act.get();
        } catch (IllegalArgumentException refused) {
            return tell(command, new AdminReply.Refused(String.valueOf(refused.getMessage())));
        }
        return ask(command, made);
    }

    /**
     * Asks for a change that is made from what the daemon says of itself.
     *
     * @param question what it is asked first
     * @param act      made of its answer, or throws with a reason
     * @return as {@link #ask(CommandLine, AdminAct)}
     */
    public <T> int ask(CommandLine command, DaemonOptions.Question<T> question, Function<T, AdminAct> act) {
        T answer;
        try (var client = ControlClient.open(daemon.socket())) {
            answer = question.ask(client);
        } catch (ControlException silent) {
            complain(command, String.valueOf(silent.getMessage()));
            return ExitCode.NO_DAEMON;
        }
        return ask(command, () -> act.apply(answer));
    }

    private static int tell(CommandLine command, AdminReply reply) {
        return switch (reply) {
            case AdminReply.Done(var sentence) -> {
                command.getOut().println(printable(sentence));
                command.getOut().flush();
                yield ExitCode.FINE;
            }
            case AdminReply.Refused(var sentence) -> {
                complain(command, "refused: " + sentence);
                yield NOT_DONE;
            }
            case AdminReply.Failed(var sentence) -> {
                complain(command, "failed: " + sentence);
                yield NOT_DONE;
            }
        };
    }

    private static void complain(CommandLine command, String sentence) {
        command.getErr().println(command.getCommandSpec().root().name() + ": " + printable(sentence));
        command.getErr().flush();
    }

    private static String printable(String sentence) {
        return Printable.of(sentence, System.out.charset());
    }

    private static Actor actor(String command) {
        return new Actor(person(System.getenv(), System.getProperty("user.name", "")), command);
    }

    /** Who sits there: sudo(8) tells who became root. */
    static String person(Map<String, String> environment, String user) {
        var person = Optional.ofNullable(environment.get("SUDO_USER")).orElse(user);
        return person.matches("[\\p{Alnum}._-]{1,64}") ? person : "unknown";
    }
}

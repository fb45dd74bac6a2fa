package org.timeball.web.appliance.door;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;
import java.util.function.Supplier;
import org.timeball.server.control.admin.AdminAct;
import org.timeball.server.control.admin.ConfigurationAct;
import org.timeball.server.control.net.ControlException;
import org.timeball.server.state.edit.TextDifference;
import org.timeball.web.appliance.page.Notice;
import org.timeball.web.appliance.page.settings.ComparePage;

/** Has a text compared with the configuration, and changes of it made, in the name of whoever sent a request. */
@Singleton
final class ChangeDesk {

    private final DaemonDesk daemon;

    ChangeDesk(DaemonDesk daemon) {
        this.daemon = daemon;
    }

    /**
     * A text beside the one that is there.
     *
     * @param status 422 where the text cannot be taken
     * @param page   what is shown
     */
    record Compared(HttpStatus status, ComparePage page) {}

    /** Asks the daemon what a text would change; nothing does. */
    Compared compared(HttpRequest<?> request, ComparePage typed) {
        var asked = asked(request, () -> new ConfigurationAct.Check(typed.text()));
        String sentence = asked.notice().sentence();
        if (!asked.notice().isDone()) {
            return new Compared(asked.status(), typed.refused(sentence));
        }
        try {
            var difference = TextDifference.of(daemon.configuration().text(), typed.text());
            return difference.isEmpty()
                    ? new Compared(HttpStatus.UNPROCESSABLE_ENTITY, typed.refused("The two texts have the same lines."))
                    : new Compared(HttpStatus.OK, typed.wouldChange(difference, effect(sentence)));
        } catch (ControlException silent) {
            return new Compared(HttpStatus.SERVICE_UNAVAILABLE, typed.refused(DaemonDesk.words(silent)));
        }
    }

    /** What would be done is told by the words for what was. */
    private static String effect(String sentence) {
        return sentence.replaceFirst("^Done: changed: ", "At once: ")
                .replaceFirst("^Done: nothing changed", "Nothing that runs changes at once")
                .replaceFirst("; with the next start: ", "\nWith the next start: ");
    }

    /** Asks for a change that is made of what was typed; what cannot be sent is refused with its reason. */
    DaemonDesk.Asked asked(HttpRequest<?> request, Supplier<AdminAct> act) {
        AdminAct made;
        try {
            made = act.get();
        } catch (IllegalArgumentException complaint) {
            return new DaemonDesk.Asked(
                    HttpStatus.UNPROCESSABLE_ENTITY,
                    new Notice("It was not sent: " + complaint.getMessage() + ".", false, ""));
        }
        return daemon.asked(request, made);
    }

    /** Browsers end the lines of what was typed as the network does (HTML, form submission). */
    static String lines(String typed) {
        String text = typed.replace("\r\n", "\n");
        return text.isEmpty() || text.endsWith("\n") ? text : text + '\n';
    }

    /** @throws IllegalArgumentException if it is none */
    static long number(String typed) {
        if (!typed.matches("[0-9]{1,15}")) {
            throw new IllegalArgumentException("there is no such change");
        }
        return Long.parseLong(typed);
    }
}

package org.timeball.firmware.board;

import org.timeball.refclock.gnss.setup.SetupAction;

/** Says for people how setting a receiver up went. */
final class SetupWords {

    private SetupWords() {}

    static String of(SetupAction action) {
        return switch (action) {
            case SetupAction.Send _, SetupAction.SwitchBaud _, SetupAction.Wait _ -> "in progress";
            case SetupAction.Done done -> done(done);
            case SetupAction.LeftAlone(String reason) -> "left as it is: " + reason;
            case SetupAction.Failed failed ->
                "failed" + failed.family().map(it -> " (" + it.words() + ")").orElse("") + ": " + failed.reason();
        };
    }

    private static String done(SetupAction.Done done) {
        var words = new StringBuilder("done: ").append(done.family().words());
        if (!done.model().isEmpty()) {
            words.append(' ').append(done.model());
        }
        words.append(" at ").append(done.baud()).append(" baud");
        words.append(done.isSaved() ? ", saved" : "");
        return done.notTaken().isEmpty()
                ? words.toString()
                : words.append("; without ")
                        .append(String.join(", ", done.notTaken()))
                        .toString();
    }
}

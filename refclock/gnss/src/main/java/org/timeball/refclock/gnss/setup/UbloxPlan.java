package org.timeball.refclock.gnss.setup;

import java.util.ArrayList;
import java.util.List;
import org.timeball.refclock.gnss.ReceiverMessage;
import org.timeball.refclock.gnss.UbxFrame;
import org.timeball.refclock.gnss.setup.Step.Reply;

/**
 * What is to be done with a u-blox receiver: ask what it is, change the baud rate, write what
 * is not so yet, read it back, save.
 */
final class UbloxPlan {

    private static final String VERSION = "version";

    private UbloxPlan() {}

    /** The one question that may be asked before the receiver has said what it is. */
    static Step identify(SetupWishes wishes) {
        return new Step.Ask(
                VERSION,
                UbxCommand.askVersion().frame(),
                Step.Purpose.REQUIRED,
                message -> message instanceof UbxFrame.MonVer version
                        ? new Reply.Identified(identity(version, wishes))
                        : new Reply.NotMine());
    }

    private static Step.Identity identity(UbxFrame.MonVer version, SetupWishes wishes) {
        var generation = Generation.of(version);
        return new Step.Identity(
                ReceiverFamily.UBLOX,
                version.model(),
                version.firmwareVersion(),
                generation.map(it -> steps(it, version, wishes)).orElse(List.of()),
                generation.isPresent() ? "" : "a u-blox receiver of a generation not known here: " + version);
    }

    private static List<Step> steps(Generation generation, UbxFrame.MonVer version, SetupWishes wishes) {
        boolean isNine = generation == Generation.NINE;
        var settings =
                isNine ? ValueProfile.settings(version, wishes) : MessageProfile.settings(generation, version, wishes);
        var steps = new ArrayList<Step>();
        if (wishes.isBaudToChange()) {
            var command = isNine ? ValueProfile.changeBaud(wishes.baud()) : MessageProfile.port(generation, wishes);
            steps.add(new Step.ChangeBaud(command.frame(), wishes.presentBaud(), wishes.baud()));
            steps.add(hear());
        }
        for (var setting : settings) {
            // what is so already is not written again: it would wear flash, and begin a survey anew
            steps.add(read(setting, Step.Purpose.LOOK));
            steps.add(write(setting.name(), setting.write(), purpose(setting)));
        }
        settings.forEach(setting -> steps.add(read(setting, purpose(setting))));
        if (wishes.isToBeSaved()) {
            var command = isNine ? ValueProfile.save(settings, wishes) : MessageProfile.save();
            steps.add(write("saving", command, Step.Purpose.SAVING));
        }
        return steps;
    }

    private static Step hear() {
        return new Step.Ask(
                "new baud rate",
                UbxCommand.askVersion().frame(),
                Step.Purpose.REQUIRED,
                message -> message instanceof UbxFrame.MonVer ? new Reply.Yes() : new Reply.NotMine());
    }

    private static Step.Purpose purpose(UbxSetting setting) {
        return setting.isRequired() ? Step.Purpose.REQUIRED : Step.Purpose.OPTIONAL;
    }

    private static Step write(String name, UbxCommand command, Step.Purpose purpose) {
        return new Step.Ask(name, command.frame(), purpose, message -> {
            if (!isAcknowledgement(message, command)) {
                return new Reply.NotMine();
            }
            return ((UbxFrame.Ack) message).isAccepted() ? new Reply.Yes() : new Reply.No("refused");
        });
    }

    /**
     * The answer to a question is the configuration itself, with an acknowledgement behind it that must not be taken
     * for that of the next command.
     */
    private static Step read(UbxSetting setting, Step.Purpose purpose) {
        return new Step.Ask(setting.name(), setting.ask().frame(), purpose, message -> {
            if (message instanceof UbxFrame.Cfg answer && setting.isAnsweredBy(answer)) {
                var mismatches = setting.mismatches(answer);
                return new Reply.Provisional(mismatches.isEmpty() ? new Reply.Yes() : new Reply.Otherwise(mismatches));
            }
            if (!isAcknowledgement(message, setting.ask())) {
                return new Reply.NotMine();
            }
            return ((UbxFrame.Ack) message).isAccepted() ? new Reply.Confirmed() : new Reply.No("cannot be read back");
        });
    }

    private static boolean isAcknowledgement(ReceiverMessage message, UbxCommand command) {
        return message instanceof UbxFrame.Ack ack
                && ack.messageClass() == command.messageClass()
                && ack.messageId() == command.messageId();
    }
}

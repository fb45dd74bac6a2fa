package org.timeball.refclock.gnss.setup;

import java.util.ArrayList;
import java.util.List;
import org.timeball.refclock.gnss.NmeaSentence;
import org.timeball.refclock.gnss.ReceiverMessage;
import org.timeball.refclock.gnss.setup.Step.Reply;

/**
 * What is to be done with a MediaTek receiver: one fix a second, the sentences needed and no others, a pulse only with
 * a fix in three dimensions, the sentences a fixed time behind the pulse.
 */
final class MediatekPlan {

    private static final int ASK_RELEASE = 605;
    private static final int SET_RATE = 220;
    private static final int SET_BAUD = 251;
    private static final int SET_SENTENCES_BEHIND_PULSE = 255;
    private static final int SET_PULSE = 285;
    private static final int SET_SENTENCES = 314;
    private static final int ASK_SENTENCES = 414;
    private static final int SENTENCES = 514;

    /**
     * How often each is sent, in fixes: GLL, RMC, VTG, GGA, GSA, GSV, GRS, GST, eleven without a use here of which
     * the last but one is ZDA, and the channels' state.
     */
    private static final List<String> SENTENCE_MASK =
            List.of("0", "1", "0", "1", "1", "5", "0", "0", "0", "0", "0", "0", "0", "0", "0", "0", "0", "1", "0");

    private MediatekPlan() {}

    /** The one question that may be asked before the receiver has said what it is. */
    static Step identify(SetupWishes wishes) {
        return new Step.Ask(
                "release",
                PmtkCommand.of(ASK_RELEASE).sentence(),
                Step.Purpose.REQUIRED,
                message -> message instanceof NmeaSentence.Pmtk pmtk
                        ? pmtk.release()
                                .<Reply>map(release -> new Reply.Identified(identity(release, wishes)))
                                .orElseGet(Reply.NotMine::new)
                        : new Reply.NotMine());
    }

    private static Step.Identity identity(NmeaSentence.Pmtk.Release release, SetupWishes wishes) {
        return new Step.Identity(ReceiverFamily.MEDIATEK, release.model(), release.firmware(), steps(wishes), "");
    }

    private static List<Step> steps(SetupWishes wishes) {
        var steps = new ArrayList<Step>();
        if (wishes.isBaudToChange()) {
            var command = PmtkCommand.of(SET_BAUD, Integer.toString(wishes.baud()));
            steps.add(new Step.ChangeBaud(command.sentence(), wishes.presentBaud(), wishes.baud()));
            steps.add(hear());
        }
        steps.add(command("rate", Step.Purpose.REQUIRED, PmtkCommand.of(SET_RATE, "1000")));
        steps.add(command("sentences", Step.Purpose.REQUIRED, new PmtkCommand(SET_SENTENCES, SENTENCE_MASK)));
        steps.add(command("pulse with a fix alone", Step.Purpose.OPTIONAL, PmtkCommand.of(SET_PULSE, "4", "100")));
        steps.add(command(
                "sentences behind the pulse", Step.Purpose.OPTIONAL, PmtkCommand.of(SET_SENTENCES_BEHIND_PULSE, "1")));
        steps.add(readBack());
        if (wishes.isToBeSaved()) {
            steps.add(new Step.Note("saving: these receivers keep their settings by battery alone"));
        }
        return steps;
    }

    private static Step hear() {
        return new Step.Ask(
                "new baud rate",
                PmtkCommand.of(ASK_RELEASE).sentence(),
                Step.Purpose.REQUIRED,
                message -> message instanceof NmeaSentence.Pmtk pmtk
                                && pmtk.release().isPresent()
                        ? new Reply.Yes()
                        : new Reply.NotMine());
    }

    private static Step command(String name, Step.Purpose purpose, PmtkCommand command) {
        return new Step.Ask(name, command.sentence(), purpose, message -> acknowledgement(message, command.packet()));
    }

    /** Not all of them answer, and those that do not may have obeyed all the same. */
    private static Step readBack() {
        return new Step.Ask(
                "sentences read back", PmtkCommand.of(ASK_SENTENCES).sentence(), Step.Purpose.OPTIONAL, message -> {
                    if (message instanceof NmeaSentence.Pmtk pmtk && pmtk.packet() == SENTENCES) {
                        var found = String.join(",", pmtk.arguments());
                        var wanted = String.join(",", SENTENCE_MASK);
                        return found.startsWith(wanted)
                                ? new Reply.Yes()
                                : new Reply.Otherwise(List.of(new Mismatch("sentences", wanted, found)));
                    }
                    return acknowledgement(message, ASK_SENTENCES) instanceof Reply.No no ? no : new Reply.NotMine();
                });
    }

    private static Reply acknowledgement(ReceiverMessage message, int packet) {
        if (!(message instanceof NmeaSentence.Pmtk pmtk)) {
            return new Reply.NotMine();
        }
        return pmtk.acknowledgement()
                .filter(it -> it.command() == packet)
                .<Reply>map(it -> it.isDone() ? new Reply.Yes() : new Reply.No(refusal(it.flag())))
                .orElseGet(Reply.NotMine::new);
    }

    private static String refusal(int flag) {
        return switch (flag) {
            case 0 -> "no such command";
            case 1 -> "not supported";
            default -> "failed";
        };
    }
}

package org.timeball.refclock.gnss.setup;

import java.util.List;
import java.util.function.Function;
import org.timeball.refclock.gnss.ReceiverMessage;

/** One thing to be done in the course of setting a receiver up. */
sealed interface Step {

    /** What a message means to the one who waits for an answer. */
    sealed interface Reply {

        /** Something else. */
        record NotMine() implements Reply {}

        /** It is done. */
        record Yes() implements Reply {}

        /** It will not be done. */
        record No(String reason) implements Reply {}

        /** It was done otherwise. */
        record Otherwise(List<Mismatch> mismatches) implements Reply {}

        /** This it will be once it is {@link Confirmed}: an acknowledgement is still to come behind the answer. */
        record Provisional(Reply reply) implements Reply {}

        /** The acknowledgement behind an answer; means nothing without one. */
        record Confirmed() implements Reply {}

        /** The receiver has said what it is; this is what is to be done with it. */
        record Identified(Identity identity) implements Reply {}
    }

    /**
     * What a receiver says it is, and what follows from it.
     *
     * @param refusal why it is to be left as it is; empty if it is not
     */
    record Identity(ReceiverFamily family, String model, String firmware, List<Step> steps, String refusal) {}

    /** What an answer is wanted for. */
    enum Purpose {
        /** To learn whether the setting is so already; if it is, the other steps of this name are left out. */
        LOOK,
        /** Without a good answer, it is noted that the receiver does not have this. */
        OPTIONAL,
        /** Without a good answer all ends here. */
        REQUIRED,
        /** As with {@link #OPTIONAL}; a good answer means that everything is saved. */
        SAVING
    }

    /**
     * Send and wait for the answer.
     *
     * @param name for people
     */
    record Ask(String name, byte[] bytes, Purpose purpose, Function<ReceiverMessage, Reply> meaning) implements Step {}

    /**
     * Send the command that changes the baud rate, let it drain, follow. Whether it worked is told by the next step;
     * where that finds nobody, the old rate is gone back to.
     */
    record ChangeBaud(byte[] bytes, int from, int to) implements Step {}

    /** Nothing to be done; something that will not be, for people. */
    record Note(String text) implements Step {}
}

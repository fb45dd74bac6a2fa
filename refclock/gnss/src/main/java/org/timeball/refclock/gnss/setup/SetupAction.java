package org.timeball.refclock.gnss.setup;

import java.util.List;
import java.util.Optional;

/** What the one who holds the port is to do next. */
public sealed interface SetupAction {

    /**
     * Write these, then ask again.
     *
     * @param bytes at least one; not to be changed by whoever reads it
     */
    record Send(byte[] bytes) implements SetupAction {}

    /**
     * Set the port to another baud rate, then ask again.
     *
     * @param baud bits per second
     */
    record SwitchBaud(int baud) implements SetupAction {}

    /**
     * Ask again after the next message, and not later than this.
     *
     * @param untilNanos on the monotonic clock
     */
    record Wait(long untilNanos) implements SetupAction {}

    /**
     * The receiver is set up.
     *
     * @param family   what it is
     * @param model    as it calls itself; may be empty
     * @param firmware as it calls itself; may be empty
     * @param baud     bits per second at which it speaks now
     * @param notTaken what it would not take and can do without, for people
     * @param isSaved  whether it is kept over power cycles without battery
     */
    record Done(ReceiverFamily family, String model, String firmware, int baud, List<String> notTaken, boolean isSaved)
            implements SetupAction {
        /** Copies the list. */
        public Done {
            notTaken = List.copyOf(notTaken);
        }
    }

    /**
     * The receiver is not one that can be set up here. It was sent nothing, or the question what it is and no more; it may
     * serve well as it is.
     *
     * @param reason for people
     */
    record LeftAlone(String reason) implements SetupAction {}

    /**
     * The receiver did not take what it cannot do without.
     *
     * @param family     what it is held to be
     * @param reason     for people
     * @param mismatches what it holds otherwise, if that is the reason
     */
    record Failed(Optional<ReceiverFamily> family, String reason, List<Mismatch> mismatches) implements SetupAction {
        /** Copies the list. */
        public Failed {
            mismatches = List.copyOf(mismatches);
        }
    }
}

package org.timeball.firmware.board;

import org.timeball.refclock.gnss.ReceiverMessage;
import org.timeball.refclock.gnss.setup.ReceiverSetup;
import org.timeball.refclock.gnss.setup.SetupAction;
import org.timeball.refclock.gnss.setup.SetupWishes;
import org.timeball.refclock.time.DeviceException;

/**
 * Carries out at a port what {@link ReceiverSetup} decides, a step at a time, while somebody else reads the port for
 * time. Takes a few seconds, and ten with a receiver that does not say who made it.
 *
 * <p>Confined to the thread that reads the port.
 */
final class ReceiverDialogue {

    private final SerialReceiverPort port;
    private final ReceiverSetup setup;

    /**
     * A dialogue that has not begun.
     *
     * @param port     open, at the rate at which the receiver speaks
     * @param nowNanos on the monotonic clock
     */
    ReceiverDialogue(SerialReceiverPort port, SetupWishes wishes, long nowNanos) {
        this.port = port;
        this.setup = new ReceiverSetup(wishes, nowNanos);
    }

    /** Takes what the receiver said. */
    void accept(ReceiverMessage message) {
        setup.accept(message);
    }

    /**
     * Does what is to be done now.
     *
     * @param nowNanos on the monotonic clock
     * @return how it ended, or until when there is nothing to do but to listen
     * @throws DeviceException if the port fails; the receiver may then be set up by half
     */
    SetupAction advance(long nowNanos) throws DeviceException {
        while (true) {
            var action = setup.next(nowNanos);
            switch (action) {
                case SetupAction.Send(byte[] bytes) -> port.write(bytes);
                case SetupAction.SwitchBaud(int baud) -> port.changeBaud(baud);
                case SetupAction.Wait _, SetupAction.Done _, SetupAction.LeftAlone _, SetupAction.Failed _ -> {
                    return action;
                }
            }
        }
    }
}

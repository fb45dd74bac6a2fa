package org.timeball.firmware.board;

import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.timeball.refclock.gnss.ReceiverDecoder;
import org.timeball.refclock.gnss.setup.ReceiverSetup;
import org.timeball.refclock.gnss.setup.SetupAction;
import org.timeball.refclock.gnss.setup.SetupWishes;
import org.timeball.refclock.time.DeviceException;

/**
 * Carries out at a port what {@link ReceiverSetup} decides. What the receiver says meanwhile is used for this alone.
 *
 * <p>Takes a few seconds, and ten with a receiver that does not say who made it. Blocks its thread: give it a platform
 * thread, before the port is read for time.
 */
public final class ReceiverDialogue {

    /** How long one wait on the port lasts at most, so that stopping is quick. */
    private static final long WAIT_NANOS = 100_000_000L;

    private final SerialReceiverPort port;
    private final LongSupplier monotonicClock;
    private final BooleanSupplier isStopped;

    /**
     * A dialogue, to be run by {@link #run}.
     *
     * @param port           open, at the rate at which the receiver speaks
     * @param monotonicClock nanoseconds, of which only differences count
     * @param isStopped      ends the dialogue before the next wait
     */
    public ReceiverDialogue(SerialReceiverPort port, LongSupplier monotonicClock, BooleanSupplier isStopped) {
        this.port = port;
        this.monotonicClock = monotonicClock;
        this.isStopped = isStopped;
    }

    /**
     * Sets the receiver up.
     *
     * @return how it ended; a wait if it was stopped
     * @throws DeviceException if the port fails; the receiver may then be set up by half
     */
    public SetupAction run(SetupWishes wishes) throws DeviceException {
        var setup = new ReceiverSetup(wishes, monotonicClock.getAsLong());
        var decoder = new ReceiverDecoder();
        while (true) {
            var action = setup.next(monotonicClock.getAsLong());
            switch (action) {
                case SetupAction.Send(byte[] bytes) -> port.write(bytes);
                case SetupAction.SwitchBaud(int baud) -> port.changeBaud(baud);
                case SetupAction.Wait _ -> {
                    if (isStopped.getAsBoolean()) {
                        return action;
                    }
                    port.await(WAIT_NANOS)
                            .ifPresent(
                                    read -> decoder.accept(read.bytes(), received -> setup.accept(received.message())));
                }
                case SetupAction.Done _, SetupAction.LeftAlone _, SetupAction.Failed _ -> {
                    return action;
                }
            }
        }
    }
}

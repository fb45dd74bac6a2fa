package org.timeball.firmware.board;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.timeball.refclock.gnss.setup.BaudSearch;
import org.timeball.refclock.gnss.setup.ReceiverFamily;
import org.timeball.refclock.gnss.setup.SetupWishes;
import org.timeball.refclock.gnss.setup.TimeMode;
import org.timeball.refclock.gnss.setup.UbloxPort;

/**
 * What an operator says about the receiver's line.
 *
 * @param port  where it is; empty to have it found
 * @param baud  the rate at which it speaks after power-on; empty to have it found
 * @param setUp how it is to be set up; empty to leave it as it is and never send a byte
 * @param isUncheckedAllowed whether its sentences are taken without a checksum; port and rate must then be said, as nothing
 *     unchecked is found by listening
 */
public record ReceiverOrders(Optional<Path> port, OptionalInt baud, Optional<SetUp> setUp, boolean isUncheckedAllowed) {

    /** @throws IllegalArgumentException if something unchecked would have to be looked for */
    public ReceiverOrders {
        if (isUncheckedAllowed && (port.isEmpty() || baud.isEmpty())) {
            throw new IllegalArgumentException("sentences without checksum need a port and a rate");
        }
    }

    /** As for most receivers, whose sentences have checksums. */
    public ReceiverOrders(Optional<Path> port, OptionalInt baud, Optional<SetUp> setUp) {
        this(port, baud, setUp, false);
    }

    /**
     * How a receiver is to be set up, if it turns out to be one that can be.
     *
     * @param baud        bits per second wanted
     * @param family      what the operator declares it to be, for one that does not say so
     * @param timeMode    of a timing receiver
     * @param isToBeSaved keep it over power cycles without battery
     */
    public record SetUp(int baud, Optional<ReceiverFamily> family, TimeMode timeMode, boolean isToBeSaved) {

        /**
         * The wishes for a receiver that is heard at a rate. Its own setting for the antenna's cable is left at zero: the
         * cable is accounted for in the clock, and once.
         */
        SetupWishes wishes(UbloxPort port, int presentBaud) {
            return new SetupWishes(family, port, presentBaud, baud, 0, timeMode, isToBeSaved);
        }
    }

    /** The rate tried first. */
    int firstBaud() {
        return baud.orElse(BaudSearch.BAUDS.getFirst());
    }

    /** The rates at which the receiver may be heard: all there are, or what it was found at and what it was set to. */
    List<Integer> bauds() {
        var first = IntStream.concat(
                baud.stream(), setUp.stream().mapToInt(SetUp::baud).filter(_ -> baud.isPresent()));
        var rest = BaudSearch.BAUDS.stream().mapToInt(Integer::intValue).filter(_ -> baud.isEmpty());
        return IntStream.concat(first, rest).distinct().boxed().toList();
    }

    /** The same with the one at which it fell silent last. */
    List<Integer> baudsAfter(int silentBaud) {
        return IntStream.concat(
                        bauds().stream().mapToInt(Integer::intValue).filter(baud -> baud != silentBaud),
                        IntStream.of(silentBaud))
                .boxed()
                .toList();
    }
}

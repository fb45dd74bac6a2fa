package org.timeball.firmware.appliance.daemon.stamps;

import java.util.Optional;
import org.timeball.refclock.time.DeviceException;
import org.timeball.server.linux.CardClock;
import org.timeball.server.linux.CardReading;
import org.timeball.server.linux.CardStamping;
import org.timeball.server.linux.InterfaceStamps;

/** The network cards of this machine, or of a test. */
interface Cards {

    /** Those that the kernel knows. */
    Cards OF_THE_KERNEL = new Cards() {
        @Override
        public CardStamping.Outcome turnOn(InterfaceStamps found, InterfaceStamps.Card card) {
            return CardStamping.turnOn(found.name(), card);
        }

        @Override
        public Clock open(String device) throws DeviceException {
            var clock = CardClock.open(device);
            return new Clock() {
                @Override
                public Optional<CardReading> read() {
                    return clock.read();
                }

                @Override
                public void close() {
                    clock.close();
                }
            };
        }
    };

    /** See {@link CardStamping#turnOn}. */
    CardStamping.Outcome turnOn(InterfaceStamps found, InterfaceStamps.Card card);

    /** See {@link CardClock#open}. */
    Clock open(String device) throws DeviceException;

    /** See {@link CardClock}. */
    interface Clock extends AutoCloseable {

        Optional<CardReading> read();

        @Override
        void close();
    }
}

package org.timeball.firmware.appliance.daemon;

import java.nio.file.Path;
import java.util.OptionalDouble;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.timeball.firmware.board.gpio.PinPulses;
import org.timeball.firmware.board.gpio.SharedHeader;
import org.timeball.refclock.linux.KernelPulseSource;
import org.timeball.refclock.linux.PpsListing;
import org.timeball.refclock.linux.RawClock;
import org.timeball.refclock.linux.SerialPulses;
import org.timeball.refclock.time.DeviceException;
import org.timeball.refclock.time.PulseKind;
import org.timeball.server.state.PulseChoice;
import org.timeball.server.state.TimeballConfig;

/** Opens what marks the seconds, as the operator chose it. */
final class PulseInputs {

    private static final Logger LOG = LoggerFactory.getLogger(PulseInputs.class);

    private PulseInputs() {}

    /**
     * Opens it.
     *
     * @param header asked for a pin, where the operator chose one
     * @throws DeviceException if what is named is not there; says what to do
     */
    static PulseInput open(TimeballConfig.Receiver receiver, SharedHeader header) throws DeviceException {
        return switch (receiver.pulse()) {
            case PulseChoice.Device(Path path) -> kernel(path);
            case PulseChoice.Auto() -> firstOfKernel(receiver.sentenceDelaySeconds());
            case PulseChoice.Gpio(int pin) -> pin(header, pin);
            case PulseChoice.CarrierDetect() -> carrierDetect(receiver.port().orElseThrow());
            case PulseChoice.None() -> PulseInput.ofSentences(receiver.sentenceDelaySeconds());
        };
    }

    private static PulseInput kernel(Path path) throws DeviceException {
        var listing = PpsListing.ofSystem();
        listing.twinOf(path)
                .ifPresent(twin -> LOG.warn(
                        "event=pulse-twice device={} other={} reason=\"both stamp one line; only the first is used\"",
                        path,
                        twin.path()));
        var kind = listing.devices().stream()
                .filter(device -> device.path().equals(path))
                .filter(PpsListing.Device::isOfSerialPort)
                .map(device -> SerialPulses.kind(device.serialPort()))
                .findFirst()
                .orElse(PulseKind.KERNEL);
        return PulseInput.of(kind, KernelPulseSource.open(path));
    }

    private static PulseInput firstOfKernel(OptionalDouble sentenceDelay) throws DeviceException {
        var device = PpsListing.ofSystem().devices().stream()
                .filter(PpsListing.Device::isOfReceiver)
                .findFirst();
        if (device.isPresent()) {
            return kernel(device.get().path());
        }
        LOG.warn(
                "event=no-pulse reason=\"the kernel has no PPS device: the receiver's sentences alone tell the time\"");
        return PulseInput.ofSentences(sentenceDelay);
    }

    private static PulseInput pin(SharedHeader header, int pin) throws DeviceException {
        var device = PpsListing.ofSystem().devices().stream()
                .filter(it -> it.gpio().orElse(-1) == pin)
                .findFirst();
        if (device.isPresent()) {
            throw new DeviceException("gpio:%d: the kernel stamps this pin already, and better; write pulse = \"%s\""
                    .formatted(pin, device.get().path()));
        }
        LOG.warn(
                "event=coarse-pulse source=gpio:{} reason=\"stamped by this program; dtoverlay=pps-gpio,gpiopin={} lets"
                        + " the kernel do it\"",
                pin,
                pin);
        return PulseInput.of(PulseKind.USER_SPACE, PinPulses.open(header, pin, RawClock::nanos));
    }

    private static PulseInput carrierDetect(Path port) throws DeviceException {
        return PulseInput.of(SerialPulses.kind(port), SerialPulses.open(port));
    }
}

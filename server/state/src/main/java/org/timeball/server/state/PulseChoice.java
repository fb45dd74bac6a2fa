package org.timeball.server.state;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the operator says the marks of the seconds are: {@code pulse} in {@code [receiver]}. */
public sealed interface PulseChoice {

    /** A device of the kernel's, the best there is: {@code "/dev/pps0"}. */
    record Device(Path path) implements PulseChoice {}

    /** {@code "auto"}: the kernel's first PPS device; where there is none, the sentences alone. */
    record Auto() implements PulseChoice {}

    /**
     * {@code "gpio:18"}: a GPIO's edges, stamped by this program.
     *
     * @param pin its number on the chip (BCM), {@value #FIRST_PIN} to {@value #LAST_PIN}
     */
    record Gpio(int pin) implements PulseChoice {
        /** Refuses a pin that is not on the header. */
        public Gpio {
            if (pin < FIRST_PIN || pin > LAST_PIN) {
                throw new IllegalArgumentException("gpio:" + pin + " is none of the header's");
            }
        }
    }

    /** {@code "dcd"}: the carrier-detect line of the receiver's own serial port, stamped by the kernel. */
    record CarrierDetect() implements PulseChoice {}

    /** {@code "none"}: the receiver has no pulse, or it is not connected; its sentences alone tell the time. */
    record None() implements PulseChoice {}

    /** The first GPIO on the header of a Pi, beside the two that carry its identity memory. */
    int FIRST_PIN = 2;

    /** The last one. */
    int LAST_PIN = 27;

    /** A choice by a word; empty for what is none of them, which may be a device's path. */
    static Optional<PulseChoice> ofWord(String text) {
        var gpio = Pattern.compile("gpio:(\\d{1,2})").matcher(text);
        if (gpio.matches()) {
            int pin = Integer.parseInt(gpio.group(1));
            return pin < FIRST_PIN || pin > LAST_PIN ? Optional.empty() : Optional.of(new Gpio(pin));
        }
        return switch (text) {
            case "auto" -> Optional.of(new Auto());
            case "dcd" -> Optional.of(new CarrierDetect());
            case "none" -> Optional.of(new None());
            default -> Optional.empty();
        };
    }
}

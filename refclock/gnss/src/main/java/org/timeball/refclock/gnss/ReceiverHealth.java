package org.timeball.refclock.gnss;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a receiver says about itself, each item as last told; a receiver that says nothing is {@link #UNTOLD}.
 *
 * @param model                    such as {@code NEO-M8T} or {@code QUECTEL-L70}; empty when not told
 * @param firmware                 such as {@code TIM 1.10}; empty when not told
 * @param antenna                  the gravest state of its radio paths
 * @param jamming                  the gravest word of its detectors
 * @param spoofing                 the gravest word of its detectors
 * @param survey                   of a timing receiver
 * @param clockBiasNanos           of the receiver's own oscillator against GNSS time
 * @param clockDriftNanosPerSecond of the receiver's own oscillator
 */
public record ReceiverHealth(
        String model,
        String firmware,
        AntennaState antenna,
        Jamming jamming,
        Spoofing spoofing,
        Optional<Survey> survey,
        OptionalLong clockBiasNanos,
        OptionalLong clockDriftNanosPerSecond) {

    /** Of a receiver that has said nothing about itself. */
    public static final ReceiverHealth UNTOLD = new ReceiverHealth(
            "",
            "",
            AntennaState.UNKNOWN,
            Jamming.UNKNOWN,
            Spoofing.UNKNOWN,
            Optional.empty(),
            OptionalLong.empty(),
            OptionalLong.empty());
}

package org.timeball.server.diagnosis;

import java.util.List;
import java.util.Optional;

/**
 * What the operator wants, as far as a diagnosis needs it.
 *
 * @param file     the configuration's; empty where it is not known
 * @param mistakes in the file as it is now, with their places; empty where there are none
 * @param wanted   what it says; empty where it cannot be used
 */
public record SettingsFacts(String file, List<String> mistakes, Optional<Wanted> wanted) {

    /** Copies the list. */
    public SettingsFacts {
        mistakes = List.copyOf(mistakes);
    }

    /**
     * A configuration that can be used.
     *
     * @param hasReceiver      whether there is a receiver
     * @param port             its serial port; empty where it is to be found
     * @param baud             its rate, bits a second; 0 where it is to be found
     * @param pulse            what marks the seconds, as the file says: {@code /dev/pps0}, {@code auto}, {@code gpio:18},
     *     {@code dcd}, {@code none}
     * @param isSteering       whether the kernel's clock is set and steered
     * @param maySteer         whether this machine permits that
     * @param ntpPorts         UDP
     * @param keyExchangePorts TCP
     * @param isLocal          whether all of them are for this machine alone
     */
    public record Wanted(
            boolean hasReceiver,
            String port,
            int baud,
            String pulse,
            boolean isSteering,
            boolean maySteer,
            List<Integer> ntpPorts,
            List<Integer> keyExchangePorts,
            boolean isLocal) {

        /** Copies the lists. */
        public Wanted {
            ntpPorts = List.copyOf(ntpPorts);
            keyExchangePorts = List.copyOf(keyExchangePorts);
        }
    }

    /** Whether servers of the network alone tell the time. */
    boolean isWithoutReceiver() {
        return wanted.filter(it -> !it.hasReceiver()).isPresent();
    }
}

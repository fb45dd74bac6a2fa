package org.timeball.server.control;

import java.util.List;

/**
 * The satellite receiver as it presents itself.
 *
 * @param port               the serial port it is read from
 * @param isPresent          whether the port is open and bytes arrive
 * @param protocol           {@code NMEA}, {@code UBX}, {@code NMEA + UBX}, or empty before the first message
 * @param fix                {@code no fix}, {@code 2D}, {@code 3D}, {@code time only}, {@code estimated}
 * @param utcSecond          the second it last named, since the Unix epoch; 0 before the first
 * @param satellitesUsed     in its solution
 * @param satellites         in view
 * @param messages           decoded since start
 * @param discarded          bytes of noise, of messages with a wrong checksum, and of malformed ones, since start
 * @param checksumErrors     messages with a wrong checksum, since start
 * @param reopened           how often the port vanished and came back
 * @param setUp              how setting it up goes or went, in words: {@code off}, {@code done: …}, {@code left as it
 *     is: …} with the reason; empty before it begins
 * @param health             what it says about itself
 * @param suspicion          what is held against it, after {@code watched: } while its pulses are used all the same, and
 *     after {@code suspect: } when they are not; empty when nothing is
 */
public record Receiver(
        String port,
        boolean isPresent,
        String protocol,
        String fix,
        long utcSecond,
        int satellitesUsed,
        List<SatelliteInView> satellites,
        long messages,
        long discarded,
        long checksumErrors,
        long reopened,
        String setUp,
        Health health,
        String suspicion) {

    /** Copies the list. */
    public Receiver {
        satellites = List.copyOf(satellites);
    }

    /**
     * One satellite.
     *
     * @param constellation     {@code GPS}, {@code Galileo}, {@code GLONASS}, {@code BeiDou}, {@code QZSS}, {@code SBAS},
     *     {@code NavIC} or {@code unknown}
     * @param number            within its constellation
     * @param elevationDegrees  −90 to 90; below −90 when not told
     * @param azimuthDegrees    0 to 359 clockwise from north; below 0 when not told
     * @param signalDbHz        carrier to noise density, 0 when not received
     * @param isUsed            part of the solution
     */
    public record SatelliteInView(
            String constellation,
            int number,
            int elevationDegrees,
            int azimuthDegrees,
            int signalDbHz,
            boolean isUsed) {}

    /**
     * What a receiver says about itself, in words.
     *
     * @param model    such as {@code NEO-M8T}; empty when not told
     * @param firmware such as {@code TIM 1.10}; empty when not told
     * @param antenna  {@code ok}, {@code open}, {@code short} or {@code unknown}
     * @param jamming  {@code none}, {@code interference}, {@code jammed} or {@code unknown}
     * @param spoofing {@code none}, {@code indicated}, {@code affirmed} or {@code unknown}
     * @param survey   of its own position: {@code none}, {@code in progress, …} or {@code done, …}; empty when not told
     */
    public record Health(
            String model, String firmware, String antenna, String jamming, String spoofing, String survey) {

        /** Of a receiver that has said nothing about itself. */
        public static final Health UNTOLD = new Health("", "", "unknown", "unknown", "unknown", "");
    }
}

package org.timeball.server.state;

import java.util.List;
import java.util.OptionalDouble;

/**
 * {@code [ntp]}: who is answered, how, and what is remembered of it. A client is an IPv4 address or the upper 64 bits of an
 * IPv6 one.
 *
 * @param threads           {@code threads}: how many sockets and threads serve each address; 1 to 64, default 1
 * @param oldestVersion     {@code oldest-version}: the first version of the protocol that is answered; 1 to 4, default 3
 * @param interleaved       {@code interleaved}: whether interleaved mode is spoken (RFC 9769); default true
 * @param hardwareStamps    {@code hardware-stamps}: whether network cards are to stamp packets where they can; default false
 * @param allow             {@code allow}: networks that are answered, and then no others; default: everybody is
 * @param deny              {@code deny}: networks that are not; of two that hold a client the longer prefix decides
 * @param denyKiss          {@code deny-kiss}: whether one that is not is told so at times; default false
 * @param requestsPerSecond {@code requests-per-second}: how often one client is answered in the long run; 0.01 to
 *     1000000, default 1000; {@code "unlimited"}, here empty, for no limit
 * @param burst             {@code burst}: how often at once, after a silence; 1 to 1000000, default a twentieth of what
 *     it is answered in a second, at least 8
 * @param rateKiss          {@code rate-kiss}: whether one that asks too often is told so at times; default true
 * @param clients           {@code clients}: how many clients are remembered by each thread; 64 to 1048576, default 16384
 * @param clientNames       {@code client-names}: how they are shown; default {@code prefix}
 */
public record NtpSettings(
        int threads,
        int oldestVersion,
        boolean interleaved,
        boolean hardwareStamps,
        List<Network> allow,
        List<Network> deny,
        boolean denyKiss,
        OptionalDouble requestsPerSecond,
        int burst,
        boolean rateKiss,
        int clients,
        ClientNames clientNames) {

    static final Range THREADS = new Range(1, 64, "threads");
    static final Range VERSION = new Range(1, 4, "version");
    static final Range RATE = new Range(0.01, 1_000_000, "requests a second");
    static final Range BURST = new Range(1, 1_000_000, "requests");
    static final Range CLIENTS = new Range(64, 1 << 20, "clients");

    /** More than this is not looked through for each request. */
    static final int MOST_NETWORKS = 256;

    static final double DEFAULT_RATE = 1_000;

    /** How clients are shown. */
    public enum ClientNames {
        /** Their addresses. */
        ADDRESS("address"),
        /** Their networks, of 24 bits or 48. */
        PREFIX("prefix"),
        /** A number for each, another one after each start. */
        HASH("hash"),
        /** Not at all. */
        OFF("off");

        private final String words;

        ClientNames(String words) {
            this.words = words;
        }

        /** As in the file. */
        public String words() {
            return words;
        }
    }

    /** What holds where the file says nothing; stands after the ranges, which its constructor asks. */
    public static final NtpSettings DEFAULT = new NtpSettings(
            1,
            3,
            true,
            false,
            List.of(),
            List.of(),
            false,
            OptionalDouble.of(DEFAULT_RATE),
            burstOf(DEFAULT_RATE),
            true,
            16_384,
            ClientNames.PREFIX);

    /**
     * Copies the lists.
     *
     * @throws IllegalArgumentException if a value is out of its range
     */
    public NtpSettings {
        allow = List.copyOf(allow);
        deny = List.copyOf(deny);
        THREADS.require("threads", threads);
        VERSION.require("oldest-version", oldestVersion);
        requestsPerSecond.ifPresent(rate -> RATE.require("requests-per-second", rate));
        BURST.require("burst", burst);
        CLIENTS.require("clients", clients);
        if (allow.size() + deny.size() > MOST_NETWORKS) {
            throw new IllegalArgumentException("allow and deny: more than " + MOST_NETWORKS + " networks");
        }
    }

    /** The same, but letting in whom {@code other} lets in, and as often. */
    NtpSettings admittingAs(NtpSettings other) {
        return new NtpSettings(
                threads,
                oldestVersion,
                interleaved,
                hardwareStamps,
                other.allow,
                other.deny,
                other.denyKiss,
                other.requestsPerSecond,
                other.burst,
                other.rateKiss,
                clients,
                clientNames);
    }

    /** What a client may ask at once where the file does not say. */
    static int burstOf(double requestsPerSecond) {
        return (int) Math.max(8, requestsPerSecond / 20);
    }
}

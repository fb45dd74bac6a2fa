package org.timeball.firmware.appliance.bench.server;

/** A number that a run of the load generator gives, and where in its answer it stands. */
enum Figure {
    /** Answers a second. */
    NTP_RATE("ntp", "received_per_s", "answers/s"),
    /** All threads of the server's processes, at that rate. */
    NTP_CPU("ntp", "cpu_us_per_response", "us CPU/answer"),
    /** Answers a second. */
    NTS15_RATE("nts15", "received_per_s", "answers/s"),
    /** All threads of the server's processes, at that rate. */
    NTS15_CPU("nts15", "cpu_us_per_response", "us CPU/answer"),
    /** Answers a second. */
    NTS30_RATE("nts30", "received_per_s", "answers/s"),
    /** All threads of the server's processes, at that rate. */
    NTS30_CPU("nts30", "cpu_us_per_response", "us CPU/answer"),
    /** All threads of the server's processes: what a key exchange costs, whoever of the two is the slower. */
    KE_CPU("ke", "cpu_us_per_handshake", "us CPU/handshake"),
    /** Key exchanges a second. */
    KE_RATE("ke", "per_s", "handshakes/s"),
    /** From the first SYN to the last record. */
    KE_P50("ke", "p50_ms", "ms, median"),
    /** How far a client with kernel stamps is misled; the truth is zero. */
    OFFSET_P99("offset", "abs_offset.p99", "ns, |offset| p99"),
    /** How long after its arrival a request is said to have arrived. */
    OFFSET_RECEIVE("offset", "rx_stamp_late.p50", "ns, receive late p50"),
    /** How long before its departure a reply is said to depart. */
    OFFSET_TRANSMIT("offset", "tx_stamp_early.p50", "ns, transmit early p50"),
    /** Stamps outside the packet's time on the wire: no true stamp is. */
    OFFSET_IMPOSSIBLE("offset", "impossible", "impossible stamps"),
    /** As in basic mode. */
    INTERLEAVED_P99("offset-interleaved", "abs_offset.p99", "ns, |offset| p99"),
    /** As in basic mode. */
    INTERLEAVED_RECEIVE("offset-interleaved", "rx_stamp_late.p50", "ns, receive late p50"),
    /** As in basic mode. */
    INTERLEAVED_TRANSMIT("offset-interleaved", "tx_stamp_early.p50", "ns, transmit early p50");

    private final String modeWord;
    private final String key;
    private final String unit;

    /** A mode by its word, for two enums that name each other cannot both be made first. */
    Figure(String modeWord, String key, String unit) {
        this.modeWord = modeWord;
        this.key = key;
        this.unit = unit;
    }

    Mode mode() {
        return Mode.of(modeWord).orElseThrow();
    }

    /** In the load generator's JSON; a dot goes into an object. */
    String key() {
        return key;
    }

    String unit() {
        return unit;
    }
}

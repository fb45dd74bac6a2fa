package org.timeball.server.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.timeball.server.linux.InterfaceStamps.Card;

class InterfaceStampsTest {

    /** The loopback device calls skb_tx_timestamp (drivers/net/loopback.c), and has no clock of its own. */
    @Test
    void findsTheKernelsStampsOnLoopback() {
        assertEquals(new InterfaceStamps("lo", true, true, Optional.empty()), InterfaceStamps.of("lo"));
    }

    @Test
    void saysOfWhatIsNotThereThatItStampsNothing() {
        assertEquals(
                new InterfaceStamps("no-such-device", false, false, Optional.empty()),
                InterfaceStamps.of("no-such-device"));
    }

    /**
     * A driver's answer.
     *
     * @param kinds          so_timestamping
     * @param clock          phc_index
     * @param transmitTypes  tx_types
     * @param receiveFilters rx_filters
     */
    record Answer(String name, int kinds, int clock, int transmitTypes, int receiveFilters, InterfaceStamps found) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static InterfaceStamps kernelAnd(Optional<Card> card) {
        return new InterfaceStamps("eth0", true, true, card);
    }

    // As drivers fill it in: igb and macb (the Raspberry Pi 5 has it) stamp all, bcmgenet (the Pi 4) has no clock.
    static final List<Answer> ANSWERS = List.of(
            new Answer("igb", 0x5f, 0, 0b11, 0b11, kernelAnd(Optional.of(new Card(0, true, 1)))),
            new Answer("macb", 0x5f, 1, 0b111, 0b11, kernelAnd(Optional.of(new Card(1, true, 1)))),
            new Answer("one that can tell NTP", 0x5f, 2, 0b11, 0x8003, kernelAnd(Optional.of(new Card(2, true, 15)))),
            new Answer(
                    "PTP alone is stamped", 0x5f, 0, 0b11, 1 | 1 << 12, kernelAnd(Optional.of(new Card(0, true, 0)))),
            new Answer("arrivals alone", 0x5e, 0, 0b01, 0b11, kernelAnd(Optional.of(new Card(0, false, 1)))),
            new Answer("bcmgenet", 0x1a, -1, 0, 0, kernelAnd(Optional.empty())),
            new Answer(
                    "no driver's stamps", 0x18, -1, 0, 0, new InterfaceStamps("eth0", true, false, Optional.empty())));

    @ParameterizedTest
    @FieldSource("ANSWERS")
    void readsTheKernelsStructure(Answer row) {
        MemorySegment info = Arena.ofAuto().allocate(InterfaceStamps.TS_INFO_OCTETS, Long.BYTES);
        info.set(JAVA_INT, 4, row.kinds);
        info.set(JAVA_INT, 8, row.clock);
        info.set(JAVA_INT, 12, row.transmitTypes);
        info.set(JAVA_INT, 28, row.receiveFilters);
        assertEquals(row.found, InterfaceStamps.decode("eth0", info));
    }

    @Test
    void aCardIsOfUseThatStampsBothWays() {
        assertTrue(new Card(0, true, CardStamping.FILTER_ALL).stampsAll());
        assertFalse(new Card(0, false, CardStamping.FILTER_ALL).stampsAll());
        assertFalse(new Card(0, true, CardStamping.FILTER_NONE).stampsAll());
    }

    /** Loopback cannot; whoever asks is told so, or that he may not. */
    @Test
    void anInterfaceWithoutAClockRefuses() {
        var refused = assertInstanceOf(
                CardStamping.Refused.class, CardStamping.turnOn("lo", new Card(0, true, CardStamping.FILTER_ALL)));
        assertTrue(refused.reason().matches("SIOCSHWTSTAMP\\(lo\\): (EOPNOTSUPP|EPERM).*"), refused::reason);
    }

    /** {@code struct hwtstamp_config} as it is asked, and as drivers answer. */
    @Test
    void asksForAllNtpAndTakesMore() {
        MemorySegment config = Arena.ofAuto().allocate(12, Integer.BYTES);
        CardStamping.encode(config, new Card(0, true, CardStamping.FILTER_NTP_ALL));
        assertEquals(List.of(0, 1, 15), List.of(at(config, 0), at(config, 4), at(config, 8)));
        assertTrue(CardStamping.isOn(config));
        config.set(JAVA_INT, 8, CardStamping.FILTER_ALL);
        assertTrue(CardStamping.isOn(config));
        config.set(JAVA_INT, 8, 12); // HWTSTAMP_FILTER_PTP_V2_EVENT
        assertFalse(CardStamping.isOn(config));
        CardStamping.encode(config, new Card(0, true, CardStamping.FILTER_ALL));
        config.set(JAVA_INT, 4, 0);
        assertFalse(CardStamping.isOn(config));
    }

    private static int at(MemorySegment config, int offset) {
        return config.get(JAVA_INT, offset);
    }
}
